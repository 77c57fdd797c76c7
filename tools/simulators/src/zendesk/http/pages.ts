import type { Call } from '../../http/reply.js';
import type { Account } from '../account.js';
import { failure } from './failure.js';

const MOST_ENTRIES = 100;
const HELP_CENTER_ENTRIES = 30;
/** Pages that lists with numbered pages give out. */
const MOST_PAGES = 100;

/**
 * One page of a list in whichever of Zendesk's two ways the request asks for: by cursor with `page[size]`, by number
 * without, silently. The cursor way tells a next address even on the last page.
 * https://developer.zendesk.com/api-reference/introduction/pagination/
 */
export function listPage(
  call: Call,
  account: Account,
  key: string,
  rows: readonly unknown[],
): Record<string, unknown> {
  const size = call.url.searchParams.get('page[size]');
  if (call.url.pathname.startsWith('/api/v2/help_center/'))
    return helpCenterPage(call, account, { key, rows, size });
  return size === null ? numberedPage(call, account, key, rows) : cursorPage(call, account, key, rows, size);
}

function cursorPage(
  call: Call,
  account: Account,
  key: string,
  rows: readonly unknown[],
  sizeText: string,
): Record<string, unknown> {
  const size = Math.min(account.pageSize, MOST_ENTRIES, wholeNumber(sizeText, 'page[size]'));
  const after = call.url.searchParams.get('page[after]');
  const start = after === null ? 0 : positionOf(after);
  const page = rows.slice(start, start + size);
  if (page.length === 0)
    return {
      [key]: [],
      meta: { has_more: false, after_cursor: null, before_cursor: null },
      links: { prev: null, next: null },
    };
  const next = cursorAt(start + page.length);
  return {
    [key]: page,
    meta: { has_more: start + page.length < rows.length, after_cursor: next, before_cursor: cursorAt(start) },
    links: {
      prev: addressOf(call, account, { 'page[before]': cursorAt(start) }),
      next: addressOf(call, account, { 'page[after]': next }),
    },
  };
}

function numberedPage(
  call: Call,
  account: Account,
  key: string,
  rows: readonly unknown[],
): Record<string, unknown> {
  const parameters = call.url.searchParams;
  const perPage = wholeNumber(parameters.get('per_page') ?? String(MOST_ENTRIES), 'per_page');
  const size = Math.min(account.pageSize, MOST_ENTRIES, perPage);
  const page = wholeNumber(parameters.get('page') ?? '1', 'page');
  if (page > MOST_PAGES)
    throw failure(400, 'InvalidPaginationDepth', `Pages above ${MOST_PAGES} are not available.`);
  const start = (page - 1) * size;
  const hasMore = start + size < rows.length;
  return {
    [key]: rows.slice(start, start + size),
    next_page: hasMore ? addressOf(call, account, { page: String(page + 1) }) : null,
    previous_page: page > 1 ? addressOf(call, account, { page: String(page - 1) }) : null,
    count: rows.length,
  };
}

/** The Help Center names the first and the last page instead, and counts pages of thirty where nobody says how many. */
function helpCenterPage(
  call: Call,
  account: Account,
  { key, rows, size }: { key: string; rows: readonly unknown[]; size: string | null },
): Record<string, unknown> {
  if (size !== null) {
    const { links: _, ...page } = cursorPage(call, account, key, rows, size);
    const last = addressOf(call, account, { 'page[before]': cursorAt(rows.length) });
    return { ...page, links: { first: addressOf(call, account, {}), last } };
  }
  const perPage = call.url.searchParams.get('per_page') ?? String(HELP_CENTER_ENTRIES);
  const url = new URL(call.url);
  url.searchParams.set('per_page', perPage);
  const numbered = numberedPage({ ...call, url }, account, key, rows);
  const pages = Math.max(1, Math.ceil(rows.length / Number(perPage)));
  return { ...numbered, page: 1, page_count: pages, per_page: Number(perPage), sort_by: 'position' };
}

/** Parameter as a whole number from 1 up. */
export function wholeNumber(text: string, name: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw failure(400, 'InvalidParameter', `${name} must be a positive whole number.`);
}

export function addressOf(call: Call, account: Account, changes: Readonly<Record<string, string>>): string {
  const url = new URL(`${call.url.pathname}${call.url.search}`, account.url);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url.href;
}

function cursorAt(position: number): string {
  return Buffer.from(JSON.stringify({ o: 'id', v: position })).toString('base64');
}

function positionOf(cursor: string): number {
  const match = /^\{"o":"id","v":(\d{1,9})\}$/.exec(Buffer.from(cursor, 'base64').toString('latin1'));
  if (match === null) throw failure(400, 'InvalidPaginationParameter', 'page[after] is not valid');
  return Number(match[1]);
}
