import { expect, test } from 'vitest';
import { sameElements, sameMoment } from '../../src/loading/held-values.js';

test('a list with the same elements is ours, in whatever order', () => {
  const ours = ['b', 'a'];
  expect(sameElements(ours, ['a', 'b'])).toBe(ours);
  expect(sameElements(ours, ['a'])).toEqual(['a']);
  expect(sameElements(ours, ['a', 'c'])).toEqual(['a', 'c']);
  expect(sameElements(null, [])).toBeNull();
  expect(sameElements(undefined, [])).toEqual([]);
});

test('the same moment is ours, in whatever form', () => {
  const ours = '2026-01-01T01:00:00+01:00';
  expect(sameMoment(ours, '2026-01-01T00:00:00.000Z')).toBe(ours);
  expect(sameMoment(ours, '2026-01-01T00:00:01.000Z')).toBe('2026-01-01T00:00:01.000Z');
  expect(sameMoment(ours, null)).toBeNull();
});
