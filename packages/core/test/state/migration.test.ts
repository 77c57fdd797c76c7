import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coreStateVersion, parseState, serializeState } from '../../src/state/state-document.js';
import { initialState } from '../../src/state/sync-state.js';

/**
 * Documents as versions of core have written them, oldest first: `<coreStateVersion>.<n>-<what was new>.json`. One is
 * never changed. Whoever changes the form of the state adds one, and raises `coreStateVersion` with a migration where
 * an older version would misread it.
 */
const folder = new URL('written/', import.meta.url);
const written = readdirSync(folder).sort();
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');

test.each(written)('a sync goes on from what %s holds', (file) => {
  const state = parseState(read(file));
  expect(state).toMatchObject({
    workersOldest: '2015-01-01T00:00:00.000Z',
    workersNewest: '2026-11-19T08:00:00.000Z',
    pendingWorkersNewest: '2026-11-20T08:00:00.000Z',
    runId: '42',
    streams: {
      issues: { version: 1, cursor: { updated: '2026-11-20T07:00:00.000Z', page: 3 }, done: false },
      users: { version: 2, done: true },
    },
    outbox: { data: [{ item_type: 'issues', item_count: 600 }], attachments: [] },
    attachments: { processed: [{ id: '10', parent_id: '20', status: 'success' }] },
    tally: { data: { delivered: 1200, failed: 2 } },
    gaps: { worklogs: { from: '' } },
    unknown: { connectorState: { theirs: 1 } },
  });
  expect(Object.keys(state).sort()).toEqual(Object.keys(initialState()).sort());
});

test('the newest document has the form that is written now', () => {
  const newest = written.at(-1) ?? '';
  expect(newest).toMatch(new RegExp(`^${coreStateVersion}\\.`));
  const text = read(newest);
  expect(JSON.parse(serializeState(parseState(text)))).toEqual(JSON.parse(text));
  const formOf = (document: string) => Object.keys(JSON.parse(document).sdkState.core).sort();
  expect(formOf(serializeState(initialState()))).toEqual(formOf(text));
});
