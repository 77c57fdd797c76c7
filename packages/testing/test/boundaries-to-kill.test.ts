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

  it('are at most so many, and each of them with one seed or another', () => {
    vi.stubEnv('AIRDROP_KILLS', '3');
    const drawn = [1, 2, 3, 4, 5, 6, 7].map((seed) => {
      vi.stubEnv('AIRDROP_SEED', String(seed));
      return boundariesToKill('toy', 20);
    });
    expect(drawn[0]).toEqual([2, 9, 16]);
    expect(drawn.every(({ length }) => length <= 3)).toBe(true);
    const all = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(drawn.flat().sort((one, other) => one - other)).toEqual(all);
  });

  it.each([1, 2, 3, 4, 5])('are never none of a few (seed %i)', (seed) => {
    vi.stubEnv('AIRDROP_KILLS', '');
    vi.stubEnv('AIRDROP_SEED', String(seed));
    expect(boundariesToKill('toy', 2, 5)).toEqual([1 + (seed % 2)]);
  });

  it.each(['0', 'some', '-1', '1.5'])('are not %j', (kills) => {
    vi.stubEnv('AIRDROP_KILLS', kills);
    expect(() => boundariesToKill('toy', 5)).toThrow(
      `AIRDROP_KILLS is "all" or a number of kills, not "${kills}".`,
    );
  });
});
