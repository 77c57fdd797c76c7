import { describe, expect, test } from 'vitest';
import { RateLimitedError } from '../../src/errors.js';
import { text } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import type { Phase } from '../../src/protocol/event-names.js';
import { DeadlineReached } from '../../src/runtime/deadline.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { parseState } from '../../src/state/state-document.js';
import { createMemoryPlatform, type MemoryPlatform, recordsOf } from '../support/memory-platform.js';
import { testEvent } from '../support/test-event.js';
import { testConnector, testInvocation } from '../support/test-invocation.js';

const boxes = recordType('boxes', 'Box', { name: text('Name') });
const epoch = '1970-01-01T00:00:00.000Z';

async function run(
  phase: Phase,
  type: string,
  parts: Parameters<typeof testConnector>[0] = {},
  { platform = createMemoryPlatform(), context = {} as Record<string, unknown> } = {},
) {
  const { port } = platform.process();
  const invocation = testInvocation(
    testConnector({ metadata: { recordTypes: [boxes] }, ...parts }),
    testEvent(type, context),
    port,
  );
  const { reply } = await runPhase(phase, invocation);
  return { reply, platform, invocation };
}

describe('external sync units', () => {
  test('become one file of their own form; no state is touched', async () => {
    const { reply, platform } = await run('external_sync_units', 'START_EXTRACTING_EXTERNAL_SYNC_UNITS', {
      async *externalSyncUnits() {
        yield [{ id: 'a', name: 'A', description: 'first', itemCount: 3, itemType: 'issues' }];
        yield [{ id: 'b', name: 'B', description: '' }];
      },
    });
    expect(reply).toEqual({
      eventType: 'EXTERNAL_SYNC_UNIT_EXTRACTION_DONE',
      artifacts: [{ id: 'artifact-1', item_type: 'external_sync_units', item_count: 2 }],
    });
    expect(recordsOf(platform, 'artifact-1')).toEqual([
      { id: 'a', name: 'A', description: 'first', item_count: 3, item_type: 'issues' },
      { id: 'b', name: 'B', description: '' },
    ]);
    expect(platform.operations).toEqual(['uploadArtifact']);
  });

  test('an account without any is an answer', async () => {
    const { reply } = await run('external_sync_units', 'START_EXTRACTING_EXTERNAL_SYNC_UNITS');
    expect(reply).toEqual({ eventType: 'EXTERNAL_SYNC_UNIT_EXTRACTION_DONE', artifacts: [] });
  });

  test.each([
    ['twice', ['a', 'a'], /"a" was listed twice/],
    ['without an id', [''], /without an id/],
  ])('one listed %s is refused', async (_, ids, reason) => {
    const listing = run('external_sync_units', 'START_EXTRACTING_EXTERNAL_SYNC_UNITS', {
      async *externalSyncUnits() {
        yield ids.map((id) => ({ id, name: id, description: '' }));
      },
    });
    await expect(listing).rejects.toThrow(reason);
  });
});

describe('what cannot be continued', () => {
  const phases: [Phase, string, Parameters<typeof testConnector>[0], Error][] = [];
  for (const error of [new RateLimitedError('Slow down.', 3_600), new DeadlineReached()]) {
    phases.push([
      'external_sync_units',
      'START_EXTRACTING_EXTERNAL_SYNC_UNITS',
      {
        // biome-ignore lint/correctness/useYield: the first page fails
        async *externalSyncUnits() {
          throw error;
        },
      },
      error,
    ]);
    phases.push([
      'metadata',
      'START_EXTRACTING_METADATA',
      { metadata: { recordTypes: [], discover: () => Promise.reject(error) } },
      error,
    ]);
  }

  test.each(phases)('%s (%s) fails with what to do', async (phase, type, parts, error) => {
    const failure = run(phase, type, parts);
    if (error instanceof RateLimitedError) {
      await expect(failure).rejects.toMatchObject({
        code: 'rate_limited',
        message: expect.stringMatching(
          /has to be done at once.* 3600 seconds\. Start the sync again after that\./,
        ),
      });
    } else await expect(failure).rejects.toMatchObject({ code: 'out_of_time' });
  });
});

