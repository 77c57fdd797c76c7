import {
  type AttachmentItem,
  htmlToArticleRichText,
  htmlToRichText,
  type ItemOf,
  plainTextToRichText,
} from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type * as api from './api-types-knowledge.js';
import type { Article, ArticleFile, Segment, Translation } from './api-types-knowledge.js';
import { dated } from './normalize-account.js';
import * as types from './record-types-knowledge.js';

/** Articles and where they lie. */

/** What must be known to turn links and pictures of an article into references. */
export interface ArticleSurroundings {
  origin: string;
  /** Hosts of the account: links to them lead to articles that are synced. */
  hosts: ReadonlySet<string>;
  files: readonly ArticleFile[];
}

export const articleId = (id: string, locale: string): string => `${id}:${locale.toLowerCase()}`;

/** Files and comments belong to all languages of an article; they hang on the one it was written in. */
export const sourceArticleId = ({ id, locale, source_locale: source }: Article): string =>
  articleId(id, source || locale);

export function articleItem(
  article: Article,
  translation: Translation,
  surroundings: ArticleSurroundings,
): ItemOf<typeof types.articles> {
  const { locale, title, draft } = translation;
  const segments = article.user_segment_ids ?? (article.user_segment_id ? [article.user_segment_id] : []);
  const [votes, sum] = [article.vote_count ?? 0, article.vote_sum ?? 0];
  const editors = article.permission_group_id;
  return types.articles.item({
    id: articleId(article.id, locale),
    ...dated({
      created_at: translation.created_at || article.created_at,
      updated_at: translation.updated_at || article.updated_at,
    }),
    data: {
      title: title.trim() || `Article ${article.id}`,
      body: articleBody(translation.body ?? '', article.source_locale || article.locale, surroundings),
      locale,
      article: article.id,
      status: draft === true ? 'draft' : 'published',
      scope: segments.length === 0 ? 'external' : 'internal',
      section: article.section_id ?? null,
      author: article.author_id ?? null,
      segments,
      permission_group: editors ?? null,
      shared_with: [
        ...segments.map((id) => ({ member_id: id, role: 'viewer' as const })),
        ...(editors ? [{ member_id: editors, role: 'editor' as const }] : []),
      ],
      labels: article.label_names ?? [],
      promoted: article.promoted === true,
      upvotes: Math.max(0, Math.round((votes + sum) / 2)),
      downvotes: Math.max(0, Math.round((votes - sum) / 2)),
      item_url_field: translation.html_url || article.html_url || null,
    },
  });
}

function articleBody(html: string, sourceLocale: string, { origin, hosts, files }: ArticleSurroundings) {
  const byId = new Map(files.map((file) => [file.id, file]));
  const fileAt = (url: string) => {
    const found = byId.get(/\/hc\/(?:[\w-]+\/)?article_attachments\/(\d+)/.exec(url)?.[1] ?? '');
    return found && { attachmentId: found.id, fileName: found.file_name };
  };
  return htmlToArticleRichText(html, {
    baseUrl: origin,
    resolveImage: ({ url }) => fileAt(url),
    resolveLink: (url) => fileAt(url) ?? linkedArticle(url, sourceLocale, hosts),
  }).richText;
}

/**
 * `/hc/en-us/articles/123-Slug#part`, `/hc/articles/123`: also under other brands and under addresses customers gave
 * them. A link without a language leads to the article in the language that
 * articles are written in, because not all have been translated.
 */
function linkedArticle(url: string, sourceLocale: string, hosts: ReadonlySet<string>) {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  const match = /^\/hc\/(?:([\w-]+)\/)?articles\/(\d+)(?:-[^/]*)?\/?$/.exec(pathname);
  if (match === null || !hosts.has(host)) return undefined;
  const [, language = sourceLocale, id = ''] = match;
  return { articleId: articleId(id, language) };
}

export function articleFileItem(file: ArticleFile, article: Article): AttachmentItem {
  const { id, file_name: fileName, content_url: url, content_type: contentType, size, inline } = file;
  return {
    id,
    url,
    fileName,
    parentId: sourceArticleId(article),
    ...(article.author_id && { authorId: article.author_id }),
    inline: inline === true,
    ...(contentType && { contentType }),
    ...(typeof size === 'number' && { bytes: size }),
    createdDate: file.created_at,
    modifiedDate: file.updated_at,
  };
}

export function articleCommentItem(
  row: z.infer<typeof api.articleCommentSchema>,
  article: string,
  origin: string,
): ItemOf<typeof types.articleComments> {
  return types.articleComments.item({
    id: row.id,
    ...dated(row),
    data: {
      title: `Comment on article ${article.split(':')[0]}`,
      body: htmlToRichText(row.body ?? '', { baseUrl: origin }).richText,
      article,
      author: row.author_id ?? null,
    },
  });
}

export function categoryItem(row: z.infer<typeof api.categorySchema>): ItemOf<typeof types.categories> {
  return types.categories.item({ id: row.id, ...dated(row), data: directoryOf(row) });
}

export function sectionItem(row: z.infer<typeof api.sectionSchema>): ItemOf<typeof types.sections> {
  return types.sections.item({
    id: row.id,
    ...dated(row),
    data: { ...directoryOf(row), parent: row.parent_section_id || row.category_id },
  });
}

function directoryOf({ name, description, locale }: z.infer<typeof api.categorySchema>) {
  return { title: name, description: description || null, language: locale || null };
}

/** Whom it fits is told in words: members by tags and organizations cannot be listed. */
export function segmentItem(segment: Segment): ItemOf<typeof types.userSegments> {
  const { id, name, user_type: type, group_ids: groups, tags, or_tags: anyTags } = segment;
  const conditions = [
    type === 'staff' ? 'Agents only' : 'Signed-in users',
    tags?.length ? `with all of the tags ${tags.join(', ')}` : '',
    anyTags?.length ? `with one of the tags ${anyTags.join(', ')}` : '',
    segment.organization_ids?.length ? `of the organizations ${segment.organization_ids.join(', ')}` : '',
  ];
  return types.userSegments.item({
    id,
    ...dated(segment),
    data: {
      name,
      description: plainTextToRichText(conditions.filter((text) => text !== '').join(', ')),
      groups: groups ?? [],
    },
  });
}

export function segmentMemberItem(segment: Segment, member: string): ItemOf<typeof types.userSegmentMembers> {
  const { id } = segment;
  return types.userSegmentMembers.item({
    id: `${id}:${member}`,
    ...dated(segment),
    data: { segment: id, member },
  });
}

export function permissionGroupItem(
  row: z.infer<typeof api.permissionGroupSchema>,
): ItemOf<typeof types.permissionGroups> {
  const { id, name, edit, publish } = row;
  return types.permissionGroups.item({
    id,
    ...dated(row),
    data: {
      name,
      description: plainTextToRichText('May edit articles of the Help Center.'),
      segments: [...new Set([...(edit ?? []), ...(publish ?? [])])],
    },
  });
}

/** A label is nothing but its text, and has no date. */
export function labelItem(label: string): ItemOf<typeof types.articleLabels> {
  return types.articleLabels.item({ id: label, ...dated({}), data: { name: label } });
}
