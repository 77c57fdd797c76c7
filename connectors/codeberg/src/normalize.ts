import type { ItemOf, RichText } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { apiOrigin } from './api/origin.js';
import { assetSchema, commentSchema, issueSchema, milestoneSchema, userSchema } from './api-types.js';
import { parse } from './parse.js';
import type * as recordTypes from './record-types.js';

/** The lists of people have no dates. */
const unknownDate = '1970-01-01T00:00:00.000Z';

export function personItem(raw: unknown): ItemOf<typeof recordTypes.people> {
  const { id, login, full_name: fullName } = parse(userSchema, raw, 'person');
  const data = { name: fullName || login };
  return { id: String(id), createdDate: unknownDate, modifiedDate: unknownDate, data };
}

export function milestoneItem(raw: unknown): ItemOf<typeof recordTypes.milestones> {
  const milestone = parse(milestoneSchema, raw, 'milestone');
  return {
    id: String(milestone.id),
    createdDate: milestone.created_at,
    modifiedDate: milestone.updated_at ?? milestone.created_at,
    data: { title: milestone.title, due: milestone.due_on ?? null },
  };
}

/** Numbers of issues count within a repository. */
export function issueId(repository: string, number: number | string): string {
  return `${repository}#${number}`;
}

/** @param repository that `raw` was found in */
export function issueItem(raw: unknown, repository: string): ItemOf<typeof recordTypes.issues> {
  const issue = parse(issueSchema, raw, 'issue');
  const { number, title, state } = issue;
  return {
    id: issueId(repository, number),
    createdDate: issue.created_at,
    modifiedDate: issue.updated_at,
    data: {
      title,
      body: richTextOf(issue.body),
      state,
      author: personOf(issue.user),
      assignees: (issue.assignees ?? []).map(({ id }) => String(id)),
      labels: (issue.labels ?? []).map(({ name }) => name).join(', ') || null,
      milestone: issue.milestone ? String(issue.milestone.id) : null,
      due: issue.due_date ?? null,
      item_url_field: `${apiOrigin}/${repository}/issues/${number}`,
    },
  };
}

export function commentItem(raw: unknown, repository: string): ItemOf<typeof recordTypes.comments> {
  const comment = parse(commentSchema, raw, 'comment');
  const data = {
    body: richTextOf(comment.body) ?? [],
    issue: issueId(repository, comment.issue_url.split('/').at(-1) ?? ''),
    author: personOf(comment.user),
  };
  return { id: String(comment.id), createdDate: comment.created_at, modifiedDate: comment.updated_at, data };
}

const onPullRequest = z.object({ pull_request_url: z.string().check(z.minLength(1)) });

/** Comments of a repository are on issues and on pull requests, which are not brought. */
export function isOnIssue(raw: unknown): boolean {
  return !z.safeParse(onPullRequest, raw).success;
}

export interface RawFile {
  raw: unknown;
  parentId: string;
}

/** Files of issues or comments. What cannot be read is named when it is normalized, and has none. */
export function filesOf<Row extends { assets?: readonly unknown[] | null | undefined }>(
  rows: readonly unknown[],
  schema: z.ZodMiniType<Row>,
  idOf: (row: Row) => string,
): RawFile[] {
  const readable = rows.flatMap((raw) => z.safeParse(schema, raw).data ?? []);
  return readable.flatMap((row) => (row.assets ?? []).map((raw) => ({ raw, parentId: idOf(row) })));
}

export function fileItem({ raw, parentId }: RawFile) {
  const { uuid, name, size: bytes, created_at: added } = parse(assetSchema, raw, 'file');
  const url = `${apiOrigin}/attachments/${encodeURIComponent(uuid)}`;
  const dates = { createdDate: added, modifiedDate: added };
  return { id: uuid, url, fileName: name, bytes, parentId, inline: false, ...dates };
}

/** Codeberg and DevRev both write Markdown. */
function richTextOf(markdown: string | null | undefined): RichText {
  return markdown ? [markdown] : null;
}

/** A deleted account is shown as one whose number is below zero. */
function personOf(user: { id: number } | null | undefined): string | null {
  return user && user.id > 0 ? String(user.id) : null;
}
