import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RateLimitedError } from '../../src/errors.js';
import { runStreams, type Scheduled } from '../../src/phases/stream-schedule.js';
import { DeadlineReached } from '../../src/runtime/deadline.js';
import { randomNumbers, seeded } from '../support/seeds.js';

type Ending = 'complete' | 'out of time' | 'asked to wait' | 'error' | 'given up';

interface World {
  /** By stream: how it ends, and which of the earlier ones it comes after. */
  streams: readonly { ending: Ending; after: readonly boolean[] }[];
  /** How many of them have ended when the first page is durable. */
  durableAfter: number;
  seed: number;
}

const endings: readonly Ending[] = ['complete', 'out of time', 'asked to wait', 'error', 'given up'];

/** Plays a schedule: again and again one of the running streams ends, in an order that the seed determines. */
async function play({ streams, durableAfter, seed }: World) {
  const random = randomNumbers(seed);
  const running = new Map<string, () => void>();
  const started: string[] = [];
  const complete = new Set<string>();
  const ended: { name: string; ending: Ending; stopped: boolean }[] = [];
  const problems: string[] = [];
  let isDurable = false;
  let makeDurable = () => {};
  const alone = new Promise<void>((resolve) => {
    makeDurable = () => {
      isDurable = true;
      resolve();
    };
  });

  const scheduled = streams.map(({ ending, after }, index): Scheduled => {
    const name = `s${index}`;
    const waitsFor = new Set(
      after.flatMap((waits, earlier) => (waits && earlier < index ? [`s${earlier}`] : [])),
    );
    return {
      name,
      waitsFor,
      run: (stop) => {
        if (started.includes(name)) problems.push(`${name} runs twice`);
        if (stop.aborted) problems.push(`${name} started after the stop`);
        for (const before of waitsFor)
          if (!complete.has(before)) problems.push(`${name} started before ${before}`);
        started.push(name);
        return new Promise((resolve, reject) => {
          const end = (stopped: boolean) => {
            if (!running.delete(name)) return;
            ended.push({ name, ending, stopped });
            if (stopped || ending === 'out of time') resolve(false);
            else if (ending === 'complete') {
              complete.add(name);
              resolve(true);
            } else if (ending === 'asked to wait') reject(new RateLimitedError(name, 100));
            else reject(ending === 'error' ? new Error(name) : new DeadlineReached());
          };
          running.set(name, () => end(false));
          stop.addEventListener('abort', () => end(true));
          if (running.size > (isDurable ? 4 : 1)) problems.push(`${running.size} run at once`);
        });
      },
    };
  });

  let result: { value: boolean } | { error: unknown } | undefined;
  const playing = runStreams(scheduled, { alone, now: () => 0 }).then(
    (value) => {
      result = { value };
    },
    (error: unknown) => {
      result = { error };
    },
  );
  while (!result) {
    if (ended.length >= durableAfter) makeDurable();
    await new Promise((resolve) => setImmediate(resolve));
    if (result) break;
    const names = [...running.keys()];
    if (names.length === 0) problems.push('nothing runs and it does not end');
    if (problems.length > 0) break;
    running.get(names[Math.floor(random() * names.length)] ?? '')?.();
  }
  if (problems.length === 0) await playing;
  return { result, problems, ended, complete, scheduled };
}

test('whatever ends in whatever order: dependencies, the number at once, one start each, and the right end', async () => {
  const stream = fc.record({
    ending: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Ending>('complete') },
      { weight: 1, arbitrary: fc.constantFrom(...endings) },
    ),
    after: fc.array(fc.boolean(), { maxLength: 8 }),
  });
  const world = fc.record({
    streams: fc.array(stream, { maxLength: 9 }),
    durableAfter: fc.integer({ min: 0, max: 4 }),
    seed: fc.integer(),
  });
  await fc.assert(
    fc.asyncProperty(world, async (chosen) => {
      const { result, problems, ended, complete, scheduled } = await play(chosen);
      expect(problems).toEqual([]);
      const own = ended.filter(({ stopped }) => !stopped);
      const error = own.find(({ ending }) => ending === 'error');
      const isOutOfTime = own.some(({ ending }) => ending === 'out of time' || ending === 'given up');
      if (error) expect(result).toMatchObject({ error: { message: error.name } });
      else if (isOutOfTime) expect(result).toEqual({ value: false });
      else if (own.some(({ ending }) => ending === 'asked to wait'))
        expect(result).toMatchObject({ error: { delaySeconds: 100 } });
      else expect(result).toEqual({ value: true });
      // Nothing that could still have been read is left, unless all were stopped or time was up.
      if (!error && !isOutOfTime) {
        const left = scheduled.filter(({ name }) => !ended.some((end) => end.name === name));
        for (const { waitsFor } of left)
          expect([...waitsFor].every((name) => complete.has(name))).toBe(false);
      }
    }),
    seeded('stream schedule', 500),
  );
});

describe('a stream that is asked to wait', () => {
  const scheduled = (name: string, run: Scheduled['run']): Scheduled => ({ name, waitsFor: new Set(), run });

  test('leaves the time to the others; what is left of the shortest wait is thrown', async () => {
    let time = 0;
    const running = runStreams(
      [
        scheduled('calls', () =>
          Promise.reject(new RateLimitedError('Calls.', 300, { code: 'calls_limited' })),
        ),
        scheduled('points', () => Promise.reject(new RateLimitedError('Points.', 90))),
        scheduled('free', async () => {
          await new Promise((resolve) => setImmediate(resolve));
          time += 40_500;
          return true;
        }),
      ],
      { alone: Promise.resolve(), now: () => time },
    );
    await expect(running).rejects.toMatchObject({
      message: 'Points.',
      code: 'rate_limited',
      delaySeconds: 50,
    });
  });

  test('does not hide that time was up before another one was through', async () => {
    const running = runStreams(
      [
        scheduled('limited', () => Promise.reject(new RateLimitedError('Slow down.', 60))),
        scheduled('long', async () => false),
      ],
      { alone: Promise.resolve() },
    );
    await expect(running).resolves.toBe(false);
  });

  test('because its system is down stops the others like any error', async () => {
    const outage = new RateLimitedError('Down.', 60, { isOutage: true });
    const running = runStreams(
      [
        scheduled('down', () => Promise.reject(outage)),
        scheduled(
          'other',
          (stop) => new Promise((resolve) => stop.addEventListener('abort', () => resolve(false))),
        ),
      ],
      { alone: Promise.resolve() },
    );
    await expect(running).rejects.toBe(outage);
  });
});
