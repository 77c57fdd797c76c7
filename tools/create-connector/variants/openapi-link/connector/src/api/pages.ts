import * as z from 'zod/mini';

/** Where a page names the address of the next one. */
export const pageMembers = { next: z.nullish(z.string()) };

/** @param after query of that address, empty for the first page */
export function pageQuery(after: string) {
  return Object.fromEntries(new URLSearchParams(after));
}

/** Empty on the last page. Of the address only the query is used: where the credential goes is not for an answer to say. */
export function nextPosition({ next }: { next?: string | null | undefined }, _answered: unknown): string {
  return next ? new URL(next, 'https://localhost').searchParams.toString() : '';
}
