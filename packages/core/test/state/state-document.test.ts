import { describe, expect, test } from 'vitest';
import { parseState, serializeState } from '../../src/state/state-document.js';
import { initialState } from '../../src/state/sync-state.js';

test('what is written is read back whole', () => {
  const state = initialState();
  state.workersNewest = '2026-01-01T00:00:00.000Z';
  state.runId = '17';
  state.streams = { issues: { version: 2, cursor: { token: 'abc', updated: 5, last: false }, done: false } };
  state.outbox.data.push({
    id: 'artifact-1',
    item_type: 'issues',
    item_count: 3,
    oldest_created_date: '2025-01-01',
  });
  state.attachments.processed.push({ id: '1', parent_id: '2', status: 'failed' });
  state.openEnded = false;
  state.skipped = 4;
  state.streams.users = { version: 1, done: true, refused: true };
  state.gaps = { users: { from: '2026-01-01T00:00:00.000Z' } };
  state.completed = { users: { version: 1, cursor: { seen: 'abc' } } };
  state.tally.attachments = { delivered: 7, failed: 1 };
  state.outageDelays = 2;
  state.clockSkewSeconds = -3;
  expect(parseState(serializeState(state))).toEqual(state);
});

test('the written form is the envelope of the official SDK with its own key names', () => {
  const document = JSON.parse(serializeState(initialState()));
  expect(Object.keys(document)).toEqual(['connectorState', 'sdkState']);
  expect(document.sdkState).toMatchObject({
    workersOldest: '',
    workersNewest: '',
    snapInVersionId: '',
    toDevRev: {
      attachmentsMetadata: { artifactIds: [], lastProcessed: 0, lastProcessedAttachmentsIdsList: [] },
    },
  });
});

describe('the flat form', () => {
  test('has the keys of the official SDK beside those of the connector, and core under one of its own', () => {
    const state = initialState();
    state.workersNewest = '2026-01-01T00:00:00.000Z';
    state.unknown.connectorState = { page: 4 };
    expect(JSON.parse(serializeState(state, 'flat'))).toMatchObject({
      page: 4,
      workersNewest: '2026-01-01T00:00:00.000Z',
      toDevRev: { attachmentsMetadata: { artifactIds: [] } },
      airdropConnectorsCore: { version: 1, runId: '' },
    });
  });

  test('is read back whole, and says the same as the envelope', () => {
    const state = initialState();
    state.runId = '17';
    state.streams = { issues: { version: 2, cursor: { token: 'abc' }, done: false } };
    state.attachments.artifactIds.push('a1');
    state.unknown.connectorState = { core: { page: 4 } };
    const flat = parseState(serializeState(state, 'flat'));
    expect(flat).toEqual(state);
    expect(parseState(serializeState(flat))).toEqual(state);
  });

  test('of a newer version, or with a wrong type in core, is refused like an envelope', () => {
    expect(() => parseState('{"airdropConnectorsCore":{"version":99}}')).toThrow(/has version 99/);
    expect(() => parseState('{"airdropConnectorsCore":{"version":1,"streams":7}}')).toThrow(
      /sdkState\.core\.streams/,
    );
  });
});

describe('state written by the official SDK', () => {
  test('flat, with attachment lists of every age', () => {
    const state = parseState(
      JSON.stringify({
        issues: { page: 4 },
        lastSyncStarted: '',
        lastSuccessfulSyncStarted: '2026-02-02T00:00:00.000Z',
        workersNewest: '2026-02-01T00:00:00.000Z',
        snapInVersionId: 'v3',
        toDevRev: {
          attachmentsMetadata: {
            artifactIds: ['a1'],
            lastProcessed: 0,
            lastProcessedAttachmentsIdsList: [
              'old',
              { id: 'mid', parent_id: 'p' },
              { id: 'new', parent_id: 'p', status: 'failed' },
            ],
          },
        },
      }),
    );
    expect(state).toMatchObject({
      lastSuccessfulSyncStarted: '2026-02-02T00:00:00.000Z',
      workersNewest: '2026-02-01T00:00:00.000Z',
      snapInVersionId: 'v3',
      attachments: {
        artifactIds: ['a1'],
        processed: [
          { id: 'old', parent_id: '', status: 'success' },
          { id: 'mid', parent_id: 'p', status: 'success' },
          { id: 'new', parent_id: 'p', status: 'failed' },
        ],
      },
      unknown: { connectorState: { issues: { page: 4 } } },
    });
  });

  test('flat, of a connector with a key of its own that is named like ours', () => {
    const state = parseState('{"core":{"page":4},"lastSyncStarted":"x"}');
    expect(state).toMatchObject({
      lastSyncStarted: 'x',
      runId: '',
      unknown: { connectorState: { core: { page: 4 } } },
    });
  });

  test('envelope; keys nobody here knows survive a round trip', () => {
    const document = {
      connectorState: { page: 4 },
      sdkState: { workersOldest: 'x', somethingNew: [1], fromDevRev: { filesToLoad: [] } },
    };
    const written = JSON.parse(serializeState(parseState(JSON.stringify(document))));
    expect(written.connectorState).toEqual({ page: 4 });
    expect(written.sdkState).toMatchObject({
      workersOldest: 'x',
      somethingNew: [1],
      fromDevRev: { filesToLoad: [] },
    });
  });
});

test.each([
  ['', /not JSON/],
  ['{"a":', /not JSON/],
  ['[]', /not a JSON object/],
  ['{"connectorState":{}}', /only one of/],
  ['{"connectorState":{},"sdkState":[]}', /must be objects/],
  ['{"connectorState":{},"sdkState":{"workersNewest":7}}', /sdkState\.workersNewest/],
  [
    '{"connectorState":{},"sdkState":{"core":{"version":1,"streams":{"issues":{"done":"yes"}}}}}',
    /core\.streams\.issues/,
  ],
])('%j is refused in a sentence that names the reason', (document, reason) => {
  expect(() => parseState(document)).toThrow(reason);
  expect(() => parseState(document)).toThrow(/Nothing was extracted and the state was left as it is/);
});

test('state written before runs were counted, delayed or left with gaps is read as a run without any', () => {
  const core = { version: 1, runId: '17', streams: { issues: { version: 1, done: true } }, skipped: 3 };
  const state = parseState(JSON.stringify({ connectorState: {}, sdkState: { core } }));
  expect(state).toEqual({
    ...initialState(),
    runId: '17',
    streams: { issues: { version: 1, done: true } },
    skipped: 3,
  });
});

test('state of a newer version is refused instead of being half understood', () => {
  const document = JSON.stringify({ connectorState: {}, sdkState: { core: { version: 99 } } });
  expect(() => parseState(document)).toThrow(/has version 99.*upgrade this snap-in/);
});
