import type { Clock } from '../time/clock.js';

/** A clock that stands still while anything is being done and jumps to the next wait when nothing is. */
export interface VirtualClock extends Clock {
  /** Lets time pass until the work has settled; between two runs it stands still. */
  run<Result>(work: Promise<Result>): Promise<Result>;
}

interface Sleeper {
  wakesAt: number;
  /** Order of falling asleep, for those who wake at the same time. */
  number: number;
  wake: () => void;
}

/**
 * Discrete-event time for one process and one thread.
 *
 * It moves only when every part of the program waits for it: no hold is open, and whatever was begun in this thread
 * has come to rest, which `setImmediate` tells, because promises and `nextTick` go before it. Work beyond the thread
 * (sockets, files, compression) has to be held by whoever waits for it. Sleepers wake one by one, also those of the
 * same moment, each only after everything the one before set going has come to rest: that makes two runs alike.
 *
 * @param start milliseconds since the epoch
 */
export function createVirtualClock(start = Date.parse('2026-03-02T09:00:00.000Z')): VirtualClock {
  let time = start;
  let holds = 0;
  let runs = 0;
  let numbers = 0;
  let isChecking = false;
  const sleepers = createSleepers();

  function checkSoon(): void {
    if (isChecking || holds > 0 || runs === 0) return;
    isChecking = true;
    setImmediate(() => {
      isChecking = false;
      if (holds > 0 || runs === 0) return;
      const next = sleepers.takeFirst();
      if (!next) return;
      time = Math.max(time, next.wakesAt);
      next.wake();
      checkSoon();
    });
  }

  return {
    now: () => time,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const abort = () => {
          sleepers.remove(sleeper);
          reject(signal?.reason);
          checkSoon();
        };
        const sleeper: Sleeper = {
          // Whole milliseconds, as every clock and timer of the system has them.
          wakesAt: time + Math.ceil(Math.max(0, milliseconds)),
          number: numbers++,
          wake() {
            signal?.removeEventListener('abort', abort);
            resolve();
          },
        };
        signal?.addEventListener('abort', abort, { once: true });
        sleepers.add(sleeper);
        checkSoon();
      }),
    hold() {
      let isOpen = true;
      holds += 1;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        holds -= 1;
        checkSoon();
      };
    },
    async run(work) {
      runs += 1;
      checkSoon();
      try {
        return await work;
      } finally {
        runs -= 1;
      }
    },
  };
}

/** Who sleeps, earliest first. */
function createSleepers() {
  const sleepers: Sleeper[] = [];
  const isBefore = (a: Sleeper, b: Sleeper) =>
    a.wakesAt < b.wakesAt || (a.wakesAt === b.wakesAt && a.number < b.number);
  return {
    add(sleeper: Sleeper): void {
      const index = sleepers.findIndex((other) => isBefore(sleeper, other));
      sleepers.splice(index < 0 ? sleepers.length : index, 0, sleeper);
    },
    remove(sleeper: Sleeper): void {
      const index = sleepers.indexOf(sleeper);
      if (index >= 0) sleepers.splice(index, 1);
    },
    takeFirst: () => sleepers.shift(),
  };
}
