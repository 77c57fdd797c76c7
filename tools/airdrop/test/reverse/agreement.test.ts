import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDevrevTables } from '../../src/devrev/tables.js';
import { disagreements } from '../../src/reverse/agreement.js';
import type { ReverseType } from '../../src/reverse/reverse-plan.js';
import { type DeliveredWorld, startDeliveredWorld } from '../devrev/delivered-world.js';

let world: DeliveredWorld;

beforeEach(async () => {
  world = await startDeliveredWorld();
  await createDevrevTables(world.database);
  await world.deliver(1, {
    bugs: [
      {
        id: 'b1',
        data: {
          name: 'A',
          owner: 'u1',
          due: '2026-01-01T00:00:00Z',
          text: ['See ', { ref_type: 'bugs', id: 'b2' }],
          urgency: null,
        },
      },
      { id: 'b2', data: { urgency: 'lowest' } },
    ],
  });
});

afterEach(() => world.end());

const type: ReverseType = {
  itemType: 'bugs',
  leafType: 'issue',
  fields: ['urgency'].map((key) => ({
    key,
    source: { kind: 'stock', name: key },
    inverse: (value) => value,
    keys: [],
    type: 'enum',
    hasStandIn: true,
    sameInDevrev: new Map([['lowest', 'low']]),
  })),
};

const compare = (data: Record<string, unknown>) =>
  disagreements(world.database, type, [{ devrevId: 'don-1', externalId: 'b1', data }]);

test('the same in another form is no disagreement', async () => {
  const mention = {
    ref_type: 'bugs',
    id: 'don:core:dvrv-us-1:devo/local:issue/2',
    fallback_record_name: 'B',
  };
  expect(
    await compare({
      name: 'A',
      owner: { external: 'u1' },
      due: '2026-01-01T00:00:00.000Z',
      text: { type: 'rich_text', content: ['See ', mention] },
    }),
  ).toEqual([]);
});

test('what DevRev shows because it needs something is none either', async () => {
  expect(await compare({ urgency: 'hot' })).toEqual([]);
});

test('another value is one, and is said in a sentence', async () => {
  expect(await compare({ name: 'B' })).toEqual([
    { devrevId: 'don-1', field: 'name', text: 'bugs b1: name is A there and B in DevRev (don-1).' },
  ]);
});

test('a value that is the same in DevRev as the one that goes back is none', async () => {
  const urgencyOf = (urgency: string) =>
    disagreements(world.database, type, [{ devrevId: 'don-2', externalId: 'b2', data: { urgency } }]);
  expect(await urgencyOf('low')).toEqual([]);
  expect(await urgencyOf('high')).toHaveLength(1);
});

test('what DevRev does not have, such as an empty file, is shown by its name', async () => {
  const byName = { text: { type: 'rich_text', content: ['See b2'] } };
  expect(await compare(byName)).toHaveLength(1);
  await world.database.run(
    `INSERT INTO devrev_open_references VALUES ('bugs', 'b1', 'text', 'b2', 'bugs', 1)`,
  );
  expect(await compare(byName)).toEqual([]);
});
