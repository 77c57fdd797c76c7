import { expect, it } from 'vitest';
import { createMetLabels } from '../src/streams/met-labels.js';

it('calls each label new once', () => {
  const met = createMetLabels('');
  expect(['ui', 'c++', 'ui', 'größe'].filter(met.isNew)).toEqual(['ui', 'c++', 'größe']);
});

it('goes on where an earlier invocation stopped', () => {
  const first = createMetLabels('');
  for (const label of ['ui', 'c++']) first.isNew(label);
  const next = createMetLabels(first.latest());
  expect(['ui', 'a11y', 'c++'].filter(next.isNew)).toEqual(['a11y']);
  expect(next.latest()).toBe('ui c++ a11y');
});

it('carries on no more than a cursor may hold: those met last', () => {
  const met = createMetLabels('');
  for (let number = 0; number < 1_000; number += 1) met.isNew(`label-${number}`);
  const kept = met.latest();
  expect(kept.length).toBeLessThanOrEqual(2_000);
  expect(kept.length).toBeGreaterThan(1_900);
  expect(kept).toMatch(/ label-999$/);
  expect(createMetLabels(kept).isNew('label-999')).toBe(false);
  expect(createMetLabels(kept).isNew('label-0')).toBe(true);
});
