import { expect, it } from 'vitest';
import { declareCustomFields } from '../src/custom-fields.js';
import { metadata } from '../src/metadata.js';
import { home, startAccount } from './account.js';

it('fields that the account has made up are declared under their ids, whatever they are called', async () => {
  const { client, simulator } = await startAccount();
  const fieldsNow = async () => {
    const [task] = (await metadata.discover?.({ client, externalSyncUnit: home, options: {} })) ?? [];
    return Object.entries(task?.fields ?? {}).flatMap(([key, { definition }]) =>
      key.startsWith('cf_') ? [`${key} ${definition.type}: ${definition.name}`] : [],
    );
  };
  expect(await fieldsNow()).toEqual(['cf_f1 float: Hours', 'cf_f2 text: Shop', 'cf_f3 enum: Room']);
  simulator.applyDrift?.(1);
  expect(await fieldsNow()).toEqual([
    'cf_f1 float: Hours of work',
    'cf_f3 enum: Room',
    'cf_f4 text: Warranty number',
  ]);
});

it('a field is declared by its type, as text where that says nothing, and is never written back', () => {
  const fields = declareCustomFields([
    { id: 'state', name: 'Room', type: 'choice', choices: [{ id: 'r1', name: 'Kitchen' }] },
    { id: 'f2', name: 'Empty', type: 'choice', choices: [] },
    { id: 'f3', name: 'New kind', type: 'colour' },
  ]);
  expect(Object.entries(fields).map(([key, { definition }]) => [key, definition])).toEqual([
    [
      'cf_state',
      {
        type: 'enum',
        name: 'Room',
        is_read_only: true,
        enum: { values: [{ key: 'r1', name: 'Kitchen' }] },
      },
    ],
    ['cf_f2', { type: 'text', name: 'Empty', is_read_only: true }],
    ['cf_f3', { type: 'text', name: 'New kind', is_read_only: true }],
  ]);
});
