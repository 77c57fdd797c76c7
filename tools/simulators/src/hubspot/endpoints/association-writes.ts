import { type Call, type Reply, ReplyError } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { bodyOf } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { plainTypeOf } from '../world/associations.js';
import { associationLabels } from '../world/catalogue.js';
import { iso } from '../world/iso.js';
import type { Kind } from '../world/kinds.js';
import { note, truthKinds } from '../world/ledger.js';
import type { Row } from '../world/model.js';
import { idOf, indexOf } from '../world/rows.js';
import { addLink, type Link, removeLinks } from '../world/writes.js';
import { refuseBeyondLabelLimit } from '../writes/label-limit.js';
import { linkOf, liveRow } from '../writes/write-record.js';
import { kindOf, scopeOf } from './objects.js';

const MOST_INPUTS = 100;
const one = '/crm/objects/{version}/{fromObjectType}/{objectId}/associations';
const scope = (call: Call) => scopeOf(call.pathValue('fromObjectType'));

/** No date of any record moves. https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4 */
export const associationWriteEndpoints: readonly Endpoint[] = [
  {
    method: 'PUT',
    template: `${one}/{toObjectType}/{toObjectId}`,
    scope,
    answer: (call, portal) => {
      if (!Array.isArray(call.body)) throw failure(400, 'Invalid input JSON: a list of types is expected');
      link(call, portal, call.pathValue('objectId'), call.pathValue('toObjectId'), call.body);
      return done(portal);
    },
  },
  {
    method: 'PUT',
    template: `${one}/default/{toObjectType}/{toObjectId}`,
    scope,
    answer: (call, portal) => {
      const types = [{ associationTypeId: plainType(call) }];
      link(call, portal, call.pathValue('objectId'), call.pathValue('toObjectId'), types);
      return done(portal);
    },
  },
  {
    method: 'DELETE',
    template: `${one}/{toObjectType}/{toObjectId}`,
    scope,
    answer: (call, { world }) => {
      const [from, to] = pairOf(call);
      const row = liveRow(world, from, call.pathValue('objectId'), null);
      const other = indexOf(world, to.name, call.pathValue('toObjectId'));
      if (other !== undefined) {
        removeLinks(world, row, to.name, other);
        note(world, truthKinds[from.name], String(row.id), { isNew: false });
      }
      return { status: 204 };
    },
  },
  {
    method: 'POST',
    template: '/crm/associations/{version}/{fromObjectType}/{toObjectType}/batch/create',
    scope,
    answer: (call, portal) => {
      const { inputs } = bodyOf(call);
      if (!Array.isArray(inputs) || inputs.length > MOST_INPUTS)
        throw failure(400, `A batch has 1 to ${MOST_INPUTS} inputs`);
      const errors: object[] = [];
      for (const { from, to, types } of inputs as {
        from: { id: string };
        to: { id: string };
        types: { associationTypeId: number }[];
      }[]) {
        try {
          link(call, portal, from.id, to.id, types);
        } catch (error) {
          if (!(error instanceof ReplyError)) throw error;
          errors.push({ ...(error.reply.json as object), context: { fromObjectId: [from.id] } });
        }
      }
      if (errors.length === 0) return { ...done(portal), status: 201 };
      const { json } = done(portal);
      return { status: 207, json: { ...(json as object), numErrors: errors.length, errors } };
    },
  },
];

function link(
  call: Call,
  portal: Portal,
  fromId: string,
  toId: string,
  types: readonly { associationTypeId?: number }[],
): void {
  const [from] = pairOf(call);
  const { world } = portal;
  const row = liveRow(world, from, fromId, null);
  const links = linkOf(world, from, toId, types);
  refuseBeyondLabelLimit(portal, from.name, row, links);
  for (const made of links) {
    addLink(world, from.name, row.index, made);
    noteLink(call, portal, row, made);
  }
}

/** A label makes an association of its own; one without is a change of the record. */
function noteLink(call: Call, { world }: Portal, row: Row, { to, index, labels }: Link): void {
  const [from] = pairOf(call);
  const own = (associationLabels[`${from.name} ${to}`] ?? []).filter(({ typeId }) => labels.includes(typeId));
  if (own.length === 0) note(world, truthKinds[from.name], String(row.id), { isNew: false });
  for (const { typeId } of own)
    note(world, 'association', `${row.id}-${idOf(world, to, index)}-${typeId}`, { isNew: true });
}

function pairOf(call: Call): [Kind, Kind] {
  return [kindOf(call, 'fromObjectType'), kindOf(call, 'toObjectType')];
}

function plainType(call: Call): number {
  const [from, to] = pairOf(call);
  const typeId = plainTypeOf(from.name, to.name);
  if (typeId === undefined) throw failure(400, `No association from ${from.name} to ${to.name}`);
  return typeId;
}

function done({ world }: Portal): Reply {
  const now = iso(world.now());
  return { status: 200, json: { status: 'COMPLETE', results: [], startedAt: now, completedAt: now } };
}
