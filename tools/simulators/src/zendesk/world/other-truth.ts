import type { TruthObject } from '../../simulator.js';
import type { Feature } from '../http/endpoint.js';
import { fileSha256 } from './files.js';
import { type Article, shownArticles } from './knowledge.js';
import type { World } from './model.js';
import { userIdentities } from './people.js';
import { readSideConversation, sideConversationCount } from './side-conversations.js';

/** What belongs to the account as a whole, whatever the brand. */
export function* listTruth(
  { people, catalogue, lists }: World,
  has: (feature: Feature) => boolean,
): Generator<TruthObject> {
  for (const user of [...people.agents, ...people.endUsers])
    for (const { id, type, value } of userIdentities(user))
      yield truthOf('identity', 'user_identities', id, { user: String(user.id), type, value });
  for (const { id, name } of catalogue.brands) yield truthOf('brand', 'brands', id, { name });
  for (const { id, userId, ofId } of lists.groupMemberships)
    yield truthOf('group-member', 'group_members', id, { group: String(ofId), member: String(userId) });
  for (const { id, userId, ofId } of lists.organizationMemberships)
    yield truthOf('organization-member', 'organization_members', id, {
      organization: String(ofId),
      member: String(userId),
    });
  for (const { id, name, isActive } of has('ticket forms') ? lists.forms : [])
    yield truthOf('form', 'forms', id, { name, active: isActive });
  for (const { id, title, isActive } of lists.macros)
    yield truthOf('macro', 'macros', id, { title, active: isActive });
  for (const { id, title } of has('service level agreements') ? lists.policies : [])
    yield truthOf('policy', 'sla_policies', id, { title });
  for (const { id, ticketId, issueKey } of lists.externalLinks)
    yield truthOf('external-link', 'external_links', id, { ticket: String(ticketId), issueKey });
  for (const { key, records } of has('custom objects') ? lists.customObjects : [])
    for (const { id, name, updatedAt } of records)
      yield { ...truthOf('custom-record', `custom_object_${key}`, id, { name }), modified: utc(updatedAt) };
}

/** @param brandId of the brand whose Help Center alone is wanted; undefined for all of them */
export function* knowledgeTruth({ knowledge }: World, brandId: number | undefined): Generator<TruthObject> {
  for (const { id, name, addedUserIds } of knowledge.segments) {
    yield truthOf('segment', 'user_segments', id, { name });
    for (const userId of addedUserIds)
      yield truthOf('segment-member', 'user_segment_members', `${id}:${userId}`, {
        segment: String(id),
        member: String(userId),
      });
  }
  for (const { id, name } of knowledge.permissionGroups)
    yield truthOf('permission-group', 'permission_groups', id, { name });
  const labels = new Set<string>();
  for (const center of knowledge.centers) {
    if (brandId !== undefined && center.brandId !== brandId) continue;
    for (const { id, name } of center.categories)
      yield truthOf('category', 'categories', id, { title: name });
    for (const { id, name, categoryId, parentSectionId } of center.sections)
      yield truthOf('section', 'sections', id, {
        title: name,
        parent: String(parentSectionId ?? categoryId),
      });
    const articles = shownArticles(center);
    for (const article of articles) yield* articleTruth(article);
    for (const label of new Set(articles.flatMap(({ labels }) => labels))) labels.add(label);
  }
  for (const label of labels) yield truthOf('label', 'article_labels', label, { name: label });
}

function* articleTruth(article: Article): Generator<TruthObject> {
  const { id, sectionId, translations, comments, files } = article;
  const [source] = translations;
  for (const { locale, title, isDraft, updatedAt } of translations)
    yield {
      ...truthOf('article', 'articles', `${id}:${locale}`, {
        title,
        locale,
        status: isDraft ? 'draft' : 'published',
        section: String(sectionId),
      }),
      modified: utc(updatedAt),
    };
  const articleId = `${id}:${source?.locale}`;
  for (const comment of comments)
    yield truthOf('article-comment', 'article_comments', comment.id, { article: articleId });
  for (const file of files)
    yield {
      ...truthOf('attachment', 'attachments', file.id, { parent: articleId, fileName: file.fileName }),
      file: { bytes: file.bytes, sha256: fileSha256(file) },
    };
}

/** They name no brand. */
export function* sideConversationTruth(world: World): Generator<TruthObject> {
  for (let position = 0; position < sideConversationCount(world); position++) {
    const { id, ticketId, subject, state, childTicketId, events, later } = readSideConversation(
      world,
      position,
    );
    yield truthOf('side-conversation', 'side_conversations', id, {
      subject,
      state,
      ticket: String(ticketId),
    });
    for (const event of [...events, ...later].filter(({ type }) => type !== 'update'))
      yield truthOf('side-message', 'side_messages', event.id, { conversation: id });
    if (childTicketId !== null)
      yield truthOf('ticket-link', 'links', `side_conversation:${ticketId}:${childTicketId}`, {
        kind: 'side_conversation',
        source: String(ticketId),
        target: String(childTicketId),
      });
  }
}

function truthOf(
  kind: string,
  itemType: string,
  id: number | string,
  fields: Readonly<Record<string, unknown>>,
): TruthObject {
  return { kind, itemType, id: String(id), fields };
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
