import { RateLimitedError } from '../errors.js';
import { DeadlineReached } from '../runtime/deadline.js';

/** Streams running at once: enough that the waits of one limit are used by others, few enough for memory. */
const maxRunning = 4;

/** What is scheduled: a stream, and the names of those it comes after. */
export interface Scheduled {
  name: string;
  waitsFor: ReadonlySet<string>;
  /**
   * Resolves to false when it stopped early because time is up. Once `stop` is aborted nobody waits for its source any
   * more: it only finishes what it has in hand.
   */
  run(stop: AbortSignal): Promise<boolean>;
}

export interface ScheduleOptions {
  /** Until this resolves only one runs: the first page of an invocation is made durable before more is begun. */
  alone: Promise<void>;
  now?: () => number;
}

/**
 * Runs streams beside each other, each as soon as those it comes after are complete, in their order.
 *
 * A stream that is asked to wait for longer than its requests can leaves the time to the others; when they have ended
 * too, the rest of the wait is thrown. Any other error stops them all, and the first one is thrown.
 *
 * @returns false when time was up before all were complete
 */
export async function runStreams(
  streams: readonly Scheduled[],
  { alone, now = Date.now }: ScheduleOptions,
): Promise<boolean> {
  const stop = new AbortController();
  const incomplete = new Set(streams.map(({ name }) => name));
  const waiting = new Set(streams);
  const running = new Set<Promise<void>>();
  const rests: Rest[] = [];
  let mayRun = 1;
  let isOutOfTime = false;
  let failure: { error: unknown } | undefined;

  async function run(stream: Scheduled): Promise<void> {
    try {
      if (await stream.run(stop.signal)) incomplete.delete(stream.name);
      else isOutOfTime = true;
    } catch (error) {
      if (error instanceof RateLimitedError && !error.isOutage) {
        rests.push({ error, until: now() + error.delaySeconds * 1000 });
        return;
      }
      if (error instanceof DeadlineReached) isOutOfTime = true;
      else failure ??= { error };
      stop.abort();
    }
  }

  function startReady(): void {
    for (const stream of waiting) {
      if (running.size >= mayRun || isOutOfTime || stop.signal.aborted) return;
      if ([...stream.waitsFor].some((name) => incomplete.has(name))) continue;
      waiting.delete(stream);
      const ended = run(stream).finally(() => running.delete(ended));
      running.add(ended);
    }
  }

  const opened = alone.then(() => {
    mayRun = maxRunning;
  });
  for (;;) {
    startReady();
    if (running.size === 0) break;
    await Promise.race(mayRun === 1 ? [...running, opened] : running);
  }
  if (failure) throw failure.error;
  if (!isOutOfTime && rests.length > 0) throw shortestOf(rests, now());
  return !isOutOfTime;
}

interface Rest {
  error: RateLimitedError;
  /** Milliseconds since the epoch. */
  until: number;
}

/** What is left of it: one of them can go on then. */
function shortestOf(rests: readonly Rest[], now: number): RateLimitedError {
  const { error, until } = rests.reduce((first, rest) => (rest.until < first.until ? rest : first));
  return new RateLimitedError(error.message, (until - now) / 1000, {
    code: error.code,
    ...(error.detail !== undefined && { detail: error.detail }),
  });
}
