import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventContext } from '../../src/protocol/event.js';
import {
  commitWindow,
  currentWindow,
  freezeWindow,
  reportedWindow,
  windowForStream,
} from '../../src/state/extraction-window.js';
import { initialState } from '../../src/state/sync-state.js';
import { seeded } from '../support/seeds.js';

const now = new Date('2026-11-01T12:00:00.000Z');
const epoch = '1970-01-01T00:00:00.000Z';

function context(fields: Partial<EventContext>): EventContext {
  return { callback_url: 'http://localhost/callback', ...fields };
}

function frozen(
  start: object | undefined,
  end: object | undefined,
  known: { oldest?: string; newest?: string } = {},
) {
  const state = { ...initialState(), workersOldest: known.oldest ?? '', workersNewest: known.newest ?? '' };
  freezeWindow(state, context({ extraction_start_time: start, extraction_end_time: end }), now);
  return state;
}

describe('each kind of TimeValue', () => {
  const newest = '2026-10-01T00:00:00.000Z';
  const oldest = '2026-01-08T00:00:00.000Z';
  test.each([
    ['unbounded', { type: 'unbounded' }, epoch],
    ['current_time', { type: 'current_time' }, now.toISOString()],
    [
      'absolute_time',
      { type: 'absolute_time', value: '2026-03-01T01:00:00+01:00' },
      '2026-03-01T00:00:00.000Z',
    ],
    ['workers_oldest', { type: 'workers_oldest' }, oldest],
    ['workers_newest', { type: 'workers_newest' }, newest],
    [
      'workers_oldest_minus_window',
      { type: 'workers_oldest_minus_window', value: '168h0m0s' },
      '2026-01-01T00:00:00.000Z',
    ],
    [
      'workers_newest_plus_window',
      { type: 'workers_newest_plus_window', value: '1h30m' },
      '2026-10-01T01:30:00.000Z',
    ],
  ])('%s', (_, timeValue, expected) => {
    expect(frozen(timeValue, undefined, { oldest, newest }).pendingWorkersOldest).toBe(expected);
  });
});

test('a boundary nobody recorded yet means everything, not a failed run', () => {
  expect(frozen({ type: 'workers_newest' }, undefined).pendingWorkersOldest).toBe(epoch);
  expect(frozen({ type: 'workers_oldest_minus_window', value: '168h' }, undefined).pendingWorkersOldest).toBe(
    epoch,
  );
});

test('a historical window on a fresh state reads the past instead of failing', () => {
  const start = { type: 'workers_oldest_minus_window', value: '168h' };
  const state = frozen(start, { type: 'workers_oldest' });
  expect(currentWindow(state, context({}))).toEqual({ to: now.toISOString() });
});

test.each([
  [{ type: 'absolute_time', value: 'soon' }, /"soon" is not a timestamp/],
  [{ type: 'workers_newest_plus_window', value: '1d' }, /"1d" is not a duration/],
  [{ type: 'next_tuesday' }, /next_tuesday/],
])('%j is refused in a sentence', (timeValue, message) => {
  expect(() => frozen(timeValue, undefined, { newest: now.toISOString() })).toThrow(message);
});

test('the window stays frozen when later events of the run carry TimeValues', () => {
  const state = frozen({ type: 'unbounded' }, { type: 'current_time' });
  const later = context({
    extraction_end_time: { type: 'current_time' },
    extract_to: '2030-01-01T00:00:00.000Z',
  });
  expect(currentWindow(state, later)).toEqual({ to: now.toISOString() });
});

test('an empty window is refused', () => {
  const state = frozen(
    { type: 'absolute_time', value: '2026-05-01T00:00:00Z' },
    { type: 'absolute_time', value: '2026-05-01T00:00:00Z' },
  );
  expect(() => currentWindow(state, context({}))).toThrow(/Invalid extraction window/);
});

test('without TimeValues an incremental run starts where the last successful one began', () => {
  const state = { ...initialState(), lastSuccessfulSyncStarted: '2026-09-01T00:00:00.000Z' };
  expect(currentWindow(state, context({ mode: 'INCREMENTAL' }))).toEqual({
    from: '2026-09-01T00:00:00.000Z',
  });
  expect(currentWindow(state, context({ mode: 'INCREMENTAL', reset_extract_from: true }))).toEqual({});
  expect(currentWindow(state, context({ mode: 'INITIAL', extract_from: '2026-01-01T00:00:00Z' }))).toEqual({
    from: '2026-01-01T00:00:00.000Z',
  });
});

