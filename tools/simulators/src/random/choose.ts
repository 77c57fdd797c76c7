import { draw, salt } from './draw.js';

const CHOICE = salt('changed issue');

/** Distinct positions below `total`, by Floyd's sampling so that memory grows with the sample only. */
export function chooseDistinct(seed: number, count: number, total: number): Set<number> {
  const chosen = new Set<number>();
  for (let last = total - count; last < total; last++) {
    const candidate = draw(seed, CHOICE, last) % (last + 1);
    chosen.add(chosen.has(candidate) ? last : candidate);
  }
  return chosen;
}
