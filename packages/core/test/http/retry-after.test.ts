import { expect, test } from 'vitest';
import { parseRetryAfter } from '../../src/http/retry-after.js';

const now = Date.parse('2026-11-01T12:00:00Z');

test.each([
  ['5', 5],
  [' 12 ', 12],
  ['1.5', 1.5],
  ['0', 0],
  ['Sun, 01 Nov 2026 12:00:30 GMT', 30],
  ['Sun, 01 Nov 2026 11:59:00 GMT', 0],
  ['99999999', 21_600],
])('%j is %d s', (header, seconds) => {
  expect(parseRetryAfter(header, now)).toBe(seconds);
});

test.each([undefined, '', '-5', 'soon', '1e9999', '5 5'])(
  '%j leaves the back-off to the caller',
  (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  },
);
