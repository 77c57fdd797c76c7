import { describe, expect, it, vi } from 'vitest';
import { boundariesToKill } from '../src/boundaries-to-kill.js';

describe('boundaries a run is killed at', () => {
  it('are all of them, or every so many-th as the seed says', () => {
    vi.stubEnv('AIRDROP_KILLS', '');
    vi.stubEnv('AIRDROP_SEED', '4');
    expect(boundariesToKill('toy', 5)).toEqual([1, 2, 3, 4, 5]);
    expect(boundariesToKill('toy', 9, 3)).toEqual([2, 5, 8]);
  });

  it('are all of them where that is asked for', () => {
    vi.stubEnv('AIRDROP_KILLS', 'all');
    expect(boundariesToKill('toy', 4, 3)).toEqual([1, 2, 3, 4]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])(
    'are at most so many, and reach every boundary with one seed or another (seed %i)',
    (seed) => {
      vi.stubEnv('AIRDROP_KILLS', '3');
      vi.stubEnv('AIRDROP_SEED', String(seed));
      const drawn = boundariesToKill('toy', 20);
      expect(drawn.length).toBeLessThanOrEqual(3);
      expect(drawn[0]).toBe(1 + (seed % 7));
      expect(drawn.every((boundary) => boundary >= 1 && boundary <= 20)).toBe(true);
    },
  );

  it.each(['0', 'some', '-1', '1.5'])('are not %j', (kills) => {
    vi.stubEnv('AIRDROP_KILLS', kills);
    expect(() => boundariesToKill('toy', 5)).toThrow(
      `AIRDROP_KILLS is "all" or a number of kills, not "${kills}".`,
    );
  });
});
