import { setTimeout as realTime } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createVirtualClock } from '../../src/testing/virtual-clock.js';
import { during } from '../../src/time/clock.js';

const start = Date.parse('2026-03-02T09:00:00.000Z');

/** What happened when, in milliseconds since the start. */
function diary() {
  const clock = createVirtualClock(start);
  const entries: string[] = [];
  const note = (what: string) => entries.push(`${what}@${clock.now() - start}`);
  return { clock, entries, note };
}

test('waits pass in order, and ten hours take no time', async () => {
  const { clock, entries, note } = diary();
  const began = performance.now();
  await clock.run(
    Promise.all(
      [36_000_000, 50, 1_000].map(async (milliseconds) => {
        await clock.sleep(milliseconds);
        note(`slept ${milliseconds}`);
        await clock.sleep(10);
        note(`and ${milliseconds}`);
      }),
    ),
  );
  expect(entries).toEqual([
    'slept 50@50',
    'and 50@60',
    'slept 1000@1000',
    'and 1000@1010',
    'slept 36000000@36000000',
    'and 36000000@36000010',
  ]);
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('of those who wake at the same moment, each comes to rest before the next wakes', async () => {
  const { clock, entries, note } = diary();
  const worker = async (name: string) => {
    await clock.sleep(5);
    note(`${name} wakes`);
    for (let hop = 0; hop < 50; hop += 1) await Promise.resolve();
    await new Promise<void>((resolve) => process.nextTick(resolve));
    note(`${name} rests`);
  };
  await clock.run(Promise.all(['a', 'b'].map(worker)));
  expect(entries).toEqual(['a wakes@5', 'a rests@5', 'b wakes@5', 'b rests@5']);
});

test('time stands still while work is held that happens elsewhere', async () => {
  const { clock, entries, note } = diary();
  await clock.run(
    Promise.all([
      clock.sleep(1).then(() => note('slept')),
      during(clock, realTime(30)).then(() => note('worked')),
    ]),
  );
  expect(entries).toEqual(['worked@0', 'slept@1']);
});

test('a hold that is let go of twice counts once', async () => {
  const { clock, entries, note } = diary();
  const release = clock.hold();
  const other = clock.hold();
  release();
  release();
  const run = clock.run(clock.sleep(5).then(() => note('slept')));
  await realTime(10);
  expect(entries).toEqual([]);
  other();
  await run;
  expect(entries).toEqual(['slept@5']);
});

test('an abort ends a wait at once with its reason, and holds up nobody', async () => {
  const { clock, entries, note } = diary();
  const stop = new AbortController();
  const given = clock.sleep(1_000_000, stop.signal).catch((reason: Error) => note(reason.message));
  await clock.run(
    Promise.all([
      given,
      clock.sleep(5).then(() => stop.abort(new Error('stopped'))),
      clock.sleep(7).then(() => note('slept')),
    ]),
  );
  expect(entries).toEqual(['stopped@5', 'slept@7']);
  await expect(clock.sleep(1, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
});

test('outside of a run time stands still', async () => {
  const { clock, entries, note } = diary();
  clock.sleep(1).then(() => note('slept'));
  await realTime(10);
  expect(entries).toEqual([]);
  await clock.run(clock.sleep(2));
  expect(entries).toEqual(['slept@1']);
});
