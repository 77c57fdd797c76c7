import { NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import type { JiraClient } from '../client.js';
import { createMediaResolver, type MediaResolver, mediaNamesIn } from '../media.js';
import { parentLinkType } from '../record-types.js';

/** One issue of a search page with what its children need; nothing in it is trusted yet. */
export interface FoundIssue {
  raw: unknown;
  id: string;
  key: string;
  /** False also when Jira does not say: then nothing is taken for visible to customers. */
  isServiceDesk: boolean;
  /** As Jira wrote it; empty when it sent none. */
  createdDate: string;
  modifiedDate: string;
  /** Milliseconds since the epoch; NaN when Jira sent none. */
  updated: number;
  labels: readonly string[];
  rawAttachments: readonly unknown[];
  rawLinks: readonly unknown[];
  comments: Embedded;
  worklogs: Embedded;
  media: MediaResolver;
}

/** The beginning of a list, and how long the list is. */
interface Embedded {
  first: readonly unknown[];
  total: number;
}

/** A child together with its issue, because a child's links and images are resolved there. */
export interface ChildOf {
  /** Names the child in the skip report when nothing else of it can be read. */
  id: string;
  issue: FoundIssue;
  raw: unknown;
}

const identifiedSchema = z.object({ id: z.string() });
const listSchema = z.optional(z.nullable(z.array(z.unknown())));

const looseIssueSchema = z.object({
  key: z.optional(z.string()),
  fields: z.object({
    created: z.optional(z.nullable(z.string())),
    updated: z.optional(z.nullable(z.string())),
    project: z.optional(z.nullable(z.object({ projectTypeKey: z.optional(z.nullable(z.string())) }))),
    labels: listSchema,
    parent: z.optional(z.nullable(z.object({ id: z.string() }))),
    issuelinks: listSchema,
    attachment: listSchema,
    comment: z.optional(z.nullable(z.object({ comments: z.array(z.unknown()), total: z.number() }))),
    worklog: z.optional(z.nullable(z.object({ worklogs: z.array(z.unknown()), total: z.number() }))),
  }),
});

/** Reads just enough of an issue to page and to reach its children; the rest is judged record by record. */
export function readIssue(raw: unknown): FoundIssue {
  const parsed = z.safeParse(looseIssueSchema, raw);
  const { key = '', fields } = parsed.data ?? {};
  const rawAttachments = fields?.attachment ?? [];
  const id = idOf(raw);
  return {
    raw,
    id,
    key,
    isServiceDesk: fields?.project?.projectTypeKey === 'service_desk',
    createdDate: fields?.created ?? '',
    modifiedDate: fields?.updated ?? '',
    updated: Date.parse(fields?.updated ?? ''),
    labels: (fields?.labels ?? []).filter((label) => typeof label === 'string' && label !== '') as string[],
    rawAttachments,
    rawLinks: [...(fields?.issuelinks ?? []), ...(fields?.parent ? [parentLink(id, fields.parent.id)] : [])],
    comments: { first: fields?.comment?.comments ?? [], total: fields?.comment?.total ?? 0 },
    worklogs: { first: fields?.worklog?.worklogs ?? [], total: fields?.worklog?.total ?? 0 },
    media: createMediaResolver(rawAttachments),
  };
}

/** An issue has one parent at most, so its own id names the link; another parent takes the place of the old one. */
function parentLink(childId: string, parentId: string) {
  return {
    id: `${childId}-parent`,
    type: { id: parentLinkType },
    outwardIssue: { id: parentId, key: '' },
  };
}

/** Search embeds only the first 20 comments of an issue; the complete list is fetched when there are more. */
export function completeComments(client: JiraClient, issue: FoundIssue): Promise<ChildOf[]> {
  return completed(issue, issue.comments, async (startAt) => {
    const { comments, total } = await client.commentPage(issue.id, startAt);
    return { entries: comments, total };
  });
}

/** Of worklogs, too, no more than 20 are embedded. */
export function completeWorklogs(client: JiraClient, issue: FoundIssue): Promise<ChildOf[]> {
  return completed(issue, issue.worklogs, async (startAt) => {
    const { worklogs, total } = await client.worklogPage(issue.id, startAt);
    return { entries: worklogs, total };
  });
}

async function completed(
  issue: FoundIssue,
  { first, total }: Embedded,
  pageAt: (startAt: number) => Promise<{ entries: readonly unknown[]; total: number }>,
): Promise<ChildOf[]> {
  if (total <= first.length) return childrenOf(issue, first);
  const all: unknown[] = [];
  for (;;) {
    const page = await pageAt(all.length).catch(missingIssue);
    // Deleted since it was found: what search gave us is all there is, and the next run sees it gone.
    if (page === undefined) return childrenOf(issue, first);
    all.push(...page.entries);
    if (page.entries.length === 0 || all.length >= page.total) return childrenOf(issue, all);
  }
}

function childrenOf(issue: FoundIssue, list: readonly unknown[]): ChildOf[] {
  return list.map((raw) => ({ id: idOf(raw), issue, raw }));
}

const linkEndsSchema = z.object({
  outwardIssue: z.optional(z.nullable(z.unknown())),
  inwardIssue: z.optional(z.nullable(z.object({ key: z.string() }))),
});

/**
 * Links this issue has to deliver: both ends show a link under the same id. Within a project the outward end delivers
 * it, so that it comes once; the only end of this project delivers one that leads out of it.
 */
export function linksOf(issue: FoundIssue): ChildOf[] {
  const own = issue.rawLinks.filter((raw) => {
    const parsed = z.safeParse(linkEndsSchema, raw);
    if (!parsed.success || parsed.data.outwardIssue) return true;
    return projectOf(parsed.data.inwardIssue?.key) !== projectOf(issue.key);
  });
  return childrenOf(issue, own);
}

function projectOf(key = ''): string {
  return key.slice(0, key.lastIndexOf('-'));
}

/** @param comments those read so far; search shows the first 20, pictures may be in the others too */
export function attachmentsOf(
  issue: FoundIssue,
  comments: readonly Pick<ChildOf, 'raw'>[],
): (ChildOf & { inline: boolean })[] {
  const shown = new Set(mediaNamesIn([issue.raw, comments.map(({ raw }) => raw)]));
  return childrenOf(issue, issue.rawAttachments).map((child) => ({
    ...child,
    inline: issue.media.isNamedOnce(child.raw, shown),
  }));
}

function idOf(raw: unknown): string {
  const parsed = z.safeParse(identifiedSchema, raw);
  return parsed.success ? parsed.data.id : 'unknown';
}

function missingIssue(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}
