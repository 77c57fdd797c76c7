/** Time as an invocation sees it: the system's, or one of a test that passes only when nothing else is left to do. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so long; rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /**
   * Says that something is being done which takes none of this clock's time: an answer on its way, a thread or a disk
   * at work. A clock that can jump does not until the returned function is called, once.
   */
  hold(): () => void;
}

const nothingHeld = () => {};

/** The machine's clock. */
export const systemClock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', abort, { once: true });
    }),
  hold: () => nothingHeld,
};

/** Holds the clock until the work has settled. */
export async function during<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  const release = clock.hold();
  try {
    return await work;
  } finally {
    release();
  }
}
