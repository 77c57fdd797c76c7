import type { Visibility } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf, type VisibleRecords } from '../contract-case.js';
import { isOfType } from '../held-records.js';
import { inWorld, type World } from '../world.js';

const order: readonly Visibility[] = ['public', 'internal', 'restricted'];

/** What DevRev's comments are called by who may see them. */
const visibilityOfObjects: Readonly<Record<string, Visibility>> = {
  Visibility_EXTERNAL: 'public',
  Visibility_INTERNAL: 'internal',
  Visibility_PRIVATE: 'restricted',
};

/** What few may see stays with the few. */
export const visibilityCases: readonly ContractCase[] = [
  {
    id: 'visibility',
    group: 'visibility',
    title: 'nothing is delivered, or becomes an object, that more people see than at the source (A25)',
    timeoutMs: 120_000,
    run: keepVisibility,
  },
];

interface Seen {
  id: string;
  /** As it was delivered. */
  value: unknown;
}

async function keepVisibility(subject: ContractSubject): Promise<void> {
  const { visibility } = shapeOf(subject);
  await inWorld({ ...subject, size: 200 }, async (world) => {
    if (visibility === undefined) return expectNoVisibility(world, subject);
    const told = new Set<Visibility>();
    for (const unitId of world.simulator.externalSyncUnitIds) {
      expect((await world.sync({ unitId, makeObjects: true })).error).toBeUndefined();
      for (const seen of await compareUnit(world, unitId, visibility)) told.add(seen);
    }
    const narrowest = order[Math.max(...Object.values(visibility.values).map((seen) => order.indexOf(seen)))];
    expect(told, 'the source tells all the same people everything').toContain(narrowest);
    expect(told.size, 'the source makes no difference between readers').toBeGreaterThan(1);
    world.simulator.applyChanges({ seed: 3, edits: 60 });
    const [unitId = ''] = world.simulator.externalSyncUnitIds;
    const increment = await world.sync({ scenario: 'incremental', unitId, makeObjects: true });
    expect(increment.error).toBeUndefined();
    await compareUnit(world, unitId, visibility);
  });
}

/** Visibilities the source has in one unit, after everything delivered of it was found to keep them. */
async function compareUnit(world: World, unitId: string, shape: VisibleRecords): Promise<Set<Visibility>> {
  const truth = new Map<string, Visibility>();
  let itemType = '';
  for (const object of world.simulator.truth(unitId)) {
    if (object.kind !== shape.kind) continue;
    expect(object.visibility, `the simulator says nothing about ${object.kind} ${object.id}`).toBeDefined();
    truth.set(object.id, object.visibility ?? 'restricted');
    itemType = object.itemType;
  }
  const records = (await recordsOf(world, shape.field)).filter((record) =>
    isOfType(record.itemType, itemType),
  );
  const delivered = records.filter(({ id }) => truth.has(id));
  expect(new Set(delivered.map(({ id }) => id)).size, 'compared records').toBe(truth.size);
  expect(widened(delivered, truth, shape.values)).toEqual([]);
  for (const [value, visibility] of Object.entries(shape.values))
    if ([...truth.values()].includes(visibility))
      expect(delivered.map(({ value: own }) => String(own))).toContain(value);
  const objects = (await objectsOf(world)).filter(({ id }) => truth.has(id));
  // Where records become objects at all, these must.
  if (await hasObjects(world)) expect(objects.length, 'compared objects').toBeGreaterThanOrEqual(truth.size);
  expect(widened(objects, truth, visibilityOfObjects)).toEqual([]);
  return new Set(truth.values());
}

/** What nobody knows the meaning of is taken for public. */
function widened(
  seen: readonly Seen[],
  truth: ReadonlyMap<string, Visibility>,
  values: Readonly<Record<string, Visibility>>,
): string[] {
  return seen.flatMap(({ id, value }) => {
    const wanted = truth.get(id) ?? 'restricted';
    const held = values[String(value)] ?? 'public';
    return order.indexOf(held) < order.indexOf(wanted) ? [`${id} is ${wanted} and arrives as ${value}.`] : [];
  });
}

/** Everything the last run delivered, however often, and what is held of earlier ones: sources hide things later. */
async function recordsOf(world: World, field: string): Promise<(Seen & { itemType: string })[]> {
  const columns = `item_type, id, json_extract_string(data, '$."${field}"') AS value`;
  const rows = await world.query(
    `SELECT ${columns} FROM records
     UNION ALL SELECT ${columns} FROM deliveries WHERE run = (SELECT max(run) FROM deliveries)`,
  );
  return rows.map(({ item_type, id, value }) => ({ itemType: String(item_type), id: String(id), value }));
}

async function objectsOf(world: World): Promise<Seen[]> {
  const rows = await world.query(
    "SELECT external_id, fields->>'$.visibility' AS value FROM devrev_objects WHERE leaf_type = 'comment'",
  );
  return rows.map(({ external_id, value }) => ({ id: String(external_id), value }));
}

async function hasObjects(world: World): Promise<boolean> {
  const [row] = await world.query(
    'SELECT count(*)::INTEGER AS count FROM devrev_objects WHERE external_id IS NOT NULL',
  );
  return Number(row?.count) > 0;
}

/** A connector that says nothing about visibility is believed only where the source has none. */
function expectNoVisibility({ simulator }: World, { system }: ContractSubject): void {
  for (const unitId of simulator.externalSyncUnitIds) {
    for (const { kind, visibility } of simulator.truth(unitId))
      expect(visibility, `${system} has a visibility of ${kind}: pass shape.visibility`).toBeUndefined();
  }
  process.stdout.write(`skipped ${system} visibility: the source makes no difference between readers\n`);
}
