import { describe, expect, test } from 'vitest';
import { createAdaptiveConcurrency } from '../../src/http/adaptive-concurrency.js';
import type { RequestPriority } from '../../src/http/http-request.js';
import { createRateBucket, type RateBucket } from '../../src/http/rate-bucket.js';
import { createRequestQueue } from '../../src/http/request-queue.js';
import { createVirtualClock } from './virtual-clock.js';

function queueWith({ maximum = 100 }: { maximum?: number } = {}) {
  const clock = createVirtualClock();
  const began = clock.now();
  const controller = new AbortController();
  const waiting: boolean[] = [];
  const queue = createRequestQueue({
    concurrency: createAdaptiveConcurrency(maximum),
    signal: controller.signal,
    wait: clock.sleep,
    onWaiting: (isWaiting) => {
      if (waiting.at(-1) !== isWaiting) waiting.push(isWaiting);
    },
  });
  const started: string[] = [];
  /** Ends as soon as it has started. */
  async function ask(
    name: string,
    buckets: readonly RateBucket[],
    { priority = 'normal', longestMs = 60_000, units = 1 }: Partial<Options> = {},
  ): Promise<void> {
    const running = await queue.enter({
      charges: buckets.map((bucket) => ({ bucket, units, isOfOneObject: false })),
      priority,
      order: queue.nextOrder(),
      fits: (waitMs) => waitMs <= longestMs,
      refusal: (waitMs) => new Error(`${name} would wait ${waitMs}`),
    });
    started.push(`${name}@${clock.now() - began}`);
    running.end('fine');
  }
  const bucket = (capacity: number, perSeconds = 1) =>
    createRateBucket({ capacity, perSeconds, share: 1 }, clock.now);
  return { clock, controller, waiting, started, ask, bucket };
}

interface Options {
  priority: RequestPriority;
  longestMs: number;
  units: number;
}

describe('nobody overtakes within a budget', () => {
  test('a small request does not take what a large one waits for', async () => {
    const { clock, ask, bucket, started } = queueWith();
    const points = bucket(10);
    await ask('first', [points], { units: 6 });
    await clock.run(
      Promise.all([ask('large', [points], { units: 8 }), ask('small', [points], { units: 1 })]),
    );
    expect(started).toEqual(['first@0', 'large@1000', 'small@1000']);
  });

  test('but one that needs another budget goes at once', async () => {
    const { clock, ask, bucket, started } = queueWith();
    const [a, b] = [bucket(1), bucket(10)];
    await ask('first', [a]);
    await clock.run(Promise.all([ask('both', [a, b]), ask('other', [b])]));
    expect(started).toEqual(['first@0', 'other@0', 'both@1000']);
  });

  test('and the important one goes first', async () => {
    const { clock, ask, bucket, started } = queueWith();
    const calls = bucket(1);
    await ask('first', [calls]);
    const asked = (['low', 'normal', 'high'] as const).map((priority) =>
      ask(priority, [calls], { priority }),
    );
    await clock.run(Promise.all(asked));
    expect(started).toEqual(['first@0', 'high@1000', 'normal@2000', 'low@3000']);
  });
});

test('who would wait too long is told so, also for those who wait before', async () => {
  const { clock, ask, bucket, started } = queueWith();
  const calls = bucket(1, 10);
  await ask('first', [calls]);
  const second = ask('second', [calls], { longestMs: 15_000 });
  await expect(ask('third', [calls], { longestMs: 15_000 })).rejects.toThrow('third would wait 20000');
  await clock.run(second);
  expect(started).toEqual(['first@0', 'second@10000']);
});

test('waiting begins and ends with the budget, not with the number of requests', async () => {
  const { clock, ask, bucket, waiting } = queueWith({ maximum: 1 });
  await ask('first', [bucket(5)]);
  expect(waiting).toEqual([false]);
  const calls = bucket(1);
  await clock.run(Promise.all([ask('second', [calls]), ask('third', [calls]), ask('fourth', [calls])]));
  expect(waiting).toEqual([false, true, false]);
});

test('an abort ends all that wait, and who comes later', async () => {
  const { controller, ask, bucket, waiting } = queueWith();
  const calls = bucket(1, 10);
  await ask('first', [calls]);
  const second = ask('second', [calls]);
  const reason = new Error('deadline');
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  await expect(ask('third', [calls])).rejects.toBe(reason);
  expect(waiting).toEqual([false, true, false]);
});
