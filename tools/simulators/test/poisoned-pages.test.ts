import { expect, it } from 'vitest';
import { poisonMost, poisonOne } from '../src/poisoned-pages.js';

it.each([
  [
    'a bare list',
    [
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
      { id: 'c', n: 3 },
    ],
    [{ id: 'a', n: 1 }, { id: 'b' }, { id: 'c', n: 3 }],
  ],
  [
    'a list below other members',
    { total: 1, tags: ['x'], none: [], data: { tickets: [{ id: 7, comments: [{ id: 1 }] }] } },
    { total: 1, tags: ['x'], none: [], data: { tickets: [{ id: 7 }] } },
  ],
])('one entry of %s keeps only its id', (_, page, expected) => {
  const { body, ids } = poisonOne(JSON.stringify(page));
  expect(JSON.parse(body)).toEqual(expected);
  expect(ids).toHaveLength(1);
});

it('most entries of the page nearest to the top, and no list inside them', () => {
  const page = {
    extra: { deep: [{ id: 9, kept: true }] },
    issues: [
      { id: '1', fields: { files: [{ id: 5 }] } },
      { id: '2', fields: {} },
      { id: '3', fields: {} },
    ],
  };
  const { body, ids } = poisonMost(JSON.stringify(page));
  expect(ids).toEqual(['1', '2']);
  expect(JSON.parse(body)).toEqual({
    extra: page.extra,
    issues: [{ id: '1' }, { id: '2' }, { id: '3', fields: {} }],
  });
});

it.each(['', '<html>', '{}', '[]', '[{"name":1}]', '{"list":[1,2]}'])('%j is left as it is', (body) => {
  expect(poisonMost(body)).toEqual({ body, ids: [] });
});
