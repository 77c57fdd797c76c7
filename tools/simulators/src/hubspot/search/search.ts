import type { Call } from '../../http/reply.js';
import { ReplyError } from '../../http/reply.js';
import { draw, salt } from '../../random/draw.js';
import { failure, failureJson } from '../http/failure.js';
import { bodyOf, sized } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { recordJson } from '../render/records.js';
import type { Kind } from '../world/kinds.js';
import type { Row } from '../world/model.js';
import { liveCount, walkChanged } from '../world/rows.js';
import { changedSince, type Filter, filtersIn, matches, sortValue } from './filters.js';

const DISORDER = salt('disorder');
const MOST_ROWS = 200;
const MOST_RESULTS = 10_000;
/** How many places a row can stand further back than it should. */
const FURTHEST = 300;

/**
 * One page of a search: no archived records, no associations, a number of matches, and no more than 10,000 of them.
 * https://developers.hubspot.com/docs/api-reference/search/guide
 */
export function search(call: Call, portal: Portal, kind: Kind) {
  const body = bodyOf(call);
  const filters = filtersIn(body);
  const size = sized(String(body.limit ?? 10), portal, MOST_ROWS);
  const offset = Number(body.after ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) throw failure(400, `Invalid paging token: ${body.after}`);
  if (offset + size > MOST_RESULTS)
    throw failure(400, `The search supports a maximum of ${MOST_RESULTS} results`);
  const since = changedSince(kind, filters);
  if (since <= 0 && since > Number.NEGATIVE_INFINITY) {
    const message = 'internal error';
    throw new ReplyError({ status: 500, json: failureJson(message, 'INTERNAL') }, message);
  }
  const rows = found(portal, kind, filters, since);
  const total = filters.length === 0 ? liveCount(portal.world.tables[kind.name]) : rows.length;
  const page = sorted(portal, kind, rows, body).slice(offset, offset + size);
  const properties = Array.isArray(body.properties) ? (body.properties as string[]) : [];
  return {
    total,
    results: page.map((row) => recordJson(portal.world, row, { properties, history: [], associations: [] })),
    ...(offset + size < total && { paging: { next: { after: String(offset + size) } } }),
  };
}

function found(
  { world, searchLagSeconds }: Portal,
  kind: Kind,
  filters: readonly Filter[],
  since: number,
): Row[] {
  const newest = world.now() - searchLagSeconds * 1000;
  const rows: Row[] = [];
  for (const row of walkChanged(world, kind.name, since)) {
    const isIndexed = searchLagSeconds === 0 || row.updatedAt <= newest;
    if (isIndexed && filters.every((filter) => matches(world, kind, row, filter))) rows.push(row);
  }
  return rows;
}

/** By the one sort, or by creation; some rows stand where they should not. */
function sorted(portal: Portal, kind: Kind, rows: readonly Row[], { sorts }: Record<string, unknown>): Row[] {
  const [sort] = Array.isArray(sorts) ? (sorts as { propertyName?: string; direction?: string }[]) : [];
  const name = sort?.propertyName ?? kind.createdProperty;
  const sign = sort?.direction === 'DESCENDING' ? -1 : 1;
  const keyed = rows
    .map((row) => ({ row, key: sortValue(portal.world, kind, row, name) }))
    .sort((left, right) => sign * (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ row }) => row);
  if (portal.searchDisorder === 0) return keyed;
  return keyed
    .map((row, place) => {
      const drawn = draw(portal.world.seed, DISORDER, row.index);
      const isMoved = drawn / 2 ** 32 < portal.searchDisorder;
      return { row, place: place + (isMoved ? drawn % FURTHEST : 0) };
    })
    .sort((left, right) => left.place - right.place)
    .map(({ row }) => row);
}
