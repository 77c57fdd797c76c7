import * as z from 'zod/mini';
import { id, optionalFlag, optionalId, optionalText } from './api-types.js';

/** Of the Help Center; shapes: https://developer.zendesk.com/api-reference/help_center/help-center-api/introduction/ */

const dated = { created_at: z.string(), updated_at: z.string() };
const ids = z.optional(z.nullable(z.array(id)));
const texts = z.optional(z.nullable(z.array(z.string())));

export const categorySchema = z.object({
  id,
  name: z.string(),
  description: optionalText,
  locale: optionalText,
  ...dated,
});
export const sectionSchema = z.extend(categorySchema, { category_id: id, parent_section_id: optionalId });

export const translationSchema = z.object({
  locale: z.string(),
  title: z.string(),
  body: optionalText,
  draft: optionalFlag,
  html_url: optionalText,
  created_at: optionalText,
  updated_at: optionalText,
});
export type Translation = z.infer<typeof translationSchema>;

export const articleSchema = z.object({
  id,
  title: z.string(),
  body: optionalText,
  locale: z.string(),
  source_locale: optionalText,
  draft: optionalFlag,
  html_url: optionalText,
  author_id: optionalId,
  section_id: optionalId,
  user_segment_id: optionalId,
  user_segment_ids: ids,
  permission_group_id: optionalId,
  label_names: texts,
  promoted: optionalFlag,
  vote_sum: z.optional(z.nullable(z.number())),
  vote_count: z.optional(z.nullable(z.number())),
  ...dated,
});
export type Article = z.infer<typeof articleSchema>;

export const articleExportSchema = z.object({
  articles: z.array(z.unknown()),
  count: z.optional(z.nullable(z.number())),
  end_time: z.optional(z.nullable(z.number())),
  next_page: optionalText,
});

export const articleFileSchema = z.object({
  id,
  file_name: z.string(),
  content_url: z.string(),
  content_type: optionalText,
  size: z.optional(z.nullable(z.number())),
  inline: optionalFlag,
  ...dated,
});
export type ArticleFile = z.infer<typeof articleFileSchema>;

export const articleCommentSchema = z.object({ id, body: optionalText, author_id: optionalId, ...dated });

export const segmentSchema = z.object({
  id,
  name: z.string(),
  user_type: optionalText,
  group_ids: ids,
  organization_ids: ids,
  tags: texts,
  or_tags: texts,
  added_user_ids: ids,
  ...dated,
});
export type Segment = z.infer<typeof segmentSchema>;

export const permissionGroupSchema = z.object({
  id,
  name: z.string(),
  edit: ids,
  publish: ids,
  ...dated,
});
