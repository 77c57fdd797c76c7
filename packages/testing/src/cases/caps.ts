import type { TruthObject } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { isOfType } from '../held-records.js';
import { expectComplete } from '../outcome.js';
import { inWorld, type World } from '../world.js';

/** More than any API puts into a page of root objects, and than most put into a page of children. */
const manyChildren = 250;

/** Nothing ends where the API cuts it off. */
export const capCases: readonly ContractCase[] = [
  {
    id: 'many-children',
    group: 'caps',
    title: `an object with ${manyChildren} children has all of them, once and in their order (A19)`,
    run: deliverAllChildren,
  },
];

async function deliverAllChildren(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size: 12, simulator: { manyChildren } }, async (world) => {
    const [unitId = ''] = world.simulator.externalSyncUnitIds;
    const { itemType, ids } = mostChildren(world, subject, unitId);
    expect(ids.length, 'the simulator ignored manyChildren').toBe(manyChildren);
    const summary = await world.sync({ unitId });
    expectComplete(summary);
    expect(summary.repeated).toBe(0);
    expect(await delivered(world, itemType, ids)).toEqual(ids);
  });
}

/** The largest family of children of one kind at the source, oldest first. */
function mostChildren(world: World, subject: ContractSubject, unitId: string) {
  const { rootKind } = shapeOf(subject);
  const objects: TruthObject[] = [...world.simulator.truth(unitId)];
  const roots = new Set(objects.filter(({ kind }) => kind === rootKind).map(({ id }) => id));
  const families = new Map<string, { itemType: string; ids: string[] }>();
  for (const { kind, itemType, id, fields = {} } of objects) {
    if (kind === rootKind) continue;
    for (const value of Object.values(fields)) {
      if (typeof value !== 'string' || !roots.has(value)) continue;
      const family = families.get(`${kind} ${value}`) ?? { itemType, ids: [] };
      family.ids.push(id);
      families.set(`${kind} ${value}`, family);
    }
  }
  const [largest] = [...families.values()].sort((left, right) => right.ids.length - left.ids.length);
  return largest ?? { itemType: '', ids: [] };
}

/** Ids in the order of delivery, each as often as it came. */
async function delivered(world: World, pattern: string, ids: readonly string[]): Promise<string[]> {
  const wanted = new Set(ids);
  const rows = await world.query('SELECT item_type, id FROM deliveries ORDER BY sequence');
  return rows
    .filter(({ item_type, id }) => isOfType(String(item_type), pattern) && wanted.has(String(id)))
    .map(({ id }) => String(id));
}
