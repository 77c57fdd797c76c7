import { type ItemOf, plainTextToRichText, RecordError, toUtcTimestamp } from '@airdrop-connectors/core';
import type * as z from 'zod/mini';
import type { auditRecordSchema, History, Role, remoteLinkSchema } from './api-types-on-request.js';
import {
  changes,
  deletions,
  groupMembers,
  groups,
  remoteLinks,
  roleMembers,
} from './record-types-on-request.js';
import { unknownDate } from './unknown-date.js';

const undated = { createdDate: unknownDate, modifiedDate: unknownDate } as const;
/** Of a value that was rewritten as a whole, such as a description; the rest is in Jira. */
const mostCharacters = 2_000;

/** RFC 3339 of a moment in either of Jira's forms. @throws RecordError for neither */
export function momentOf(created: string | number): string {
  const text = typeof created === 'number' ? new Date(created).toISOString() : toUtcTimestamp(created);
  if (text !== undefined) return text;
  throw new RecordError('Jira sent a change without a date. Report this with the log of the run.', {
    code: 'record_bad_date',
  });
}

export function changeItem({ id, author, created, items }: History, issueId: string): ItemOf<typeof changes> {
  const at = momentOf(created);
  const fields = [...new Set(items.map(({ field }) => field))];
  return changes.item({
    id,
    createdDate: at,
    modifiedDate: at,
    data: {
      title: fields.length > 0 ? `Changed ${fields.join(', ')}` : 'Changed',
      issue: issueId,
      author: author?.accountId ?? null,
      fields,
      details: items.map(
        ({ field, from, to, fromString, toString: toText }) =>
          `${field}: ${shown(fromString ?? from)} → ${shown(toText ?? to)}`,
      ),
    },
  });
}

function shown(value: string | null | undefined): string {
  if (!value) return 'nothing';
  return value.length > mostCharacters ? `${value.slice(0, mostCharacters)}…` : value;
}

export function remoteLinkItem(
  { id, relationship, application, object }: z.infer<typeof remoteLinkSchema>,
  issue: { id: string; createdDate: string; modifiedDate: string },
): ItemOf<typeof remoteLinks> {
  return remoteLinks.item({
    id: String(id),
    createdDate: issue.createdDate,
    modifiedDate: issue.modifiedDate,
    data: {
      title: object.title || object.url,
      issue: issue.id,
      relationship: relationship || null,
      application: application?.name || null,
      item_url_field: object.url,
    },
  });
}

/** A worklog or a file that the history of its issue says is gone. */
export interface DeletedChild {
  kind: 'worklog' | 'attachment';
  id: string;
  name: string;
  issueId: string;
  at: string;
}

export function deletedChildItem({ kind, id, name, issueId, at }: DeletedChild): ItemOf<typeof deletions> {
  return deletions.item({
    id: `${kind}-${id}`,
    createdDate: at,
    modifiedDate: at,
    data: {
      title: kind === 'worklog' ? `Worklog ${id}` : `File ${name || id}`,
      kind,
      key: id,
      issue: issueId,
      worklog: kind === 'worklog' ? id : null,
    },
  });
}

export function deletedIssueItem({
  created,
  objectItem: { name },
}: z.infer<typeof auditRecordSchema>): ItemOf<typeof deletions> {
  const at = momentOf(created);
  return deletions.item({
    id: `issue-${name}`,
    createdDate: at,
    modifiedDate: at,
    data: { title: `Issue ${name}`, kind: 'issue', key: name, issue: null, worklog: null },
  });
}

/** Ids of groups are UUIDs and those of roles numbers; the prefix keeps them apart all the same. */
export const roleGroupId = (roleId: number | string) => `role-${roleId}`;

export function roleItem({ id, name, description }: Role): ItemOf<typeof groups> {
  return groups.item({
    id: roleGroupId(id),
    ...undated,
    data: { name, description: plainTextToRichText(description ?? ''), kind: 'role' },
  });
}

export function groupItem({ id, name }: { id: string; name: string }): ItemOf<typeof groups> {
  return groups.item({ id, ...undated, data: { name, description: null, kind: 'group' } });
}

export interface Membership {
  group: string;
  member: string;
}

export function roleMemberItem(membership: Membership): ItemOf<typeof roleMembers> {
  return roleMembers.item({ id: `${membership.group}/${membership.member}`, ...undated, data: membership });
}

export function groupMemberItem(membership: Membership): ItemOf<typeof groupMembers> {
  return groupMembers.item({ id: `${membership.group}/${membership.member}`, ...undated, data: membership });
}
