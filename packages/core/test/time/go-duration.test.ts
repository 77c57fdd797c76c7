import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGoDuration } from '../../src/time/go-duration.js';

test.each([
  ['168h', 604_800_000],
  ['168h0m0s', 604_800_000],
  ['1h30m', 5_400_000],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['120m', 7_200_000],
  ['1h15m30.918273645s', 4_530_918.273645],
  ['250ms', 250],
  ['10µs', 0.01],
  ['0', 0],
  ['-2s', -2_000],
])('%s is %d ms', (text, milliseconds) => {
  expect(parseGoDuration(text)).toBeCloseTo(milliseconds, 6);
});

test.each(['', 'h', '1', '1d', '1h 30m', 'abc', '1h30', '--1h', 'NaNh'])('%j is no duration', (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});

test('what Go prints for whole seconds is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      const text = `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m${seconds % 60}s`;
      expect(parseGoDuration(text)).toBe(seconds * 1000);
    }),
  );
});
