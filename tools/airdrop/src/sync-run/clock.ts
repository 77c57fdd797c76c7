import { setTimeout as wait } from 'node:timers/promises';

/** Time as the sync run sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with an `AbortError` when the signal fires first. */
  sleep(seconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: Date.now,
  sleep: (seconds, signal) => wait(seconds * 1000, undefined, signal === undefined ? {} : { signal }),
};
