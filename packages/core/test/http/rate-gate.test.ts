import { expect, test } from 'vitest';
import { createRateGate } from '../../src/http/rate-gate.js';

test('an endpoint stays closed for the longest wait it asked for, and only that one', () => {
  let now = 1_000;
  const gate = createRateGate(() => now);
  gate.close('GET /a', 500);
  gate.close('GET /a', 200);
  expect(gate.closedForMs('GET /a')).toBe(500);
  expect(gate.closedForMs('GET /b')).toBe(0);
  now = 1_400;
  expect(gate.closedForMs('GET /a')).toBe(100);
  now = 1_600;
  expect(gate.closedForMs('GET /a')).toBe(0);
});
