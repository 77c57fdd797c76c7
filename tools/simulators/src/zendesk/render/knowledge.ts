import type { Account } from '../account.js';
import type { TicketFile } from '../world/file.js';
import type { Article, ArticleComment, Directory, PermissionGroup, Segment } from '../world/knowledge.js';
import { CONFIGURED } from '../world/lists.js';
import { utcSeconds } from './time.js';

const configured = utcSeconds(CONFIGURED);

export function directoryJson(
  { id, name, description, position, updatedAt }: Directory,
  kind: 'categories' | 'sections',
  { url }: Account,
): Record<string, unknown> {
  return {
    id,
    url: `${url}/api/v2/help_center/en-us/${kind}/${id}.json`,
    html_url: `${url}/hc/en-us/${kind}/${id}`,
    position,
    name,
    description: description === '' ? null : description,
    locale: 'en-us',
    source_locale: 'en-us',
    outdated: false,
    created_at: configured,
    updated_at: utcSeconds(updatedAt),
  };
}

/** @param withTranslations as they are only shown when they are asked for */
export function articleJson(article: Article, account: Account, withTranslations: boolean): unknown {
  const { id, translations, votes, segmentId } = article;
  const [source] = translations;
  return {
    id,
    url: `${account.url}/api/v2/help_center/en-us/articles/${id}.json`,
    html_url: `${account.url}/hc/en-us/articles/${id}`,
    author_id: article.authorId,
    comments_disabled: !article.isOpenForComments,
    draft: source?.isDraft,
    promoted: article.isPromoted,
    position: article.position,
    vote_sum: votes[0] - votes[1],
    vote_count: votes[0] + votes[1],
    section_id: article.sectionId,
    created_at: utcSeconds(article.createdAt),
    updated_at: utcSeconds(article.updatedAt),
    edited_at: utcSeconds(article.updatedAt),
    name: source?.title,
    title: source?.title,
    source_locale: 'en-us',
    locale: 'en-us',
    outdated: false,
    outdated_locales: [],
    user_segment_id: segmentId,
    permission_group_id: article.permissionGroupId,
    content_tag_ids: [],
    label_names: article.labels,
    body: source?.html(account.url),
    ...(withTranslations && {
      translations: translations.map((translation) => ({
        id: translation.id,
        source_id: id,
        source_type: 'Article',
        locale: translation.locale,
        title: translation.title,
        body: translation.html(account.url),
        outdated: false,
        draft: translation.isDraft,
        hidden: false,
        html_url: translation.isDraft ? null : `${account.url}/hc/${translation.locale}/articles/${id}`,
        created_at: utcSeconds(article.createdAt),
        updated_at: utcSeconds(translation.updatedAt),
      })),
    }),
  };
}

export function articleFileJson(file: TicketFile, articleId: number, { url }: Account): unknown {
  return {
    id: file.id,
    url: `${url}/api/v2/help_center/articles/attachments/${file.id}`,
    article_id: articleId,
    file_name: file.fileName,
    content_type: file.contentType,
    content_url: `${url}/hc/article_attachments/${file.id}`,
    size: file.bytes,
    inline: file.isInline,
    display_file_name: file.fileName,
    created_at: configured,
    updated_at: configured,
  };
}

export function articleCommentJson(
  { id, authorId, html, createdAt }: ArticleComment,
  articleId: number,
): unknown {
  return {
    id,
    body: html,
    author_id: authorId,
    source_id: articleId,
    source_type: 'Article',
    locale: 'en-us',
    vote_sum: 0,
    vote_count: 0,
    created_at: utcSeconds(createdAt),
    updated_at: utcSeconds(createdAt),
  };
}

export function segmentJson({
  id,
  name,
  userType,
  isBuiltIn,
  groupIds,
  addedUserIds,
  tags,
}: Segment): unknown {
  return {
    id,
    name,
    user_type: userType,
    group_ids: groupIds,
    organization_ids: [],
    tags,
    or_tags: [],
    added_user_ids: addedUserIds,
    built_in: isBuiltIn,
    created_at: configured,
    updated_at: configured,
  };
}

export function permissionGroupJson({ id, name, edit, publish }: PermissionGroup): unknown {
  return { id, name, edit, publish, built_in: false, created_at: configured, updated_at: configured };
}
