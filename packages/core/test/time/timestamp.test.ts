import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toUtcTimestamp } from '../../src/time/timestamp.js';

test.each([
  ['2026-03-01T01:00:00+01:00', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T01:00:00.123456-0700', '2026-03-01T08:00:00.123Z'],
  ['2026-03-01 01:00:00Z', '2026-03-01T01:00:00.000Z'],
  ['2026-03-01t01:00:00z', '2026-03-01T01:00:00.000Z'],
  ['2026-03-01T01:00Z', '2026-03-01T01:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  [0, '1970-01-01T00:00:00.000Z'],
  [new Date('2026-03-01T00:00:00Z'), '2026-03-01T00:00:00.000Z'],
])('%j is %s', (value, timestamp) => {
  expect(toUtcTimestamp(value)).toBe(timestamp);
});

test.each([
  '',
  '5',
  'soon',
  '2026',
  '2026-02-30',
  '2026-02-31T10:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-03-01T25:00:00Z',
  'Sun, 01 Nov 2026 12:00:30 GMT',
  '+010000-01-01T00:00:00Z',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  8.64e15,
  new Date('no date'),
])('%j is no timestamp', (value) => {
  expect(toUtcTimestamp(value)).toBeUndefined();
});

test('a time without an offset is refused: it would mean another instant on every machine', () => {
  expect(toUtcTimestamp('2026-03-01T01:00:00')).toBeUndefined();
});

test('what it writes sorts as text in the order of time', () => {
  const moment = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [first, second] = [toUtcTimestamp(a) ?? '', toUtcTimestamp(b.toISOString()) ?? ''];
      expect(Math.sign(first < second ? -1 : first > second ? 1 : 0)).toBe(
        Math.sign(a.getTime() - b.getTime()),
      );
    }),
  );
});
