import * as z from 'zod/mini';
import { type MarkedComment, markedCommentSchema } from '../api-types-writing.js';
import type { ZendeskClient } from '../client.js';
import { noteName } from './marks.js';

/** Clocks differ; a comment is looked for from so long before it can have been made. */
const toleranceMs = 300_000;

/**
 * The comment whose change was marked with a key, among the latest of a ticket. The list is read from where Zendesk keeps
 * comments, so that one is in it as soon as it was made.
 */
export async function markedComment(
  client: ZendeskClient,
  ticketId: string,
  { key, since }: { key: string; since: string },
): Promise<MarkedComment | undefined> {
  const earliest = Date.parse(since) - toleranceMs;
  for (let after = ''; ; ) {
    const { comments, meta } = await client.latestCommentPage(ticketId, after);
    const found = comments.map((raw) => z.safeParse(markedCommentSchema, raw).data);
    const marked = found.find((comment) => comment?.metadata?.custom?.[noteName] === key);
    if (marked !== undefined) return marked;
    const isPast = found.some((comment) => Date.parse(comment?.created_at ?? '') < earliest);
    if (isPast || !meta.has_more || !meta.after_cursor) return undefined;
    after = meta.after_cursor;
  }
}
