import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure, failureJson, notFound } from '../http/failure.js';
import { bodyOf, limitOf, namesIn } from '../http/parameters.js';
import type { Scope } from '../http/scope.js';
import type { Portal } from '../portal.js';
import { recordJson, type Wanted } from '../render/records.js';
import { search } from '../search/search.js';
import { iso } from '../world/iso.js';
import { type Kind, type KindName, kindAt } from '../world/kinds.js';
import type { Row } from '../world/model.js';
import { indexOf, readRow, walkRows } from '../world/rows.js';
import { indexWith } from '../writes/write-record.js';

const MOST_ROWS = 100;
/** The same where the history of properties is asked for. */
const MOST_ROWS_WITH_HISTORY = 50;
const ARCHIVE_MS = 90 * 86_400_000;

const withOwnScope: ReadonlySet<KindName> = new Set([
  'companies',
  'deals',
  'tickets',
  'products',
  'line_items',
]);

export const objectEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/crm/objects/{version}/{objectType}',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: (call, portal) => ok(listPage(call, portal)),
  },
  {
    method: 'GET',
    template: '/crm/objects/{version}/{objectType}/{objectId}',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: (call, portal) => ok(single(call, portal)),
  },
  {
    method: 'POST',
    template: '/crm/objects/{version}/{objectType}/batch/read',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: (call, portal) => batchRead(call, portal),
  },
  {
    method: 'POST',
    template: '/crm/objects/{version}/{objectType}/search',
    scope: (call) => scopeOf(call.pathValue('objectType')),
    answer: (call, portal) => ok(search(call, portal, kindOf(call))),
  },
];

/** Engagements come with the permission for contacts. */
export function scopeOf(objectType: string): Scope | undefined {
  const kind = kindAt(objectType)?.name;
  if (kind === undefined) return undefined;
  if (kind === 'machines') return 'custom';
  return withOwnScope.has(kind) ? (kind as Scope) : 'contacts';
}

export function kindOf(call: Call, name = 'objectType'): Kind {
  const kind = kindAt(call.pathValue(name));
  if (kind === undefined)
    throw failure(400, `Unable to infer object type from: ${call.pathValue(name)}`, 'VALIDATION_ERROR');
  return kind;
}

/** Ascending ids; only the absence of `paging` is the end. */
function listPage(call: Call, portal: Portal) {
  const { name: kind } = kindOf(call);
  const wanted = wantedOf(call);
  const size = limitOf(call, portal, wanted.history.length > 0 ? MOST_ROWS_WITH_HISTORY : MOST_ROWS);
  const after = call.url.searchParams.get('after');
  if (after !== null && !/^\d{1,15}$/.test(after)) throw failure(400, `Invalid paging token: ${after}`);
  const archived = call.url.searchParams.get('archived') === 'true';
  const rows: Row[] = [];
  let hasMore = false;
  for (const row of walkRows(portal.world, kind, { afterId: Number(after ?? 0), archived })) {
    if (row.archivedAt !== undefined && portal.world.now() - row.archivedAt > ARCHIVE_MS) continue;
    if (rows.length === size) {
      hasMore = true;
      break;
    }
    rows.push(row);
  }
  const next = String(rows.at(-1)?.id ?? 0);
  return {
    results: rows.map((row) => recordJson(portal.world, row, wanted)),
    ...(hasMore && { paging: { next: { after: next, link: `${call.url.pathname}?after=${next}` } } }),
  };
}

/** An id that was merged away leads to the record it went into, under its new id. */
function single(call: Call, { world }: Portal) {
  const { name: kind } = kindOf(call);
  const idProperty = call.url.searchParams.get('idProperty');
  const id = call.pathValue('objectId');
  const index =
    idProperty === null ? indexOf(world, kind, id) : indexWith(world, kindOf(call), idProperty, id);
  if (index === undefined) throw notFound('resource');
  const row = readRow(world, kind, index);
  const found = row.override?.gone?.into === undefined ? row : readRow(world, kind, row.override.gone.into);
  const archived = call.url.searchParams.get('archived') === 'true';
  const isErased = row.override?.gone !== undefined && row.override.gone.into === undefined;
  if (isErased || (found.archivedAt !== undefined) !== archived) throw notFound('resource');
  return recordJson(world, found, wantedOf(call));
}

/** In no order; ids that nobody has are named beside what was found. */
function batchRead(call: Call, { world }: Portal): Reply {
  const { name: kind } = kindOf(call);
  const body = bodyOf(call);
  const ids = inputIds(body);
  const history = texts(body.propertiesWithHistory);
  const most = history.length > 0 ? MOST_ROWS_WITH_HISTORY : MOST_ROWS;
  if (ids.length > most)
    throw failure(400, `The maximum number of inputs supported in a batch request is ${most}`);
  if (new Set(ids).size < ids.length) throw failure(400, 'Duplicate IDs found in batch input');
  const archived = call.url.searchParams.get('archived') === 'true';
  const missing: string[] = [];
  const results: unknown[] = [];
  for (const id of ids) {
    const index = indexOf(world, kind, id);
    const row = index === undefined ? undefined : readRow(world, kind, index);
    if (row === undefined || row.override?.gone !== undefined || (row.archivedAt !== undefined) !== archived)
      missing.push(id);
    else
      results.push(recordJson(world, row, { properties: texts(body.properties), history, associations: [] }));
  }
  const now = iso(world.now());
  return {
    status: missing.length > 0 ? 207 : 200,
    json: {
      status: 'COMPLETE',
      results: results.reverse(),
      startedAt: now,
      completedAt: now,
      ...(missing.length > 0 && {
        numErrors: 1,
        errors: [
          failureJson('Could not get some objects', 'OBJECT_NOT_FOUND', { context: { ids: missing } }),
        ],
      }),
    },
  };
}

export function inputIds(body: Record<string, unknown>): string[] {
  if (!Array.isArray(body.inputs)) throw failure(400, 'Invalid input JSON: inputs are missing');
  return body.inputs.map((input: unknown) => {
    const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : input;
    if (typeof id !== 'string') throw failure(400, 'Invalid input JSON: ids are texts');
    return id;
  });
}

function wantedOf(call: Call): Wanted {
  return {
    properties: namesIn(call, 'properties'),
    history: namesIn(call, 'propertiesWithHistory'),
    associations: namesIn(call, 'associations'),
  };
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
