import { testSeed } from './random-numbers.js';

/**
 * Which boundaries of a run its process is killed at. `AIRDROP_KILLS=all` takes each one, a number at most so many of
 * every case; without it, a case takes every `usualStep`-th. Where some are left out, the seed says which, and that is
 * printed.
 *
 * @param count boundaries of the undisturbed run, which are numbered from 1
 * @throws Error when `AIRDROP_KILLS` is neither
 */
export function boundariesToKill(name: string, count: number, usualStep = 1): readonly number[] {
  const step = stepFor(count, usualStep);
  if (step === 1) return Array.from({ length: count }, (_, index) => index + 1);
  const seed = testSeed();
  process.stdout.write(`${name}: one of ${step} boundaries, replay with AIRDROP_SEED=${seed}\n`);
  // A run with few boundaries is killed at one of them all the same.
  const first = 1 + (seed % Math.max(1, Math.min(step, count)));
  return Array.from({ length: Math.ceil((count - first + 1) / step) }, (_, index) => first + index * step);
}

function stepFor(count: number, usualStep: number): number {
  const wanted = process.env.AIRDROP_KILLS;
  if (wanted === undefined || wanted === '') return usualStep;
  if (wanted === 'all') return 1;
  const most = Number(wanted);
  if (!Number.isSafeInteger(most) || most < 1)
    throw new Error(`AIRDROP_KILLS is "all" or a number of kills, not "${wanted}".`);
  return Math.max(usualStep, Math.ceil(count / most));
}
