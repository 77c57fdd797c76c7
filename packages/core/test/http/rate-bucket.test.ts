import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBudgetRegistry } from '../../src/http/budget-registry.js';
import { createRateBucket } from '../../src/http/rate-bucket.js';
import { seeded } from '../support/seeds.js';

const start = Date.parse('2026-03-01T10:59:00.000Z');

function clockAt(time: number) {
  let current = time;
  return {
    now: () => current,
    pass: (milliseconds: number) => {
      current += milliseconds;
    },
  };
}

/** Starts as early as the bucket allows; times are milliseconds since the first. */
function spendAll(limits: Parameters<typeof createRateBucket>[0], units: readonly number[]) {
  const clock = clockAt(start);
  const bucket = createRateBucket(limits, clock.now);
  return units.map((count) => {
    for (let waitMs = bucket.readyInMs(count); waitMs > 0; waitMs = bucket.readyInMs(count))
      clock.pass(waitMs);
    bucket.spend(count);
    return { at: clock.now() - start, units: count };
  });
}

function mostUnitsWithin(starts: readonly { at: number; units: number }[], milliseconds: number): number {
  return Math.max(
    ...starts.map(({ at }) =>
      starts.reduce((sum, s) => sum + (s.at >= at && s.at < at + milliseconds ? s.units : 0), 0),
    ),
  );
}

test('no period sees more than the share of the budget, and no wait is longer than it must be', () => {
  const limits = fc.record({
    capacity: fc.integer({ min: 5, max: 200 }),
    perSeconds: fc.integer({ min: 1, max: 20 }),
    share: fc.constantFrom(0.5, 0.8, 1),
  });
  fc.assert(
    fc.property(
      limits,
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 300 }),
      (budget, units) => {
        const starts = spendAll(budget, units);
        const allowed = Math.max(budget.capacity * budget.share, Math.max(...units));
        expect(mostUnitsWithin(starts, budget.perSeconds * 1000)).toBeLessThanOrEqual(allowed);
        for (const [number, { at, units: count }] of starts.entries()) {
          const before = starts[number - 1]?.at ?? 0;
          if (at === before) continue;
          // It waited, so a moment earlier there was no room: rounding to steps costs a thousandth of a period.
          const period = budget.perSeconds * 1000;
          const earlier = at - Math.ceil(period / 1000) - 1;
          const counted = starts
            .slice(0, number)
            .reduce((sum, s) => sum + (s.at > earlier - period ? s.units : 0), 0);
          expect(counted + count).toBeGreaterThan(budget.capacity * budget.share);
        }
      },
    ),
    seeded('budgets', 300),
  );
});

