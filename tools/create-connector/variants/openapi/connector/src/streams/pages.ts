import { UnexpectedResponseError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** Less than an hour, so that a sync every hour reads each list every time. */
export const listRestSeconds = 50 * 60;

export const position = z.object({ after: z.string(), isLast: z.boolean() });

/** Pages of a list from where a cursor says, each with where what comes after it begins. */
export async function* allPages(
  readPage: (after: string) => Promise<{ rows: readonly unknown[]; next: string }>,
  cursor: z.infer<typeof position> | undefined,
) {
  if (cursor?.isLast) return;
  let before = '';
  for (let after = cursor?.after ?? ''; ; ) {
    const { rows, next } = await readPage(after);
    // A position may move on although the same is answered again.
    const page = JSON.stringify(rows);
    if (rows.length > 0 && page === before) throw repeated();
    before = page;
    const isLast = next === '';
    after = next || after;
    yield { rows, cursor: { after, isLast } };
    if (isLast) return;
  }
}

function repeated(): UnexpectedResponseError {
  return new UnexpectedResponseError(
    'To-do answered two pages of a list with the same records, so the rest cannot be read. Report this with the log of the run.',
    { code: 'endless_paging' },
  );
}
