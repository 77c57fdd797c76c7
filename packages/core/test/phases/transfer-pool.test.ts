import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTransferPool } from '../../src/phases/transfer-pool.js';
import { randomNumbers, seeded } from '../support/seeds.js';

interface Line {
  /** Of all transfers together, bytes per millisecond. */
  capacity: number;
  /** Of one transfer alone. */
  each: number;
  /** Until the first byte, milliseconds: what small files mostly wait for. */
  latency: number;
  fileBytes: (random: () => number) => number;
}

/** Transfers `files` files over a line on a clock of its own; gives the limit after each of them. */
function transferOver({ capacity, each, latency, fileBytes }: Line, files: number, seed = 1) {
  const random = randomNumbers(seed);
  let time = 0;
  const pool = createTransferPool({ now: () => time, heldBytes: () => 0 });
  const running: { left: number; opensAt: number; bytes: number; end: (bytes: number) => void }[] = [];
  const limits: number[] = [];
  let begun = 0;
  let mostAtOnce = 0;
  while (limits.length < files) {
    while (begun < files && pool.hasRoom()) {
      const transfer = pool.start();
      const bytes = fileBytes(random);
      running.push({
        left: bytes,
        bytes,
        opensAt: time + latency,
        end: (all) => transfer.end({ bytes: all }),
      });
      begun += 1;
    }
    mostAtOnce = Math.max(mostAtOnce, running.length);
    const open = running.filter(({ opensAt }) => opensAt <= time);
    const rate = Math.min(each, capacity / Math.max(1, open.length));
    const steps = running.map(({ left, opensAt }) => (opensAt > time ? opensAt - time : left / rate));
    const step = Math.max(0.001, Math.min(...steps));
    time += step;
    for (const transfer of open) transfer.left -= rate * step;
    for (const transfer of running.filter(({ left }) => left <= 0.001)) {
      running.splice(running.indexOf(transfer), 1);
      transfer.end(transfer.bytes);
      limits.push(pool.limit());
    }
  }
  return { limits, mostAtOnce, time };
}

describe('the number at once', () => {
  const small = () => 50_000;

  test('starts with ten and climbs to fifty where each transfer has its own speed', () => {
    const { limits } = transferOver({ capacity: 1e9, each: 1_000, latency: 100, fileBytes: small }, 600);
    expect(limits[0]).toBe(10);
    expect(Math.max(...limits)).toBe(50);
    expect(limits.slice(-100).every((limit) => limit === 50)).toBe(true);
  });

  test('stays near ten where ten fill the line: a step up is taken back', () => {
    const { limits } = transferOver({ capacity: 5_000, each: 1_000, latency: 0, fileBytes: small }, 600);
    expect(new Set(limits)).toEqual(new Set([10, 15]));
    expect(limits.filter((limit) => limit === 10).length).toBeGreaterThan(300);
  });

  test('climbs for many small files too, whose bytes are few', () => {
    const { limits } = transferOver({ capacity: 1e6, each: 1e4, latency: 80, fileBytes: () => 200 }, 1_500);
    expect(limits.at(-1)).toBe(50);
  });

  test('is between 1 and 50 and uses most of any line, whatever files come', () => {
    const line = fc.record({
      streamsWorth: fc.integer({ min: 1, max: 80 }),
      latency: fc.integer({ min: 0, max: 200 }),
      spread: fc.integer({ min: 1, max: 20 }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(line, ({ streamsWorth, latency, spread, seed }) => {
        const each = 1_000;
        const fileBytes = (random: () => number) => 20_000 * (1 + random() * spread);
        const settings = { capacity: each * streamsWorth, each, latency, fileBytes };
        const { limits, mostAtOnce } = transferOver(settings, 1_000, seed);
        expect(Math.min(...limits)).toBeGreaterThanOrEqual(1);
        expect(mostAtOnce).toBeLessThanOrEqual(50);
        // Ten or what fills the line, with what chance in the sizes of files may hide.
        const settled = limits.slice(-300).reduce((sum, limit) => sum + limit, 0) / 300;
        expect(settled).toBeGreaterThanOrEqual(Math.min(streamsWorth, 50) * 0.45);
      }),
      seeded('transfer pool', 100),
    );
  });
});

describe('fewer at once', () => {
  function filled(options: Parameters<typeof createTransferPool>[0] = {}) {
    let time = 0;
    const pool = createTransferPool({ now: () => time, heldBytes: () => 0, ...options });
    const fill = () => {
      const transfers = [];
      while (pool.hasRoom()) transfers.push(pool.start());
      time += 1_000;
      return transfers;
    };
    return { pool, fill };
  }

  test('half when a side has too much to do, once for all under way, and never none', () => {
    const { pool, fill } = filled();
    const limits = [];
    for (let round = 0; round < 5; round += 1) {
      for (const transfer of fill()) transfer.end('overloaded');
      limits.push(pool.limit());
    }
    expect(limits).toEqual([5, 2, 1, 1, 1]);
  });

  test('and more again once it copes', () => {
    const { pool, fill } = filled();
    for (const transfer of fill()) transfer.end('overloaded');
    for (let round = 0; round < 60; round += 1) for (const transfer of fill()) transfer.end({ bytes: 1_000 });
    expect(pool.limit()).toBeGreaterThan(25);
  });

  test('when buffers hold much memory, and no growth before that', () => {
    let held = 60 * 1024 * 1024;
    const { pool, fill } = filled({ heldBytes: () => held });
    for (let round = 0; round < 10; round += 1) for (const transfer of fill()) transfer.end({ bytes: 1_000 });
    expect(pool.limit()).toBe(10);
    held = 120 * 1024 * 1024;
    for (const transfer of fill()) transfer.end({ bytes: 1_000 });
    expect(pool.limit()).toBe(6);
  });

  test('one, where only one may be', () => {
    const { pool, fill } = filled({ maximum: 1 });
    for (let round = 0; round < 20; round += 1) for (const transfer of fill()) transfer.end({ bytes: 1_000 });
    expect(pool.limit()).toBe(1);
  });

  test('a file that cannot be had says nothing about how many are good', () => {
    const { pool, fill } = filled();
    for (const transfer of fill()) transfer.end('failed');
    expect(pool.limit()).toBeGreaterThanOrEqual(10);
  });
});
