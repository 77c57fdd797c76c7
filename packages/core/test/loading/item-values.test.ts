import { expect, test } from 'vitest';
import { inExtractedForm, referencesIn } from '../../src/loading/item-values.js';

const person = 'don:identity:dvrv-us-1:devo/1:devu/1';
const stranger = 'don:identity:dvrv-us-1:devo/1:devu/2';
const idOf = (devrevId: string) => (devrevId === person ? 'u-1' : undefined);

test('values that need no look-up stay as they are', () => {
  const data = { title: 'A', size: 3, done: false, at: null, tags: ['a', 'b'], address: { city: 'Ulm' } };
  expect(inExtractedForm(data, idOf)).toEqual({ data, unknown: [] });
});

test('references become ids of the external system, alone, in lists and with their type', () => {
  const { data, unknown } = inExtractedForm(
    {
      parent: { external: 'x-1' },
      owner: { devrev: person },
      owners: [{ devrev: person }, { external: 'u-9' }],
      target: { external: 'x-2', ref_type: 'boxes' },
    },
    idOf,
  );
  expect(data).toEqual({
    parent: 'x-1',
    owner: 'u-1',
    owners: ['u-1', 'u-9'],
    target: { id: 'x-2', ref_type: 'boxes' },
  });
  expect(unknown).toEqual([]);
});

test('a field that refers to something unknown is left out and named', () => {
  const { data, unknown } = inExtractedForm(
    { owners: [{ devrev: person }, { devrev: stranger }], title: 'A' },
    idOf,
  );
  expect(data).toEqual({ title: 'A' });
  expect(unknown).toEqual([{ field: 'owners', devrevId: stranger, isMention: false }]);
});

test('rich text is the list of its parts; what is unknown is shown by its name', () => {
  const mention = (id: string) => ({ id, ref_type: 'users', fallback_record_name: 'Ann' });
  const { data, unknown } = inExtractedForm(
    {
      body: {
        type: 'rich_text',
        content: ['Hello ', mention(person), ', ', mention(stranger), mention('u-7')],
      },
    },
    idOf,
  );
  expect(data).toEqual({ body: ['Hello ', mention('u-1'), ', ', 'Ann', mention('u-7')] });
  expect(unknown).toEqual([{ field: 'body', devrevId: stranger, isMention: true }]);
});

test('what has to be looked up is known beforehand', () => {
  expect(
    referencesIn({
      owner: { devrev: stranger },
      parent: { external: 'x' },
      body: { type: 'rich_text', content: [{ id: person, ref_type: 'users' }] },
    }),
  ).toEqual([stranger, person]);
});
