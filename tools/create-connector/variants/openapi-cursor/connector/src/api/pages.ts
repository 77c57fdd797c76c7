import * as z from 'zod/mini';

/** Where a page says what comes after it. */
export const pageMembers = { next_cursor: z.nullish(z.string()) };

/** @param after cursor of the page before, empty for the first one */
export function pageQuery(after: string) {
  return { cursor: after || undefined };
}

/** Empty on the last page. */
export function nextPosition(
  { next_cursor: next }: { next_cursor?: string | null | undefined },
  _answered: unknown,
): string {
  return next ?? '';
}
