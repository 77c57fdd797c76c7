import { UnexpectedResponseError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** `page`: the last one that was read. */
export const pageCursor = z.object({ page: z.number(), isLast: z.boolean() });
type PageCursor = z.infer<typeof pageCursor>;

/**
 * Pages of a list after a cursor, up to an empty one: how long a page may be is up to the server, so that a short one
 * proves nothing. Numbers grow whatever is answered, so that core cannot see a service that sends one page for ever.
 * @param list what the pages are of, in words
 */
export async function* numberedPages<Row>(
  list: string,
  cursor: PageCursor | undefined,
  ask: (page: number) => Promise<readonly Row[]>,
): AsyncGenerator<{ rows: readonly Row[]; cursor: PageCursor }, void, void> {
  if (cursor?.isLast) return;
  let before = '';
  for (let page = (cursor?.page ?? 0) + 1; ; page += 1) {
    const rows = await ask(page);
    const isLast = rows.length === 0;
    const text = JSON.stringify(rows);
    if (!isLast && text === before) throw repeated(list, page);
    before = text;
    yield { rows, cursor: { page, isLast } };
    if (isLast) return;
  }
}

function repeated(list: string, page: number): UnexpectedResponseError {
  return new UnexpectedResponseError(
    `Codeberg answered page ${page} of ${list} with the page before it, so the rest cannot be read. Report this with the log of the run.`,
    { code: 'endless_paging' },
  );
}