describe('the window of a run in its replies', () => {
  const context = {
    extraction_start_time: { type: 'unbounded' },
    extraction_end_time: { type: 'absolute_time', value: '2026-02-01T00:00:00Z' },
  };

  test('from the beginning of time to the end that was asked for, in every phase', async () => {
    const { reply, platform } = await run('metadata', 'START_EXTRACTING_METADATA', {}, { context });
    const window = { from: epoch, to: '2026-02-01T00:00:00.000Z' };
    expect(reply).toMatchObject({ eventType: 'METADATA_EXTRACTION_DONE', window });
    const data = await run('data', 'START_EXTRACTING_DATA', {}, { platform });
    expect(data.reply).toMatchObject({ eventType: 'DATA_EXTRACTION_DONE', window });
    const files = await run('attachments', 'START_EXTRACTING_ATTACHMENTS', {}, { platform });
    expect(files.reply).toMatchObject({ eventType: 'ATTACHMENT_EXTRACTION_DONE', window });
    expect(parseState(platform.state ?? '')).toMatchObject({
      workersOldest: epoch,
      workersNewest: window.to,
    });
  });

  test('is not made up: without TimeValues an increment names none', async () => {
    const platform: MemoryPlatform = createMemoryPlatform();
    platform.state = JSON.stringify({ lastSuccessfulSyncStarted: '2026-01-01T00:00:00.000Z' });
    const { reply } = await run(
      'data',
      'START_EXTRACTING_DATA',
      {},
      { platform, context: { mode: 'INCREMENTAL' } },
    );
    expect(reply.window).toEqual({});
  });
});

test('metadata is one record of its own form and is remembered for the data phase', async () => {
  const { reply, platform } = await run('metadata', 'START_EXTRACTING_METADATA');
  expect(reply.artifacts).toEqual([
    { id: 'artifact-1', item_type: 'external_domain_metadata', item_count: 1 },
  ]);
  expect(recordsOf(platform, 'artifact-1')).toMatchObject([
    { schema_version: 'v0.2.0', record_types: { boxes: { name: 'Box' } } },
  ]);
  expect(parseState(platform.state ?? '').metadataArtifactId).toBe('artifact-1');
});

test.each([
  ['delete_extractor_state', 'START_DELETING_EXTRACTOR_STATE', 'EXTRACTOR_STATE_DELETION_DONE'],
  [
    'delete_extractor_attachments_state',
    'START_DELETING_EXTRACTOR_ATTACHMENTS_STATE',
    'EXTRACTOR_ATTACHMENTS_STATE_DELETION_DONE',
  ],
  ['delete_loader_state', 'START_DELETING_LOADER_STATE', 'LOADER_STATE_DELETION_DONE'],
  [
    'delete_loader_attachment_state',
    'START_DELETING_LOADER_ATTACHMENT_STATE',
    'LOADER_ATTACHMENT_STATE_DELETION_DONE',
  ],
  ['load_data', 'START_LOADING_DATA', 'UNKNOWN_EVENT_TYPE'],
] as const)('%s is answered without touching the state', async (phase, type, answer) => {
  const { reply, platform } = await run(phase, type);
  expect(reply).toEqual({ eventType: answer });
  expect(platform.operations).toEqual([]);
});

describe('the initial domain mapping', () => {
  async function installations(savedVersion: string): Promise<number> {
    const platform = createMemoryPlatform();
    platform.state = JSON.stringify({ snapInVersionId: savedVersion });
    let installed = 0;
    const { port } = platform.process();
    const invocation = testInvocation(testConnector({}), testEvent('START_EXTRACTING_METADATA'), {
      ...port,
      installMapping: async () => {
        installed += 1;
      },
    });
    await runPhase('metadata', invocation);
    expect(parseState(platform.state ?? '').snapInVersionId).toBe(invocation.event.snapInVersionId);
    return installed;
  }

  test('is installed once per version of the snap-in', async () => {
    expect(await installations('')).toBe(1);
    expect(await installations('an older one')).toBe(1);
    expect(await installations(testEvent('START_EXTRACTING_METADATA').snapInVersionId)).toBe(0);
  });
});
