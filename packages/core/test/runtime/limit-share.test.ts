import { expect, test } from 'vitest';
import { readConfiguration } from '../../src/configuration.js';
import { createBudgetRegistry } from '../../src/http/budget-registry.js';
import { limitShareOf } from '../../src/runtime/limit-share.js';
import { testEvent } from '../support/test-event.js';

test.each([
  ['50', 0.5],
  ['12.5', 0.125],
  [100, 1],
  ['', undefined],
  [undefined, undefined],
  ['half', undefined],
])('a setting of %j is a share of %j', (limit_share_percent, share) => {
  expect(limitShareOf({ limit_share_percent })).toBe(share);
});

test('settings are those of the organization for the snap-in', () => {
  expect(testEvent('START_EXTRACTING_DATA').settings).toEqual({});
});

test('for runs elsewhere it is read from the environment', () => {
  expect(readConfiguration({ AIRDROP_LIMIT_SHARE_PERCENT: '30' }).limitShare).toBe(0.3);
  expect(readConfiguration({ AIRDROP_LIMIT_SHARE_PERCENT: '300' }).limitShare).toBeUndefined();
});

test('it takes the place of the share that a budget declares', () => {
  const budget = { name: 'calls', capacity: 10, perSeconds: 1, share: 0.9 };
  const startsAtOnce = (share?: number) => {
    const bucket = createBudgetRegistry(() => 0, share).budget(budget, 'GET /', { path: '/a' });
    let starts = 0;
    while (bucket.readyInMs(1) <= 0) {
      bucket.spend(1);
      starts += 1;
    }
    return starts;
  };
  expect([startsAtOnce(), startsAtOnce(0.3)]).toEqual([9, 3]);
});
