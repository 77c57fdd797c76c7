import {
  type AttachmentItem,
  adfToRichText,
  type ItemOf,
  RecordError,
  toUtcTimestamp,
} from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type { attachmentSchema, Comment, Issue, issueLinkSchema, worklogSchema } from './api-types.js';
import { customValues } from './custom-values.js';
import type { MediaResolver } from './media.js';
import type { ProjectContext } from './project-context.js';
import { usersTarget } from './record-names.js';
import { comments, issues, links, requests, worklogs } from './record-types.js';

/** The issue a child belongs to. */
interface ParentIssue {
  id: string;
  media: MediaResolver;
  isServiceDesk: boolean;
}

export function issueItem(
  issue: Issue,
  media: MediaResolver,
  project: ProjectContext,
): ItemOf<typeof issues> {
  const itemType = issues.itemType(issue.fields.issuetype.id);
  const { data, ...rest } = workItem(issue, itemType, media, project);
  return issues.item({ ...rest, data });
}

export function requestItem(
  issue: Issue,
  media: MediaResolver,
  project: ProjectContext,
): ItemOf<typeof requests> {
  const itemType = requests.itemType(issue.fields.issuetype.id);
  const { data, ...rest } = workItem(issue, itemType, media, project);
  return requests.item({
    ...rest,
    data: { ...data, organization: firstOrganization(itemType, rest.dynamicData, project) },
  });
}

/** DevRev knows one account per ticket, Jira any number of organizations. */
function firstOrganization(
  itemType: string,
  values: Readonly<Record<string, unknown>>,
  { recordTypes }: ProjectContext,
): string | null {
  for (const [key, { reference }] of Object.entries(recordTypes[itemType]?.fields ?? {})) {
    if (reference?.refers_to['#record:organizations'] === undefined) continue;
    const value = values[key];
    if (Array.isArray(value) && typeof value[0] === 'string') return value[0];
  }
  return null;
}

function workItem(
  { id, key, fields }: Issue,
  itemType: string,
  media: MediaResolver,
  { site, recordTypes }: ProjectContext,
) {
  const { values, others } = customValues(recordTypes[itemType]?.fields ?? {}, fields, media);
  const ids = (list: readonly { id: string }[] | null | undefined) => (list ?? []).map((entry) => entry.id);
  return {
    itemType,
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
      resolved_at: fields.resolutiondate ? (toUtcTimestamp(fields.resolutiondate) ?? null) : null,
      assignee: fields.assignee?.accountId ?? null,
      reporter: fields.reporter?.accountId ?? null,
      creator: fields.creator?.accountId ?? null,
      parent: fields.parent?.id ?? null,
      labels: fields.labels ?? [],
      component: fields.components?.[0]?.id ?? null,
      components: ids(fields.components),
      fix_versions: ids(fields.fixVersions),
      affected_versions: ids(fields.versions),
      due_date: fields.duedate ?? null,
      original_estimate: fields.timeoriginalestimate ?? null,
      remaining_estimate: fields.timeestimate ?? null,
      time_spent: fields.timespent ?? null,
      security_level: fields.security?.name ?? null,
      other_values: others,
      item_url_field: `${site}/browse/${key}`,
    },
    dynamicData: values,
  };
}

export function commentItem(comment: Comment, issue: ParentIssue): ItemOf<typeof comments> {
  return comments.item({
    id: comment.id,
    createdDate: comment.created,
    modifiedDate: comment.updated ?? comment.created,
    data: {
      body: toRichText(comment.body, issue.media),
      issue: issue.id,
      author: comment.author?.accountId ?? null,
      updated_by: comment.updateAuthor?.accountId ?? null,
      visibility: visibilityOf(comment, issue),
    },
  });
}

/**
 * Only a service desk shows comments to customers, and says so per comment; elsewhere Jira sets `jsdPublic` on every
 * comment without meaning it. A comment limited to a role or group stays hidden from everybody else.
 */
function visibilityOf({ jsdPublic, visibility }: Comment, { isServiceDesk }: ParentIssue) {
  if (visibility) return 'restricted';
  return isServiceDesk && jsdPublic === true ? 'public' : 'internal';
}

/** @throws RecordError for one that only a role or group may see: DevRev could not keep it from the others */
export function worklogItem(
  worklog: z.infer<typeof worklogSchema>,
  issue: ParentIssue,
): ItemOf<typeof worklogs> {
  const { id, author, comment, created, updated, started, timeSpent, timeSpentSeconds, visibility } = worklog;
  if (visibility) {
    throw new RecordError(
      `Only the ${visibility.type ?? 'group'} "${visibility.value ?? ''}" may see this worklog, and DevRev would show it to everybody.`,
      { code: 'worklog_restricted', isLimitation: true },
    );
  }
  return worklogs.item({
    id,
    createdDate: created,
    modifiedDate: updated ?? created,
    data: {
      time_spent: timeSpent || `${timeSpentSeconds} s`,
      seconds: timeSpentSeconds,
      started: started ? (toUtcTimestamp(started) ?? null) : null,
      issue: issue.id,
      author: author?.accountId ?? null,
      comment: toRichText(comment, issue.media),
    },
  });
}

/**
 * The end that shows `outwardIssue` blocks, clones, duplicates the other one. Jira dates no links; making one changes
 * the issues at both ends.
 */
export function linkItem(
  { id, type, outwardIssue, inwardIssue }: z.infer<typeof issueLinkSchema>,
  issue: { id: string; createdDate: string; modifiedDate: string },
): ItemOf<typeof links> {
  const other = outwardIssue ?? inwardIssue;
  if (!other) {
    throw new RecordError('Jira sent a link without its other end. Report this with the log of the run.', {
      code: 'link_without_end',
    });
  }
  const [source, target] = outwardIssue ? [issue.id, other.id] : [other.id, issue.id];
  return links.item({
    id,
    createdDate: issue.createdDate,
    modifiedDate: issue.modifiedDate,
    data: { type: type.id, source, target },
  });
}

export function attachmentItem(
  attachment: z.infer<typeof attachmentSchema>,
  issue: Pick<ParentIssue, 'id'>,
  inline: boolean,
  project: Pick<ProjectContext, 'site'>,
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
