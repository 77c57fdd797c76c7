import { NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import type { JiraClient } from '../client.js';
import { createMediaResolver, type MediaResolver, mediaNamesIn } from '../media.js';

/** One issue of a search page with what its children need; nothing in it is trusted yet. */
export interface FoundIssue {
  raw: unknown;
  id: string;
  /** Milliseconds since the epoch; NaN when Jira sent none. */
  updated: number;
  rawAttachments: readonly unknown[];
  embeddedComments: readonly unknown[];
  commentTotal: number;
  media: MediaResolver;
}

/** A child together with its issue, because a child's links and images are resolved there. */
export interface ChildOf {
  /** Names the child in the skip report when nothing else of it can be read. */
  id: string;
  issue: FoundIssue;
  raw: unknown;
}

const identifiedSchema = z.object({ id: z.string() });

const looseIssueSchema = z.object({
  fields: z.object({
    updated: z.optional(z.nullable(z.string())),
    attachment: z.optional(z.nullable(z.array(z.unknown()))),
    comment: z.optional(z.nullable(z.object({ comments: z.array(z.unknown()), total: z.number() }))),
  }),
});

/** Reads just enough of an issue to page and to reach its children; the rest is judged record by record. */
export function readIssue(raw: unknown): FoundIssue {
  const parsed = z.safeParse(looseIssueSchema, raw);
  const fields = parsed.success ? parsed.data.fields : undefined;
  const rawAttachments = fields?.attachment ?? [];
  return {
    raw,
    id: idOf(raw),
    updated: Date.parse(fields?.updated ?? ''),
    rawAttachments,
    embeddedComments: fields?.comment?.comments ?? [],
    commentTotal: fields?.comment?.total ?? 0,
    media: createMediaResolver(rawAttachments),
  };
}

/** Search embeds only the first 20 comments of an issue; the complete list is fetched when there are more. */
export async function completeComments(client: JiraClient, issue: FoundIssue): Promise<ChildOf[]> {
  const children = (list: readonly unknown[]) => list.map((raw) => ({ id: idOf(raw), issue, raw }));
  if (issue.commentTotal <= issue.embeddedComments.length) return children(issue.embeddedComments);
  const all: unknown[] = [];
  for (;;) {
    const page = await client.commentPage(issue.id, all.length).catch(missingIssue);
    // Deleted since it was found: what search gave us is all there is, and the next run sees it gone.
    if (page === undefined) return children(issue.embeddedComments);
    all.push(...page.comments);
    if (page.comments.length === 0 || all.length >= page.total) return children(all);
  }
}

function idOf(raw: unknown): string {
  const parsed = z.safeParse(identifiedSchema, raw);
  return parsed.success ? parsed.data.id : 'unknown';
}

function missingIssue(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}

/** @param comments those read so far; search shows the first 20, pictures may be in the others too */
export function attachmentsOf(
  issue: FoundIssue,
  comments: readonly Pick<ChildOf, 'raw'>[],
): (ChildOf & { inline: boolean })[] {
  const shown = new Set(mediaNamesIn([issue.raw, comments.map(({ raw }) => raw)]));
  return issue.rawAttachments.map((raw) => ({
    id: idOf(raw),
    issue,
    raw,
    inline: issue.media.isNamedOnce(raw, shown),
  }));
}
