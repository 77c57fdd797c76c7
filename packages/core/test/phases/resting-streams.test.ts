import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { createMemoryPlatform, type MemoryPlatform } from '../support/memory-platform.js';
import { invoke, savedState } from '../support/phase-driver.js';
import { testConnector, toyKit } from '../support/test-invocation.js';

const types = ['boxes', 'lids'].map((name) => recordType(name, name, { value: int('Value') }));
const daySeconds = 86_400;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** `boxes` is read by every run; `lids` rests for a day. Notes the start of the window of each. */
function connectorOf(seen: Record<string, string | undefined>) {
  const streams = types.map((type) =>
    toyKit.stream({
      name: type.key,
      delivers: { things: type },
      ...(type.key === 'lids' && { restSeconds: daySeconds }),
      cursor: z.object({ page: z.number() }),
      async *pages({ window }) {
        seen[type.key] = window.from ?? 'the beginning';
        yield { records: { things: [1] }, cursor: { page: 1 } };
      },
      normalize: {
        things: (page) => ({
          id: `${type.key}-${page}`,
          createdDate: '2026-01-01',
          modifiedDate: '2026-01-01',
          data: { value: page },
        }),
      },
    }),
  );
  return testConnector({ metadata: { recordTypes: types }, streams });
}

let nextRun = 100;

/** A whole run. */
async function sync(platform: MemoryPlatform, mode: 'INITIAL' | 'INCREMENTAL') {
  const seen: Record<string, string | undefined> = {};
  const context = { run_id: String(nextRun++), mode };
  const { reply } = await invoke(platform, connectorOf(seen), 'START_EXTRACTING_DATA', { context });
  expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  await invoke(platform, connectorOf(seen), 'START_EXTRACTING_ATTACHMENTS', { context });
  return seen;
}

function platformAfter(lastSync: string): MemoryPlatform {
  const platform = createMemoryPlatform();
  platform.state = JSON.stringify({ lastSuccessfulSyncStarted: lastSync });
  return platform;
}

describe('a stream that rests', () => {
  test('is read by a first run', async () => {
    expect(await sync(createMemoryPlatform(), 'INITIAL')).toEqual({
      boxes: 'the beginning',
      lids: 'the beginning',
    });
  });

  test('is left out by an increment soon after it was read, and its window waits where it was', async () => {
    const lastSync = hoursAgo(20);
    const platform = platformAfter(lastSync);
    expect(Object.keys(await sync(platform, 'INCREMENTAL'))).toEqual(['boxes']);
    expect(Object.keys(await sync(platform, 'INCREMENTAL'))).toEqual(['boxes']);
    expect(savedState(platform).gaps).toEqual({ lids: { from: lastSync } });
  });

  test('is read again once it has rested, from where it was left', async () => {
    const [lastSync, lastReading] = [hoursAgo(1), hoursAgo(25)];
    const platform = platformAfter(lastSync);
    await sync(platform, 'INCREMENTAL');
    const state = JSON.parse(platform.state ?? '');
    state.sdkState.core.gaps.lids.from = lastReading;
    platform.state = JSON.stringify(state);
    expect((await sync(platform, 'INCREMENTAL')).lids).toBe(lastReading);
    expect(savedState(platform).gaps).toEqual({});
  });
});
