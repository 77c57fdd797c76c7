import { expect, test } from 'vitest';
import { createAdaptiveConcurrency } from '../../src/http/adaptive-concurrency.js';

test('one more for each round that went well, up to the maximum', () => {
  const concurrency = createAdaptiveConcurrency(6);
  const limits: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    limits.push(concurrency.limit());
    const running = [];
    while (concurrency.hasRoom()) running.push(concurrency.start());
    for (const request of running) request.end('fine');
  }
  expect(limits[0]).toBe(3);
  expect(limits.at(-1)).toBeGreaterThan(3);
  expect(Math.max(...limits)).toBeLessThanOrEqual(6);
});

test('half as many when it is too much, once for all that were under way, and never none', () => {
  const concurrency = createAdaptiveConcurrency(16);
  const running = Array.from({ length: 8 }, () => concurrency.start());
  for (const request of running) request.end('overloaded');
  expect(concurrency.limit()).toBe(4);
  for (let round = 0; round < 10; round += 1) concurrency.start().end('overloaded');
  expect(concurrency.limit()).toBe(1);
  expect(concurrency.hasRoom()).toBe(true);
});

test('what does not use the limit does not raise it', () => {
  const concurrency = createAdaptiveConcurrency(16);
  for (let number = 0; number < 1_000; number += 1) concurrency.start().end('fine');
  expect(concurrency.limit()).toBe(8);
});
