import * as z from 'zod/mini';

/** Where a page says whether there is another one. */
export const pageMembers = { has_more: z.boolean() };

/** @param after number of records before the page, empty for the first one */
export function pageQuery(after: string) {
  return { offset: Number(after) };
}

/** Empty on the last page. */
export function nextPosition(
  { has_more: hasMore }: { has_more: boolean },
  { after, count }: { after: string; count: number },
): string {
  return hasMore ? String(Number(after) + count) : '';
}
