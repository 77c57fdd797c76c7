import type fc from 'fast-check';

/** Seed of all random tests of a process; set `TEST_SEED` to repeat a run. */
const seed = Number(process.env.TEST_SEED ?? Date.now() % 2 ** 31);

/** Settings for a random test, whose seed is printed so that what it finds can be found again. */
export function seeded(name: string, numRuns: number): fc.Parameters<unknown> {
  process.stdout.write(`${name}: TEST_SEED=${seed}\n`);
  return { seed, numRuns };
}

/** The next number from 0 to 1 of a sequence that the seed determines (mulberry32). */
export function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
