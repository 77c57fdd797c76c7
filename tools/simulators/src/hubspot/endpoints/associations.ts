import { type Call, ok } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { bodyOf } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { associatedWith } from '../world/associations.js';
import { associationLabels } from '../world/catalogue.js';
import { iso } from '../world/iso.js';
import { idOf, indexOf, readRow } from '../world/rows.js';
import { inputIds, kindOf, scopeOf } from './objects.js';

const MOST_INPUTS = 1_000;
const MOST_TARGETS = 500;

export const associationEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    template: '/crm/associations/{version}/{fromObjectType}/{toObjectType}/batch/read',
    scope: (call) => scopeOf(call.pathValue('fromObjectType')),
    answer: (call, portal) => ok(batchRead(call, portal)),
  },
  {
    method: 'GET',
    template: '/crm/associations/{version}/{fromObjectType}/{toObjectType}/labels',
    scope: (call) => scopeOf(call.pathValue('fromObjectType')),
    answer: (call) => ok({ results: labelsOf(call) }),
  },
];

/** Records without associations are left out; ids are texts since 2026 and were numbers before. */
function batchRead(call: Call, portal: Portal) {
  const { world } = portal;
  const [from, to] = [kindOf(call, 'fromObjectType'), kindOf(call, 'toObjectType')];
  const body = bodyOf(call);
  const ids = inputIds(body);
  if (ids.length > MOST_INPUTS)
    throw failure(400, `The maximum number of inputs supported in a batch request is ${MOST_INPUTS}`);
  const isOld = call.pathValue('version') === 'v4';
  const most = Math.min(MOST_TARGETS, portal.pageSize);
  const inputs = body.inputs as { after?: string }[];
  const results = ids.flatMap((id, position) => {
    const index = indexOf(world, from.name, id);
    const targets =
      index === undefined ? [] : associatedWith(world, readRow(world, from.name, index), to.name);
    if (targets.length === 0) return [];
    const start = Number(inputs[position]?.after ?? 0);
    const end = start + most;
    return [
      {
        from: { id },
        to: targets.slice(start, end).map(({ index: target, types }) => {
          const targetId = idOf(world, to.name, target);
          return { toObjectId: isOld ? Number(targetId) : targetId, associationTypes: types };
        }),
        ...(end < targets.length && { paging: { next: { after: String(end) } } }),
      },
    ];
  });
  const now = iso(world.now());
  return { status: 'COMPLETE', results, startedAt: now, completedAt: now };
}

function labelsOf(call: Call) {
  const pair = `${kindOf(call, 'fromObjectType').name} ${kindOf(call, 'toObjectType').name}`;
  return [
    { category: 'HUBSPOT_DEFINED', typeId: 1, label: null },
    ...(associationLabels[pair] ?? []).map((label) => ({ category: 'USER_DEFINED', ...label })),
  ];
}
