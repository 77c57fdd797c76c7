import { expect, test } from 'vitest';
import { createBudgetRegistry } from '../../src/http/budget-registry.js';
import type { RateBudget } from '../../src/http/rate-budget.js';
import { listedRateHeader, rateHeaders, refusalNamed } from '../../src/http/rate-headers.js';
import { createRequestCharges } from '../../src/http/request-charges.js';

/** What of a system with limits for bursts, hours and searches is closed by a refusal with these headers. */
function closedBy(headers: Readonly<Record<string, string>>): string[] {
  const now = () => 0;
  const budgets: readonly RateBudget[] = [
    { name: 'burst', capacity: 100, perSeconds: 1, refusal: refusalNamed('x-reason', ['burst']) },
    {
      name: 'hour',
      capacity: Number.POSITIVE_INFINITY,
      perSeconds: 3_600,
      refusal: refusalNamed('x-reason', { except: ['burst'] }),
    },
    { name: 'search', capacity: 100, perSeconds: 1, reading: rateHeaders() },
  ];
  const charging = createRequestCharges(budgets, createBudgetRegistry(now), now);
  const charges = charging.of({ path: '/a' }, 'GET /a');
  charging.close(charges, { status: 429, headers, bodyStart: '' }, 5_000);
  const names = ['endpoint', ...budgets.map(({ name }) => name)];
  return names.filter((_, index) => (charges[index]?.bucket.readyInMs(1) ?? 0) > 0);
}

test.each([
  ['the limit it names', { 'x-reason': 'Burst', 'x-ratelimit-remaining': '0' }, ['burst']],
  ['the limit that stands for all other names', { 'x-reason': 'something new' }, ['hour']],
  ['without a name, what has nothing left or does not say', { 'x-ratelimit-remaining': '7' }, ['burst']],
  ['without anything, all limits that are known', {}, ['burst', 'search']],
])('a refusal closes %s', (_, headers, closed) => {
  expect(closedBy(headers)).toEqual(closed);
});

test('a refusal says whether only one object has to be left alone', () => {
  const now = () => 0;
  const budgets: readonly RateBudget[] = [
    { name: 'all', capacity: 9, perSeconds: 1, reading: rateHeaders() },
    {
      name: 'of one',
      capacity: 9,
      perSeconds: 1,
      scope: ({ path }) => path,
      reading: listedRateHeader('x-of-one'),
    },
  ];
  const charging = createRequestCharges(budgets, createBudgetRegistry(now), now);
  const closeWith = (headers: Readonly<Record<string, string>>) =>
    charging.close(charging.of({ path: '/a' }, 'GET /a'), { status: 429, headers, bodyStart: '' }, 5_000);
  const waits = (path: string) => charging.of({ path }, 'GET /a').map(({ bucket }) => bucket.readyInMs(1));
  expect(closeWith({ 'x-ratelimit-remaining': '7', 'x-of-one': 'total=9; remaining=0; resets=60' })).toBe(
    true,
  );
  expect(waits('/a')).toEqual([0, 0, 5_000]);
  expect(waits('/b')).toEqual([0, 0, 0]);
  expect(closeWith({ 'x-ratelimit-remaining': '0', 'x-of-one': 'total=9; remaining=3; resets=60' })).toBe(
    false,
  );
});

test('a refusal that names none of the limits a request is charged to closes its endpoint', () => {
  const now = () => 0;
  const budgets = [
    { name: 'burst', capacity: 9, perSeconds: 1, refusal: refusalNamed('x-reason', ['burst']) },
  ];
  const charging = createRequestCharges(budgets, createBudgetRegistry(now), now);
  const charges = charging.of({ path: '/a' }, 'GET /a');
  charging.close(charges, { status: 429, headers: { 'x-reason': 'hour' }, bodyStart: '' }, 5_000);
  expect(charges.map(({ bucket }) => bucket.readyInMs(1))).toEqual([5_000, 0]);
});
