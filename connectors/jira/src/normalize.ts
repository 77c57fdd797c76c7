import { type AttachmentItem, adfToRichText, type ItemOf } from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type { attachmentSchema, Comment, Issue, userSchema } from './api-types.js';
import { type CustomField, convertCustomFields } from './custom-fields.js';
import type { MediaResolver } from './media.js';
import { comments, issues, users } from './metadata.js';
import { usersTarget } from './record-names.js';

/** What is known about the project while its records are normalized. */
export interface ProjectContext {
  site: string;
  isServiceDesk: boolean;
  customFields: readonly CustomField[];
}

/** The issue a child belongs to. */
interface ParentIssue {
  id: string;
  media: MediaResolver;
}

/** Jira keeps no dates for people; a fixed one keeps repeated runs identical. */
const unknownDate = '1970-01-01T00:00:00.000Z';

export function userItem(user: z.infer<typeof userSchema>): ItemOf<typeof users> {
  const { accountId, accountType, displayName, emailAddress, active } = user;
  return users.item({
    id: accountId,
    createdDate: unknownDate,
    modifiedDate: unknownDate,
    data: {
      name: displayName || 'Unknown user',
      email: emailAddress || null,
      active: active ?? false,
      account_type: accountType === 'app' || accountType === 'customer' ? accountType : 'atlassian',
    },
  });
}

export function issueItem(
  { id, key, fields }: Issue,
  media: MediaResolver,
  project: ProjectContext,
): ItemOf<typeof issues> {
  return issues.item({
    itemType: issues.itemType(fields.issuetype.id),
    id,
    createdDate: fields.created,
    modifiedDate: fields.updated,
    data: {
      key,
      summary: fields.summary || key,
      description: toRichText(fields.description, media),
      environment: toRichText(fields.environment, media),
      status: fields.status.id,
      priority: fields.priority?.id ?? null,
      resolution: fields.resolution?.name ?? null,
      assignee: fields.assignee?.accountId ?? null,
      reporter: fields.reporter?.accountId ?? null,
      creator: fields.creator?.accountId ?? null,
      parent: fields.parent?.id ?? null,
      labels: fields.labels ?? [],
      components: (fields.components ?? []).map(({ name }) => name),
      fix_versions: (fields.fixVersions ?? []).map(({ name }) => name),
      due_date: fields.duedate ?? null,
      item_url_field: `${project.site}/browse/${key}`,
    },
    dynamicData: convertCustomFields(project.customFields, fields, media),
  });
}

export function commentItem(
  comment: Comment,
  issue: ParentIssue,
  project: ProjectContext,
): ItemOf<typeof comments> {
  return comments.item({
    id: comment.id,
    createdDate: comment.created,
    modifiedDate: comment.updated ?? comment.created,
    data: {
      body: toRichText(comment.body, issue.media),
      issue: issue.id,
      author: comment.author?.accountId ?? null,
      updated_by: comment.updateAuthor?.accountId ?? null,
      visibility: visibilityOf(comment, project),
    },
  });
}

/**
 * Only a service desk shows comments to customers, and says so per comment; elsewhere Jira sets `jsdPublic` on every
 * comment without meaning it. A comment limited to a role or group stays hidden from everybody else.
 */
function visibilityOf({ jsdPublic, visibility }: Comment, { isServiceDesk }: ProjectContext) {
  if (visibility) return 'restricted';
  return isServiceDesk && jsdPublic === true ? 'public' : 'internal';
}

export function attachmentItem(
  attachment: z.infer<typeof attachmentSchema>,
  issue: ParentIssue,
  inline: boolean,
  project: ProjectContext,
): AttachmentItem {
  const { id, filename, author, created, mimeType, size } = attachment;
  return {
    id,
    url: `${project.site}/rest/api/3/attachment/content/${id}`,
    fileName: filename,
    parentId: issue.id,
    ...(author?.accountId && { authorId: author.accountId }),
    inline,
    ...(mimeType && { contentType: mimeType }),
    ...(typeof size === 'number' && { bytes: size }),
    createdDate: created,
    modifiedDate: created,
  };
}

function toRichText(document: unknown, media: MediaResolver) {
  return adfToRichText(document ?? null, { userRecordType: usersTarget.key, resolveMedia: media.resolve })
    .richText;
}
