import * as query from 'node:querystring';
import type { Call } from '../../http/reply.js';
import type { Portal } from '../portal.js';
import { failure } from './failure.js';

/** Number of entries a page may have: what was asked for, if it is allowed at all. */
export function limitOf(call: Call, portal: Portal, most: number, usual = 10): number {
  return sized(call.url.searchParams.get('limit') ?? String(usual), portal, most);
}

export function sized(text: string, { pageSize }: Portal, most: number): number {
  if (!/^\d{1,6}$/.test(text)) throw failure(400, `Invalid integer limit: ${text}`);
  if (Number(text) > most) throw failure(400, `limit must be at most ${most}`);
  return Math.min(Math.max(1, Number(text)), pageSize);
}

/** Both `properties=a,b` and `properties=a&properties=b` name two. */
export function namesIn(call: Call, name: string): string[] {
  return call.url.searchParams
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter((text) => text !== '');
}

/** What a page is cut out of: an array, or something that makes its entries when they are asked for. */
export interface EntryList<Entry> {
  readonly length: number;
  slice(start: number, end: number): Entry[];
}

/** One page out of a whole list; the position of the next is told as text. */
export function pageOf<Entry>(
  entries: EntryList<Entry>,
  after: string | null,
  size: number,
): { results: Entry[]; paging?: { next: { after: string; link: string } } } {
  if (after !== null && !/^\d{1,9}$/.test(after)) throw failure(400, `Invalid paging token: ${after}`);
  const start = Number(after ?? 0);
  const next = String(start + size);
  return {
    results: entries.slice(start, start + size),
    ...(start + size < entries.length && {
      paging: { next: { after: next, link: `https://api.hubapi.com/?${query.stringify({ after: next })}` } },
    }),
  };
}

export function bodyOf(call: Call): Record<string, unknown> {
  if (typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body))
    return call.body as Record<string, unknown>;
  throw failure(400, 'Invalid input JSON: an object is expected');
}
