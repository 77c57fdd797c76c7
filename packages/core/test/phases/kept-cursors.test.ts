import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { createMemoryPlatform, type MemoryPlatform } from '../support/memory-platform.js';
import { invoke, savedState } from '../support/phase-driver.js';
import { testConnector, toyKit } from '../support/test-invocation.js';

const boxes = recordType('boxes', 'Boxes', { value: int('Value') });

/** Counts runs, and notes what it is told of the one before. */
function connectorOf(
  seen: (number | undefined)[],
  { keepsCursor = true, stateVersion = 1, fails = false, restSeconds = 0 } = {},
) {
  const stream = toyKit.stream({
    name: 'boxes',
    delivers: { things: boxes },
    keepsCursor,
    stateVersion,
    restSeconds,
    cursor: z.object({ runs: z.number() }),
    async *pages({ previous }) {
      seen.push(previous?.runs);
      yield { records: { things: [1] }, cursor: { runs: (previous?.runs ?? 0) + 1 } };
      if (fails) throw new Error('The source is broken.');
    },
    normalize: {
      things: (value) => ({
        id: 'box',
        createdDate: '2026-01-01',
        modifiedDate: '2026-01-01',
        data: { value },
      }),
    },
  });
  return testConnector({ metadata: { recordTypes: [boxes] }, streams: [stream] });
}

let nextRun = 100;

/** What the stream was told in each of these runs. */
async function sync(platform: MemoryPlatform, ...runs: Parameters<typeof connectorOf>[1][]) {
  const seen: (number | undefined)[] = [];
  for (const options of runs) {
    const connector = connectorOf(seen, options);
    const context = { run_id: String(nextRun++), mode: 'INCREMENTAL' };
    const { reply } = await invoke(platform, connector, 'START_EXTRACTING_DATA', { context });
    if (reply.eventType === 'DATA_EXTRACTION_DONE')
      await invoke(platform, connector, 'START_EXTRACTING_ATTACHMENTS', { context });
  }
  return seen;
}

describe('a stream that keeps its cursor', () => {
  test('is told in each run where the one before has ended', async () => {
    expect(await sync(createMemoryPlatform(), {}, {}, {})).toEqual([undefined, 1, 2]);
  });

  test('is told of the last run that was complete', async () => {
    expect(await sync(createMemoryPlatform(), {}, { fails: true }, {}, {})).toEqual([undefined, 1, 1, 2]);
  });

  test('is still told after runs in which it rested', async () => {
    const rests = { restSeconds: 86_400 };
    const platform = createMemoryPlatform();
    expect(await sync(platform, {}, rests, rests, {})).toEqual([undefined, 1]);
  });

  test('is told nothing of another version of itself, and nothing unless it asks for it', async () => {
    expect(await sync(createMemoryPlatform(), {}, { stateVersion: 2 })).toEqual([undefined, undefined]);
    const platform = createMemoryPlatform();
    expect(await sync(platform, { keepsCursor: false }, { keepsCursor: false })).toEqual([
      undefined,
      undefined,
    ]);
    expect(savedState(platform).completed).toEqual({});
  });
});
