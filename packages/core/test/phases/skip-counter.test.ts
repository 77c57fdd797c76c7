import { describe, expect, test } from 'vitest';
import { RecordError } from '../../src/errors.js';
import { createLogger } from '../../src/log/logger.js';
import { createRedactor } from '../../src/log/redact.js';
import { createSkipCounter } from '../../src/phases/skip-counter.js';
import { initialState } from '../../src/state/sync-state.js';

function counter() {
  const lines: Record<string, unknown>[] = [];
  const state = initialState();
  const skips = createSkipCounter(
    state,
    'data',
    createLogger((_, line) => lines.push(JSON.parse(line)), createRedactor()),
  );
  const see = (failed: number, delivered: number, isLimitation = false) => {
    for (let number = 0; number < delivered; number += 1) skips.delivered();
    for (let number = 0; number < failed; number += 1)
      skips.skip('issues', String(number), new RecordError('It is broken.', { isLimitation }));
  };
  return { skips, state, lines, see };
}

describe('how much may be missing', () => {
  test.each([
    [20, 0],
    [21, 2_100],
    [100, 9_900],
  ])('%d failed, %d delivered: a gap that is named', (failed, delivered) => {
    const { skips, see } = counter();
    see(failed, delivered);
    expect(() => skips.check()).not.toThrow();
  });

  test.each([
    [21, 0],
    [21, 2_000],
    [101, 9_899],
  ])('%d failed, %d delivered: no success', (failed, delivered) => {
    const { skips, see } = counter();
    see(failed, delivered);
    expect(() => skips.check()).toThrow(
      expect.objectContaining({
        code: 'too_many_skipped',
        message: expect.stringContaining(
          `${failed} of ${failed + delivered} records could not be delivered; the last one: It is broken.`,
        ),
      }),
    );
  });

  test('what DevRev cannot take never makes a run fail', () => {
    const { skips, see, state } = counter();
    see(1_000, 0, true);
    expect(() => skips.check()).not.toThrow();
    expect(state.skipped).toBe(1_000);
  });
});

test('every record and every field is named in a line of its own', () => {
  const { skips, lines, state } = counter();
  skips.skip('issues', '7', new RecordError('It is broken.', { code: 'record_invalid' }));
  skips.skip('issues', '8', new TypeError('no such property'));
  skips.dropFields('issues', '9', [
    { field: 'size', code: 'field_invalid', check: 'D4', problem: 'must be a number', isFatal: false },
  ]);
  skips.remarkSize('f1', 10, 9);
  expect(lines).toMatchObject([
    { skip_report: 'record', item_type: 'issues', id: '7', code: 'record_invalid', reason: 'It is broken.' },
    {
      skip_report: 'record',
      id: '8',
      code: 'unexpected_error',
      detail: expect.stringContaining('TypeError'),
    },
    {
      skip_report: 'field',
      id: '9',
      field: 'size',
      code: 'field_invalid',
      reason: expect.stringContaining('delivered without it'),
    },
    { skip_report: 'file', id: 'f1', code: 'file_size_differs' },
  ]);
  expect(lines[0]).not.toHaveProperty('detail');
  expect(state).toMatchObject({ skipped: 2, fieldsDropped: 1 });
});
