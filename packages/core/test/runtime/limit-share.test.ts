import { expect, test } from 'vitest';
import { readConfiguration } from '../../src/configuration.js';
import { createBudgetRegistry } from '../../src/http/budget-registry.js';
import { createLogger } from '../../src/log/logger.js';
import { createRedactor } from '../../src/log/redact.js';
import { limitShareOf } from '../../src/runtime/limit-share.js';
import { testEvent } from '../support/test-event.js';

function shareOf(settings: Readonly<Record<string, unknown>>) {
  const lines: string[] = [];
  const share = limitShareOf(
    settings,
    createLogger((_, line) => lines.push(line), createRedactor()),
  );
  return { share, warnings: lines.length };
}

test.each([
  ['50', 0.5, 0],
  ['12.5', 0.125, 0],
  [100, 1, 0],
  ['', undefined, 0],
  [undefined, undefined, 0],
  ['0', undefined, 1],
  ['150', undefined, 1],
  ['half', undefined, 1],
])('a setting of %j', (limit_share_percent, share, warnings) => {
  expect(shareOf({ limit_share_percent })).toEqual({ share, warnings });
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
    const bucket = createBudgetRegistry(() => 0, share).budget(budget, 'GET /');
    let starts = 0;
    while (bucket.readyInMs(1) <= 0) {
      bucket.spend(1);
      starts += 1;
    }
    return starts;
  };
  expect([startsAtOnce(), startsAtOnce(0.3)]).toEqual([9, 3]);
});