describe('what a stream is given', () => {
  const from = '2026-10-01T00:00:00.000Z';

  test('the overlap moves the start back', () => {
    const state = frozen({ type: 'workers_newest' }, { type: 'current_time' }, { newest: from });
    expect(windowForStream(currentWindow(state, context({})), state, 300)).toEqual({
      from: '2026-09-30T23:55:00.000Z',
    });
  });

  test('a source clock behind ours moves it back further, one ahead does not move it forward', () => {
    const state = frozen({ type: 'workers_newest' }, { type: 'current_time' }, { newest: from });
    state.clockSkewSeconds = -600;
    expect(windowForStream(currentWindow(state, context({})), state, 0).from).toBe(
      '2026-09-30T23:50:00.000Z',
    );
    state.clockSkewSeconds = 600;
    expect(windowForStream(currentWindow(state, context({})), state, 0).from).toBe(from);
  });

  test('only a range that ends in the past has an upper bound', () => {
    const state = frozen({ type: 'unbounded' }, { type: 'absolute_time', value: '2026-02-01T00:00:00Z' });
    expect(windowForStream(currentWindow(state, context({})), state, 0)).toEqual({
      to: '2026-02-01T00:00:00.000Z',
    });
  });
});

test('boundaries only ever move outwards', () => {
  const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, moment), { minLength: 1, maxLength: 8 }), (runs) => {
      const state = initialState();
      for (const [from, to] of runs) {
        const before = { ...state };
        state.pendingWorkersOldest = from.toISOString();
        state.pendingWorkersNewest = to.toISOString();
        commitWindow(state);
        if (before.workersOldest) expect(state.workersOldest <= before.workersOldest).toBe(true);
        expect(state.workersNewest >= before.workersNewest).toBe(true);
        expect(state.workersNewest >= to.toISOString()).toBe(true);
        expect(state.pendingWorkersNewest).toBe('');
      }
    }),
  );
});

const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const duration = fc.tuple(fc.nat(5_000), fc.nat(59)).map(([hours, minutes]) => `${hours}h${minutes}m0s`);
const timeValue = fc.oneof(
  fc.constantFrom('unbounded', 'current_time', 'workers_oldest', 'workers_newest').map((type) => ({ type })),
  instant.map((value) => ({ type: 'absolute_time', value })),
  duration.map((value) => ({ type: 'workers_oldest_minus_window', value })),
  duration.map((value) => ({ type: 'workers_newest_plus_window', value })),
);

test('any window resolves to bounds in order or to a sentence; it stays as it is for the whole run', () => {
  const world = fc.record({
    start: fc.option(timeValue, { nil: undefined }),
    end: fc.option(timeValue, { nil: undefined }),
    known: fc.record({ oldest: fc.option(instant, { nil: '' }), newest: fc.option(instant, { nil: '' }) }),
    mode: fc.constantFrom('INITIAL', 'INCREMENTAL'),
    skew: fc.integer({ min: -7_200, max: 7_200 }),
    overlap: fc.nat(3_600),
  });
  fc.assert(
    fc.property(world, ({ start, end, known, mode, skew, overlap }) => {
      const state = { ...frozen(start, end, known), clockSkewSeconds: skew };
      const read = () => {
        try {
          return currentWindow(state, context({ mode }));
        } catch (error) {
          expect(String(error)).toMatch(
            /Invalid extraction window: it starts at .* and ends at .*\. Start the sync again\./,
          );
          return undefined;
        }
      };
      const window = read();
      expect(read()).toEqual(window);
      if (!window) return;
      if (window.from && window.to) expect(window.from < window.to).toBe(true);
      const given = windowForStream(window, state, overlap);
      // Never less than what was asked for: earlier at the start, and an end only where one was asked for.
      if (given.from && window.from) expect(given.from <= window.from).toBe(true);
      if (!window.from) expect(given.from).toBeUndefined();
      const isOpen = end === undefined || end.type === 'current_time';
      expect(given.to).toBe(isOpen ? undefined : window.to);
      const reported = reportedWindow(state, context({ mode }));
      expect(reported.from).toBe(start && (state.pendingWorkersOldest || undefined));
      if (start?.type === 'unbounded') expect(reported.from).toBe(epoch);
    }),
    seeded('windows', 500),
  );
});

test('the next incremental run starts no later than the last one ended, whatever ran in between', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(timeValue, timeValue), { minLength: 1, maxLength: 6 }), (runs) => {
      const state = initialState();
      let delivered = '';
      for (const [start, end] of runs) {
        freezeWindow(state, context({ extraction_start_time: start, extraction_end_time: end }), now);
        try {
          currentWindow(state, context({}));
        } catch {
          continue; // A failed run, whose window stays behind.
        }
        if (state.pendingWorkersNewest > delivered) delivered = state.pendingWorkersNewest;
        commitWindow(state);
      }
      const increment = {
        extraction_start_time: { type: 'workers_newest' },
        extraction_end_time: { type: 'current_time' },
      };
      freezeWindow(state, context(increment), new Date('2040-01-01'));
      expect(state.pendingWorkersOldest).toBe(delivered || epoch);
    }),
    seeded('runs in a row', 300),
  );
});
