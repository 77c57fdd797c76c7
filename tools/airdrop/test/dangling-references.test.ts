import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countDanglingReferences } from '../src/database/dangling-references.js';
import { type Database, literal, openTemporaryDatabase } from '../src/database/database.js';

let database: Database;

beforeEach(async () => {
  database = await openTemporaryDatabase(tmpdir());
});

afterEach(() => database.close());

async function declare(recordTypes: object): Promise<void> {
  const document = JSON.stringify({ record_types: recordTypes });
  await database.run(`INSERT INTO metadata VALUES (${literal(document)}, 'm', 1)`);
}

async function deliver(itemType: string, id: string, data: object): Promise<void> {
  await database.run(`INSERT INTO deliveries
    SELECT ${literal(itemType)}, ${literal(id)}, NULL, NULL, ${literal(JSON.stringify(data))}, 'a', 1,
      (SELECT coalesce(max(sequence), 0) + 1 FROM deliveries)`);
}

const to = (...targets: string[]) => ({
  reference: { refers_to: Object.fromEntries(targets.map((target) => [target, {}])) },
});

test('counts what leads nowhere, per field and in the latest version of a record', async () => {
  await declare({
    people: { fields: { name: { type: 'text' } } },
    notes: {
      fields: { author: to('#record:people'), 'odd "name"': to('#record:people'), title: { type: 'text' } },
    },
  });
  await deliver('people', 'ada', { name: 'Ada' });
  await deliver('notes', '1', { author: 'nobody' });
  await deliver('notes', '1', { author: 'ada', 'odd "name"': 'nobody' });
  await deliver('notes', '2', { author: 'gone', title: 'gone' });
  await deliver('notes', '3', { author: null });
  expect(await countDanglingReferences(database)).toEqual([
    { itemType: 'notes', field: 'author', count: 1, share: 0.5 },
    { itemType: 'notes', field: 'odd "name"', count: 1, share: 1 },
  ]);
});

test('looks at every entry of a list, and at every type of a category', async () => {
  await declare({
    people: { category: 'actors', fields: {} },
    teams: { category: 'actors', fields: {} },
    notes: { fields: { readers: { ...to('#category:actors'), collection: {} } } },
  });
  await deliver('people', 'ada', {});
  await deliver('teams', 'red', {});
  await deliver('notes', '1', { readers: ['ada', 'red', 'blue', 'note'] });
  await deliver('notes', 'note', { readers: [] });
  expect(await countDanglingReferences(database)).toEqual([
    { itemType: 'notes', field: 'readers', count: 2, share: 0.5 },
  ]);
});

test('takes every reference for dangling when nothing of its target was delivered', async () => {
  await declare({ notes: { fields: { author: to('#record:people') } } });
  await deliver('notes', '1', { author: 'ada' });
  expect(await countDanglingReferences(database)).toEqual([
    { itemType: 'notes', field: 'author', count: 1, share: 1 },
  ]);
});

test('finds nothing without metadata', async () => {
  await deliver('notes', '1', { author: 'ada' });
  expect(await countDanglingReferences(database)).toEqual([]);
});
