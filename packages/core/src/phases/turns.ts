import { type Clock, during } from '../time/clock.js';

/** Work on records in turns: in between, timers, sockets and finished compression are heard. */
export interface Turns {
  /** True once the current turn has lasted long enough. */
  isOver(): boolean;
  /** Begins the next turn after everything that waits has been heard. */
  next(): Promise<void>;
}

/** About what the compressor needs for one buffer, so that neither waits long for the other. */
const turnMs = 4;

/** @param now of the machine, whatever the clock: a turn is about what else it has to do */
export function createTurns(clock: Clock, now = () => performance.now()): Turns {
  let endsAt = now() + turnMs;
  return {
    isOver: () => now() >= endsAt,
    async next() {
      await during(clock, new Promise<void>((resolve) => setImmediate(resolve)));
      endsAt = now() + turnMs;
    },
  };
}
