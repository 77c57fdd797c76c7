import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MapperRecord } from '../../src/platform/mapper-store.js';
import { createObject, editObject, findObject } from '../../src/reverse/edit-objects.js';
import { type DeliveredWorld, startDeliveredWorld } from '../devrev/delivered-world.js';
import { by, text, to } from '../devrev/mapped-records.js';

let world: DeliveredWorld;
const mapping = {
  record_type_mappings: { shops: to('tag', { name: by('use_directly', 'name') }) },
};

beforeEach(async () => {
  world = await startDeliveredWorld();
  await world.describe(1, { shops: { name: 'Shop', fields: { name: text } } });
  await world.deliver(1, { shops: [{ id: 's1', data: { name: 'First' } }] });
  await world.materialise(1, mapping);
});

afterEach(() => world.end());

const link = (target: string, externalId: string, modifiedDate?: string): MapperRecord => ({
  id: `link ${target}`,
  sync_unit: 'unit',
  external_ids: [externalId],
  targets: [target],
  status: 'operational',
  ...(modifiedDate !== undefined && {
    external_versions: [{ recipe_version: 0, modified_date: modifiedDate }],
  }),
});

const objects = () => world.rows('SELECT display_id, external_id, name FROM devrev_tag ORDER BY display_id');

function makeShop(name: string): Promise<string> {
  return createObject(
    world.database,
    {
      leafType: 'tag',
      itemType: 'shops',
      fields: { name },
      customFields: {},
      subtype: null,
      syncUnit: 'unit',
    },
    Date.UTC(2024, 5, 1),
  );
}

test('an object made in DevRev is the one that its counterpart comes as', async () => {
  const don = await makeShop('New here');
  await world.deliver(2, { shops: [{ id: 's2', data: { name: 'New here' } }] });
  await world.materialise(2, mapping, undefined, [link(don, 's2')]);
  expect(await objects()).toEqual([
    { display_id: 'TAG-1', external_id: 's1', name: 'First' },
    { display_id: 'TAG-2', external_id: 's2', name: 'New here' },
  ]);
});

test('also when that is of another type of record', async () => {
  const don = await makeShop('New here');
  const both = { ...mapping.record_type_mappings, stalls: mapping.record_type_mappings.shops };
  const types = { shops: { name: 'Shop', fields: { name: text } } };
  await world.describe(2, { ...types, stalls: { name: 'Stall', fields: { name: text } } });
  await world.deliver(2, { stalls: [{ id: 't1', day: 3, data: { name: 'Came as a stall' } }] });
  await world.materialise(2, { record_type_mappings: both }, undefined, [link(don, 't1')]);
  expect(await objects()).toEqual([
    { display_id: 'TAG-1', external_id: 's1', name: 'First' },
    { display_id: 'TAG-2', external_id: 't1', name: 'Came as a stall' },
  ]);
});

test('without a link it comes as another one', async () => {
  await makeShop('New here');
  await world.deliver(2, { shops: [{ id: 's2', data: { name: 'New here' } }] });
  await world.materialise(2, mapping);
  expect(await objects()).toHaveLength(3);
});

test('a version that a loader has left changes nothing, a later one does', async () => {
  const object = await findObject(world.database, 'TAG-1');
  if (object === undefined) throw new Error('There is no TAG-1.');
  await editObject(world.database, object, { fields: { name: 'Edited' } }, Date.UTC(2024, 5, 1));
  const own = [link(object.id, 's1', '2024-01-03T00:00:00Z')];

  await world.deliver(2, { shops: [{ id: 's1', day: 3, data: { name: 'Edited, with an echo' } }] });
  await world.materialise(2, mapping, undefined, own);
  expect(await objects()).toMatchObject([{ name: 'Edited' }]);

  await world.deliver(3, { shops: [{ id: 's1', day: 4, data: { name: 'Changed there' } }] });
  await world.materialise(3, mapping, undefined, own);
  expect(await objects()).toMatchObject([{ name: 'Changed there' }]);
});
