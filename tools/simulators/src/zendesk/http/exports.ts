import type { Call } from '../../http/reply.js';
import type { Account } from '../account.js';
import { failure } from './failure.js';
import { addressOf, wholeNumber } from './pages.js';

const MOST_ROWS = 1_000;
/** A start younger than this is refused. */
const YOUNGEST_START_SECONDS = 60;

/** A place in an export: the time a row changed, then its id. Seconds since the epoch. */
export interface Place {
  second: number;
  id: number;
}

export interface ExportRow {
  place: Place;
  json: unknown;
}

/**
 * One page of an export by cursor. The page with the last rows ends the stream and still names a position; asking
 * again from there without anything new gets nothing and no position.
 * https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
 * @param rowsAfter rows behind a place, in order
 */
export function cursorExport(
  call: Call,
  account: Account,
  key: string,
  rowsAfter: (place: Place | undefined) => Iterable<ExportRow>,
): Record<string, unknown> {
  const cursor = call.url.searchParams.get('cursor');
  const from = cursor === null ? { second: startTime(call, account), id: -1 } : placeOf(cursor, account);
  const size = pageSize(call, account);
  const { exportLagSeconds } = account;
  const newest =
    exportLagSeconds === 0 ? Number.POSITIVE_INFINITY : account.world.now() / 1000 - exportLagSeconds;
  const rows: ExportRow[] = [];
  // Rows are hidden from the first page in such accounts; they come with the next.
  let hasMore = cursor === null && account.world.oddities.has('empty pages');
  for (const row of hasMore ? [] : rowsAfter(from)) {
    if (row.place.second > newest) break;
    if (rows.length === size) {
      hasMore = true;
      break;
    }
    rows.push(row);
  }
  const last = rows.at(-1)?.place ?? (hasMore ? { second: from.second, id: 0 } : undefined);
  const after = last === undefined ? null : cursorAt(last, account);
  const base = addressOf(call, account, {});
  return {
    [key]: rows.map(({ json }) => json),
    after_url: after === null ? null : `${base.split('?')[0]}?cursor=${encodeURIComponent(after)}`,
    after_cursor: after,
    before_url: null,
    before_cursor: null,
    end_of_stream: !hasMore,
  };
}

/**
 * One page of an export by time: the start is inclusive, a page holds all rows of its last second however many there
 * are, and the next address is always set.
 * @param rows all of them, in order
 */
export function timeExport(
  call: Call,
  account: Account,
  key: string,
  rows: readonly ExportRow[],
): Record<string, unknown> {
  const start = startTime(call, account);
  const size = pageSize(call, account);
  const found = rows.filter(({ place }) => place.second >= start);
  const last = found[size - 1]?.place.second ?? found.at(-1)?.place.second;
  const page = found.filter(({ place }, index) => index < size || place.second === last);
  const endTime = page.at(-1)?.place.second ?? Math.floor(account.world.now() / 1000);
  return {
    [key]: page.map(({ json }) => json),
    count: page.length,
    end_of_stream: page.length === found.length,
    end_time: endTime,
    next_page: addressOf(call, account, { start_time: String(endTime) }),
  };
}

function pageSize(call: Call, account: Account): number {
  const asked = wholeNumber(call.url.searchParams.get('per_page') ?? String(MOST_ROWS), 'per_page');
  return Math.min(account.pageSize, MOST_ROWS, asked);
}

function startTime(call: Call, account: Account): number {
  const text = call.url.searchParams.get('start_time');
  if (text === null || !/^\d{1,12}$/.test(text))
    throw failure(400, 'InvalidValue', 'start_time is required and must be a Unix time.');
  const start = Number(text);
  if (start > account.world.now() / 1000 - YOUNGEST_START_SECONDS)
    throw failure(422, 'InvalidValue', 'Too recent start_time. Use a start_time older than 60 seconds');
  return start;
}

/** `1778058342.0||46406145565073|` and when it was handed out, which the real one does not show. */
function cursorAt({ second, id }: Place, account: Account): string {
  const issued = Math.floor(account.world.now() / 1000);
  return Buffer.from(`${second}.0||${id}|${issued}`).toString('base64');
}

function placeOf(cursor: string, account: Account): Place {
  const match = /^(\d+)\.0\|\|(\d+)\|(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('latin1'));
  const isOld = Number(match?.[3]) < account.world.now() / 1000 - account.cursorSeconds;
  if (match === null || isOld) throw failure(422, 'InvalidValue', 'The cursor is not valid');
  return { second: Number(match[1]), id: Number(match[2]) };
}

/**
 * One page of an export by time of the Help Center, which tells its end by an address that is null, or in some
 * accounts by one that leads to the same place again.
 */
export function articleExport(
  call: Call,
  account: Account,
  key: string,
  rows: readonly ExportRow[],
): Record<string, unknown> {
  const { end_of_stream: isLast, next_page: next, ...page } = timeExport(call, account, key, rows);
  return { ...page, next_page: isLast && !account.repeatsLastPage ? null : next };
}
