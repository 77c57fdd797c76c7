import { describe, expect, test } from 'vitest';
import { beginRun } from '../../src/runtime/run-start.js';
import { initialState, type SyncState } from '../../src/state/sync-state.js';
import { createMemoryPlatform } from '../support/memory-platform.js';
import { testEvent } from '../support/test-event.js';
import { testConnector, testInvocation } from '../support/test-invocation.js';

const now = new Date('2026-11-01T12:00:00.000Z');
const later = new Date('2026-11-01T13:00:00.000Z');
const incremental = {
  mode: 'INCREMENTAL',
  extraction_start_time: { type: 'workers_newest' },
  extraction_end_time: { type: 'current_time' },
};

function begin(
  state: SyncState,
  type: string,
  context: Readonly<Record<string, unknown>> = {},
  at = now,
): SyncState {
  const { port } = createMemoryPlatform().process();
  const store = { state, shouldExtract: () => true, save: async () => {} };
  beginRun(testInvocation(testConnector({}), testEvent(type, context), port), store, at);
  return state;
}

/** State in the middle of run 17. */
function underWay(): SyncState {
  const state = begin(initialState(), 'START_EXTRACTING_DATA');
  state.streams = { issues: { version: 1, cursor: { after: 5 }, done: false } };
  state.attachments.artifactIds = ['a1'];
  state.outbox.data.push({ id: 'a2', item_type: 'issues', item_count: 1 });
  state.skipped = 3;
  state.stalledInvocations = 2;
  return state;
}

describe('the start of the data phase', () => {
  test('of another run forgets how far streams and files had come, but not what nobody has been told of', () => {
    const state = begin(underWay(), 'START_EXTRACTING_DATA', { run_id: '18' });
    expect(state).toMatchObject({
      runId: '18',
      streams: {},
      attachments: { artifactIds: [], processed: [] },
      skipped: 0,
      stalledInvocations: 0,
      outbox: { data: [{ id: 'a2' }] },
    });
  });

  test.each(['START_EXTRACTING_DATA', 'CONTINUE_EXTRACTING_DATA'])('%s of the same run goes on', (type) => {
    expect(begin(underWay(), type).streams).toEqual(underWay().streams);
  });

  test('that was never saved is made up for by the continuation', () => {
    expect(begin(underWay(), 'CONTINUE_EXTRACTING_DATA', { run_id: '18' })).toMatchObject({
      runId: '18',
      streams: {},
    });
  });

  test('of a platform that names no run starts afresh; its continuation goes on', () => {
    expect(begin(underWay(), 'START_EXTRACTING_DATA', { run_id: null }).streams).toEqual({});
    expect(begin(underWay(), 'CONTINUE_EXTRACTING_DATA', { run_id: null }).streams).toEqual(
      underWay().streams,
    );
  });

  test('notes when it began once: a failed run dates the next successful one', () => {
    const state = begin(initialState(), 'START_EXTRACTING_DATA', {}, now);
    expect(begin(state, 'START_EXTRACTING_DATA', { run_id: '18' }, later).lastSyncStarted).toBe(
      now.toISOString(),
    );
  });
});

describe('the window', () => {
  test('is frozen when the metadata phase starts', () => {
    const state = begin(initialState(), 'START_EXTRACTING_METADATA', incremental);
    expect(state.pendingWorkersNewest).toBe(now.toISOString());
    begin(state, 'START_EXTRACTING_DATA', incremental, later);
    begin(state, 'START_EXTRACTING_ATTACHMENTS', incremental, later);
    expect(state.pendingWorkersNewest).toBe(now.toISOString());
  });

  test('does not move when that event is delivered once more while data is read', () => {
    const state = begin(initialState(), 'START_EXTRACTING_METADATA', incremental);
    begin(state, 'START_EXTRACTING_DATA', incremental);
    begin(state, 'START_EXTRACTING_METADATA', incremental, later);
    // What changed between now and later was not necessarily read, so the next run must not start at later.
    expect(state.pendingWorkersNewest).toBe(now.toISOString());
  });

  test('of a failed run is not inherited by one that is sent only one bound', () => {
    const range = {
      extraction_start_time: { type: 'absolute_time', value: '2025-01-01T00:00:00Z' },
      extraction_end_time: { type: 'absolute_time', value: '2025-02-01T00:00:00Z' },
    };
    const state = { ...initialState(), workersNewest: '2026-10-01T00:00:00.000Z' };
    begin(state, 'START_EXTRACTING_METADATA', range);
    begin(state, 'START_EXTRACTING_METADATA', {
      run_id: '18',
      extraction_start_time: { type: 'workers_newest' },
    });
    expect(state).toMatchObject({
      pendingWorkersOldest: '2026-10-01T00:00:00.000Z',
      pendingWorkersNewest: '',
      openEnded: true,
    });
  });

  test('of a failed back-fill is not inherited by one that is sent only its end', () => {
    const state = { ...initialState(), workersOldest: '2026-01-01T00:00:00.000Z' };
    begin(state, 'START_EXTRACTING_METADATA', {
      extraction_start_time: { type: 'workers_oldest_minus_window', value: '168h' },
      extraction_end_time: { type: 'workers_oldest' },
    });
    begin(state, 'START_EXTRACTING_METADATA', {
      run_id: '18',
      extraction_end_time: { type: 'absolute_time', value: '2025-12-01T00:00:00Z' },
    });
    expect(state.pendingWorkersOldest).toBe('');
  });

  test('that makes no sense stops the run before anything is read', () => {
    const reversed = {
      extraction_start_time: { type: 'absolute_time', value: '2026-02-01T00:00:00Z' },
      extraction_end_time: { type: 'absolute_time', value: '2026-01-01T00:00:00Z' },
    };
    expect(() => begin(initialState(), 'START_EXTRACTING_METADATA', reversed)).toThrow(
      /Invalid extraction window/,
    );
  });
});
