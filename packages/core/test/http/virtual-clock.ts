import { type Clock, systemClock } from '../../src/time/clock.js';

/** A clock that moves only when a test says so; waits end when it passes them. */
export interface VirtualClock extends Clock {
  /** Moves on from wait to wait until `work` has settled, but never while `isBusy`. */
  run<Result>(work: Promise<Result>, isBusy?: () => boolean): Promise<Result>;
  advance(milliseconds: number): void;
}

export function createVirtualClock(start = Date.parse('2026-03-01T10:00:00.000Z')): VirtualClock {
  let time = start;
  let waits: { at: number; end: () => void }[] = [];
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
      const due = waits.filter(({ at }) => at <= time);
      waits = waits.filter(({ at }) => at > time);
      for (const { end } of due) end();
    },
    hold: systemClock.hold,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const waiting = { at: time + milliseconds, end: resolve };
        waits.push(waiting);
        signal?.addEventListener('abort', () => {
          waits = waits.filter((other) => other !== waiting);
          reject(signal.reason);
        });
      }),
    async run(work, isBusy = () => false) {
      let isOver = false;
      const settle = () => {
        isOver = true;
      };
      work.then(settle, settle);
      while (!isOver) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = waits.map(({ at }) => at).sort((a, b) => a - b);
        if (isOver || isBusy() || next === undefined) continue;
        this.advance(Math.max(0, next - time));
      }
      return work;
    },
  };
}
