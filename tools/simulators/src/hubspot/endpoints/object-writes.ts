import { type Call, ok, type Reply, ReplyError } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { bodyOf } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { iso } from '../world/iso.js';
import { lifecycleOf } from '../world/lifecycle.js';
import { archiveRecord } from '../world/writes.js';
import { create, indexWith, liveRow, type RecordInput, update, writtenJson } from '../writes/write-record.js';
import { kindOf, scopeOf } from './objects.js';

const MOST_INPUTS = 100;
const objects = '/crm/objects/{version}/{objectType}';
const scope = (call: Call) => scopeOf(call.pathValue('objectType'));

/** Records one by one and a hundred at a time. https://developers.hubspot.com/docs/api-reference/crm-objects-v3 */
export const objectWriteEndpoints: readonly Endpoint[] = [
  { method: 'POST', template: objects, scope, answer: createOne },
  { method: 'PATCH', template: `${objects}/{objectId}`, scope, answer: updateOne },
  { method: 'DELETE', template: `${objects}/{objectId}`, scope, answer: archiveOne },
  {
    method: 'POST',
    template: `${objects}/batch/create`,
    scope,
    answer: (call, portal) =>
      batch(call, portal, 201, (input) => ({
        row: create(portal, kindOf(call), call.pathValue('version'), input),
      })),
  },
  {
    method: 'POST',
    template: `${objects}/batch/update`,
    scope,
    answer: (call, portal) =>
      batch(call, portal, 200, (input) => {
        const row = liveRow(portal.world, kindOf(call), input.id ?? '', input.idProperty ?? null);
        return { row: update(portal, kindOf(call), row, input) };
      }),
  },
  {
    method: 'POST',
    template: `${objects}/batch/upsert`,
    scope,
    answer: (call, portal) => batch(call, portal, 200, (input) => upsert(call, portal, input)),
  },
  { method: 'POST', template: `${objects}/batch/archive`, scope, answer: archiveMany },
  { method: 'POST', template: `${objects}/merge`, scope, answer: merge },
  { method: 'POST', template: `${objects}/gdpr-delete`, scope, answer: erase },
];

function createOne(call: Call, portal: Portal): Reply {
  const body = bodyOf(call);
  const row = create(portal, kindOf(call), call.pathValue('version'), body);
  return { status: 201, json: writtenJson(portal.world, row, propertiesIn(body)) };
}

function updateOne(call: Call, portal: Portal): Reply {
  const idProperty = call.url.searchParams.get('idProperty');
  const row = liveRow(portal.world, kindOf(call), call.pathValue('objectId'), idProperty);
  const body = bodyOf(call);
  return ok(writtenJson(portal.world, update(portal, kindOf(call), row, body), propertiesIn(body)));
}

/** Proves nothing: what never was is deleted, too. */
function archiveOne(call: Call, { world }: Portal): Reply {
  archiveQuietly(call, world, call.pathValue('objectId'));
  return { status: 204 };
}

function archiveMany(call: Call, { world }: Portal): Reply {
  for (const { id } of inputsOf(call)) archiveQuietly(call, world, id ?? '');
  return { status: 204 };
}

function archiveQuietly(call: Call, world: Portal['world'], id: string): void {
  try {
    archiveRecord(world, liveRow(world, kindOf(call), id, null));
  } catch (error) {
    if (!(error instanceof ReplyError && error.reply.status === 404)) throw error;
  }
}

/** Makes one record of two, in the style of the simulated portal. */
function merge(call: Call, { world }: Portal): Reply {
  const { primaryObjectId, objectIdToMerge } = bodyOf(call);
  const ids = [primaryObjectId, objectIdToMerge].map(String);
  const [primary, other] = ids.map((id) => liveRow(world, kindOf(call), id, null));
  if (primary === undefined || other === undefined || primary.id === other.id)
    throw failure(400, 'Two different records are merged');
  const { merge: merged } = lifecycleOf(world);
  const id = merged(primary.kind, String(primary.id), String(other.id));
  return ok(writtenJson(world, liveRow(world, kindOf(call), id, null), { hs_merged_object_ids: '' }));
}

/** Of contacts only, and for good. */
function erase(call: Call, { world }: Portal): Reply {
  const kind = kindOf(call);
  if (kind.name !== 'contacts') throw failure(404, 'Not Found');
  const { objectId, idProperty } = bodyOf(call);
  const row = liveRow(world, kind, String(objectId), typeof idProperty === 'string' ? idProperty : null);
  lifecycleOf(world).erase(row.kind, String(row.id));
  return { status: 204 };
}

interface BatchInput extends RecordInput {
  id?: string;
  idProperty?: string;
  /** Comes back with what became of the input: answers are in no order. */
  objectWriteTraceId?: string;
}

/** By a property that no two records share; tells whether the record is new. */
function upsert(call: Call, portal: Portal, input: BatchInput) {
  const { id = '', idProperty } = input;
  if (idProperty === undefined) throw failure(400, 'idProperty is required');
  const kind = kindOf(call);
  if (indexWith(portal.world, kind, idProperty, id) !== undefined) {
    const row = liveRow(portal.world, kind, id, idProperty);
    return { row: update(portal, kind, row, input), isNew: false };
  }
  const properties = { ...propertiesIn(input), [idProperty]: id };
  return { row: create(portal, kind, call.pathValue('version'), { ...input, properties }), isNew: true };
}

/** What can be written is written; the rest is named beside it. */
function batch(
  call: Call,
  { world }: Portal,
  status: number,
  write: (input: BatchInput) => { row: Parameters<typeof writtenJson>[1]; isNew?: boolean },
): Reply {
  const results: object[] = [];
  const errors: object[] = [];
  for (const input of inputsOf(call)) {
    const trace = input.objectWriteTraceId;
    try {
      const { row, isNew } = write(input);
      results.unshift({
        ...writtenJson(world, row, propertiesIn(input)),
        ...(trace !== undefined && { objectWriteTraceId: trace }),
        ...(isNew !== undefined && { new: isNew }),
      });
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error;
      const context = {
        ...(input.id !== undefined && { ids: [input.id] }),
        ...(trace !== undefined && { objectWriteTraceId: [trace] }),
      };
      errors.push({ ...(error.reply.json as object), context });
    }
  }
  const now = iso(world.now());
  return {
    status: errors.length > 0 ? 207 : status,
    json: {
      status: 'COMPLETE',
      results,
      startedAt: now,
      completedAt: now,
      ...(errors.length > 0 && { numErrors: errors.length, errors }),
    },
  };
}

function inputsOf(call: Call): BatchInput[] {
  const { inputs } = bodyOf(call);
  if (!Array.isArray(inputs)) throw failure(400, 'Invalid input JSON: inputs are missing');
  if (inputs.length > MOST_INPUTS)
    throw failure(400, `The maximum number of inputs supported in a batch request is ${MOST_INPUTS}`);
  return inputs as BatchInput[];
}

function propertiesIn({ properties }: RecordInput): Record<string, unknown> {
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}