test('a request above the whole budget goes alone', () => {
  const starts = spendAll({ capacity: 10, perSeconds: 1, share: 1 }, [4, 25, 4]);
  expect(starts.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
});

test('an aligned budget is full again at the full hour', () => {
  const starts = spendAll({ capacity: 2, perSeconds: 3_600, share: 1, window: 'aligned' }, [1, 1, 1, 1, 1]);
  expect(starts.map(({ at }) => at)).toEqual([0, 0, 60_000, 60_000, 3_660_000]);
});

test('ten a minute are used whole without a wait that would end an invocation', () => {
  const starts = spendAll({ capacity: 10, perSeconds: 60, share: 1 }, Array(101).fill(1));
  const waits = starts.map(({ at }, number) => at - (starts[number - 1]?.at ?? 0));
  expect(mostUnitsWithin(starts, 60_000)).toBe(10);
  expect(Math.max(...waits)).toBeLessThanOrEqual(15_000);
  expect(starts.at(-1)?.at).toBeLessThanOrEqual(600_000 * 1.01);
  // What is small is done at once.
  expect(starts[4]?.at).toBe(0);
});

test('an hour is spent as fast as it goes: its end is for the platform to wait for', () => {
  const starts = spendAll({ capacity: 100, perSeconds: 3_600, share: 1 }, Array(100).fill(1));
  expect(starts.at(-1)?.at).toBe(0);
});

describe('what the external system says', () => {
  test('replaces the declared capacity', () => {
    const clock = clockAt(start);
    const bucket = createRateBucket({ capacity: 100, perSeconds: 10, share: 0.5 }, clock.now);
    bucket.correct({ limit: 4 });
    bucket.spend(2);
    expect(bucket.readyInMs(1)).toBe(10_000);
    expect(bucket.usage()).toEqual({ spent: 2, capacity: 4, per_seconds: 10 });
  });

  test('makes room for others for as long as their use counts', () => {
    const clock = clockAt(start);
    const bucket = createRateBucket({ capacity: 10, perSeconds: 10, share: 1 }, clock.now);
    bucket.spend(1);
    bucket.correct({ remaining: 1, resetsInSeconds: 3 });
    expect(bucket.readyInMs(1)).toBe(0);
    expect(bucket.readyInMs(2)).toBe(3_000);
    // Ours that are on their way are not counted there yet: no reason to think that others use less.
    bucket.spend(1);
    bucket.correct({ remaining: 1, resetsInSeconds: 3 });
    expect(bucket.readyInMs(1)).toBe(3_000);
    clock.pass(3_000);
    expect(bucket.readyInMs(8)).toBe(0);
  });

  test('nothing left means nothing until the reset, and not for ever', () => {
    const clock = clockAt(start);
    const bucket = createRateBucket({ capacity: 10, perSeconds: 1 }, clock.now);
    bucket.correct({ remaining: 0, resetsInSeconds: 40 });
    expect(bucket.readyInMs(1)).toBe(40_000);
    bucket.correct({ remaining: 0, resetsInSeconds: 1e9 });
    expect(bucket.readyInMs(1)).toBe(6 * 3_600_000);
  });
});

describe('from one invocation to the next', () => {
  test('what still counts is known, a little too long rather than too short', () => {
    const clock = clockAt(start);
    const limits = { name: 'hour', capacity: 1_000, perSeconds: 3_600, share: 1 };
    const first = createBudgetRegistry(clock.now);
    const bucket = first.budget(limits, 'GET /a', { path: '/a' });
    for (let number = 0; number < 90; number += 1) {
      bucket.spend(10);
      clock.pass(10_000);
    }
    bucket.close(300_000);
    const saved = JSON.parse(JSON.stringify(first.save()));
    expect(saved.hour.spent.length).toBeLessThanOrEqual(8);
    expect(saved.hour.closedUntil).toBe(new Date(clock.now() + 300_000).toISOString());
    const second = createBudgetRegistry(clock.now);
    second.restore(saved);
    const restored = second.budget(limits, 'GET /a', { path: '/a' });
    expect(restored.readyInMs(100)).toBe(300_000);
    clock.pass(300_000);
    expect(restored.readyInMs(100)).toBe(0);
    expect(restored.readyInMs(101)).toBeGreaterThanOrEqual(bucket.readyInMs(101));
  });

  test('what no longer counts is not kept, and what nobody has asked for yet is', () => {
    const clock = clockAt(start);
    const registry = createBudgetRegistry(clock.now);
    registry.budget({ name: 'second', capacity: 1, perSeconds: 1 }, '', { path: '/a' }).spend(1);
    registry.restore({ later: { spent: [{ units: 1, until: '2026-03-01T11:00:00.000Z' }] } });
    expect(Object.keys(registry.save())).toEqual(['later']);
  });

  test('times that a wrong clock has written do not close a budget for days', () => {
    const clock = clockAt(start);
    const bucket = createRateBucket({ capacity: 1, perSeconds: 60, share: 1 }, clock.now);
    bucket.restore({
      spent: [
        { units: 1, until: '2036-03-01T11:00:00.000Z' },
        { units: 1, until: 'no time' },
      ],
    });
    expect(bucket.readyInMs(1)).toBe(60_000);
  });

  test('those of single objects are kept while they hold something up, and others are forgotten', () => {
    const clock = clockAt(start);
    const registry = createBudgetRegistry(clock.now);
    const each = {
      name: 'each',
      capacity: 2,
      perSeconds: 3_600,
      share: 1,
      scope: ({ path }: { path: string }) => path,
    };
    const bucketOf = (path: string) => registry.budget(each, 'PUT /{id}', { path });
    bucketOf('/full').spend(2);
    bucketOf('/used').spend(1);
    for (let number = 0; number < 2_000; number += 1) bucketOf(`/${number}`);
    expect(bucketOf('/full').readyInMs(1)).toBeGreaterThan(0);
    expect(bucketOf('/used').readyInMs(2)).toBeGreaterThan(0);
    const saved = registry.save();
    expect(Object.keys(saved)).toEqual(['each /full']);
    const next = createBudgetRegistry(clock.now);
    next.restore(saved);
    expect(next.budget(each, 'PUT /{id}', { path: '/full' }).readyInMs(1)).toBeGreaterThan(0);
    clock.pass(3_600_000);
    expect(next.save()).toEqual({});
  });

  test('there are never many of them', () => {
    const registry = createBudgetRegistry(() => start);
    const each = { name: 'each', capacity: 100, perSeconds: 3_600, scope: 'endpoint' as const };
    for (let number = 0; number < 2_000; number += 1)
      registry.budget(each, `GET /${number}`, { path: '/a' }).spend(1);
    expect(Object.keys(registry.save())).toHaveLength(50);
    expect(registry.usage()).toEqual({ each: { spent: 2_000, capacity: 100, per_seconds: 3_600 } });
  });
});
