import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { PermissionError } from '../../src/errors.js';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { serializeState } from '../../src/state/state-document.js';
import { createMemoryPlatform, type MemoryPlatform } from '../support/memory-platform.js';
import { invoke, savedState } from '../support/phase-driver.js';
import { testConnector, toyKit } from '../support/test-invocation.js';

const names = ['boxes', 'lids', 'labels'] as const;
type Name = (typeof names)[number];
const typeOf = (name: Name) => recordType(name, name, { value: int('Value') });
const types = { boxes: typeOf('boxes'), lids: typeOf('lids'), labels: typeOf('labels') };

/** Three streams of two pages each; `lids` waits for `boxes`. Notes the start of the window of each. */
function connectorOf(
  refused: readonly Name[],
  seen: Record<string, string | undefined> = {},
  refusedPage = 1,
  version: readonly Name[] = names,
) {
  const streams = version.map((name) =>
    toyKit.stream({
      name,
      delivers: { things: types[name] },
      after: name === 'lids' ? ['boxes'] : [],
      overlapSeconds: 60,
      cursor: z.object({ page: z.number() }),
      async *pages({ cursor, window }) {
        seen[name] = window.from ?? 'the beginning';
        for (let page = (cursor?.page ?? 0) + 1; page <= 2; page += 1) {
          if (refused.includes(name) && page === refusedPage)
            throw new PermissionError(`Toy denied access to ${name}. Ask for it.`);
          yield { records: { things: [page] }, cursor: { page } };
        }
      },
      normalize: {
        things: (page) => ({
          id: `${name}-${page}`,
          createdDate: '2026-01-01',
          modifiedDate: '2026-01-01',
          data: { value: page },
        }),
      },
    }),
  );
  return testConnector({ metadata: { recordTypes: Object.values(types) }, streams });
}

let nextRun = 100;

/** A whole run. */
async function sync(
  platform: MemoryPlatform,
  refused: readonly Name[] = [],
  refusedPage?: number,
  version?: readonly Name[],
) {
  const seen: Record<string, string | undefined> = {};
  const connector = connectorOf(refused, seen, refusedPage, version);
  const run_id = String(nextRun++);
  const context = { run_id, mode: 'INCREMENTAL' };
  const { reply, invocation } = await invoke(platform, connector, 'START_EXTRACTING_DATA', { context });
  if (reply.eventType === 'DATA_EXTRACTION_DONE')
    await invoke(platform, connector, 'START_EXTRACTING_ATTACHMENTS', { context });
  const gaps = invocation.lines.filter(({ skip_report }) => skip_report === 'scope');
  return { reply, seen, gaps };
}

function platformAfter(lastSync: string): MemoryPlatform {
  const platform = createMemoryPlatform();
  platform.state = JSON.stringify({ lastSuccessfulSyncStarted: lastSync });
  return platform;
}

const ids = (platform: MemoryPlatform) =>
  names.flatMap((name) => platform.accepted(name).map(({ id }) => id));
const lastSync = '2026-05-01T12:00:00.000Z';
const overlapped = '2026-05-01T11:59:00.000Z';

describe('a stream that is refused', () => {
  test('is named with what to do, and the others go on, also those after it', async () => {
    const platform = platformAfter(lastSync);
    const { reply, gaps } = await sync(platform, ['boxes']);
    expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
    expect(ids(platform)).toEqual(['lids-1', 'lids-2', 'labels-1', 'labels-2']);
    expect(gaps).toMatchObject([
      {
        skip_report: 'scope',
        stream: 'boxes',
        item_type: 'boxes',
        code: 'permission_denied',
        reason: expect.stringMatching(/^Toy denied access to boxes\. Ask for it\. Everything of "boxes"/),
      },
    ]);
  });

  test('is read again from where it was left, by every run until it is delivered; the others go forward', async () => {
    const platform = platformAfter(lastSync);
    await sync(platform, ['boxes']);
    const committed = savedState(platform).lastSuccessfulSyncStarted;
    expect(committed > lastSync).toBe(true);
    expect((await sync(platform, ['boxes'])).seen).toMatchObject({ boxes: overlapped });
    const { seen } = await sync(platform, []);
    expect(seen.boxes).toBe(overlapped);
    expect(seen.lids && seen.lids > overlapped).toBe(true);
    expect(savedState(platform).gaps).toEqual({});
    const next = await sync(platform, []);
    expect(next.seen.boxes && next.seen.boxes > overlapped).toBe(true);
  });

  test('in the middle keeps what came before, and is still read again from its old start', async () => {
    const platform = platformAfter(lastSync);
    await sync(platform, ['boxes'], 2);
    expect(ids(platform)).toContain('boxes-1');
    expect((await sync(platform, [])).seen.boxes).toBe(overlapped);
  });

  test('in the first run of all is read from the beginning by the next one', async () => {
    const platform = createMemoryPlatform();
    platform.state = JSON.stringify({});
    await sync(platform, ['boxes']);
    expect((await sync(platform, [])).seen).toMatchObject({ boxes: 'the beginning' });
  });

  test('is not asked again within the run', async () => {
    const platform = platformAfter(lastSync);
    const context = { run_id: '7', mode: 'INCREMENTAL' };
    await invoke(platform, connectorOf(['boxes']), 'START_EXTRACTING_DATA', { context });
    const seen: Record<string, string | undefined> = {};
    await invoke(platform, connectorOf([], seen), 'CONTINUE_EXTRACTING_DATA', { context });
    expect(seen).toEqual({});
  });
});

describe('an item type that is switched off', () => {
  const switchOff = (platform: MemoryPlatform, ...off: Name[]) => {
    platform.objects = JSON.stringify(Object.fromEntries(off.map((name) => [name, { extract: false }])));
  };

  test('and on again is read from where it was left, once', async () => {
    const platform = platformAfter(lastSync);
    switchOff(platform, 'labels');
    expect((await sync(platform)).seen).not.toHaveProperty('labels');
    expect((await sync(platform)).seen).not.toHaveProperty('labels');
    switchOff(platform);
    const { seen } = await sync(platform);
    expect(seen.labels).toBe(overlapped);
    expect(seen.boxes && seen.boxes > overlapped).toBe(true);
    expect(savedState(platform).leftOut).toEqual({});
    const next = await sync(platform);
    expect(next.seen.labels && next.seen.labels > overlapped).toBe(true);
  });

  test('from the first run on is read from the beginning', async () => {
    const platform = createMemoryPlatform();
    platform.state = JSON.stringify({});
    switchOff(platform, 'labels');
    await sync(platform);
    switchOff(platform);
    expect((await sync(platform)).seen.labels).toBe('the beginning');
  });

  test('and on again in a run that ends early is read from there by the next one too', async () => {
    const platform = platformAfter(lastSync);
    switchOff(platform, 'labels');
    await sync(platform);
    switchOff(platform);
    await sync(platform, ['labels']);
    expect((await sync(platform)).seen.labels).toBe(overlapped);
  });

  test('that several streams bring is gone back for by each of them', async () => {
    const platform = platformAfter(lastSync);
    const seen: Record<string, string | undefined> = {};
    const streams = ['first', 'second'].map((name) =>
      toyKit.stream({
        name,
        delivers: { boxes: types.boxes },
        overlapSeconds: 60,
        cursor: z.object({ page: z.number() }),
        async *pages({ window }) {
          seen[name] = window.from;
          yield { records: { boxes: [1] }, cursor: { page: 1 } };
        },
        normalize: {
          boxes: () => ({
            id: 'b',
            createdDate: '2026-01-01',
            modifiedDate: '2026-01-01',
            data: { value: 1 },
          }),
        },
      }),
    );
    const connector = testConnector({ metadata: { recordTypes: Object.values(types) }, streams });
    for (const off of [['boxes'], []] as const) {
      switchOff(platform, ...off);
      const context = { run_id: String(nextRun++), mode: 'INCREMENTAL' };
      await invoke(platform, connector, 'START_EXTRACTING_DATA', { context });
      await invoke(platform, connector, 'START_EXTRACTING_ATTACHMENTS', { context });
    }
    expect(seen).toEqual({ first: overlapped, second: overlapped });
    expect(savedState(platform).leftOut).toEqual({});
  });

  test('beside another one of its stream does not make every run read further back', async () => {
    const platform = platformAfter(lastSync);
    const seen: (string | undefined)[] = [];
    const stream = toyKit.stream({
      name: 'both',
      delivers: { boxes: types.boxes, lids: types.lids },
      overlapSeconds: 60,
      cursor: z.object({ page: z.number() }),
      async *pages({ window }) {
        seen.push(window.from);
        yield { records: { boxes: [1], lids: [1] }, cursor: { page: 1 } };
      },
      normalize: {
        boxes: () => ({ id: 'b', createdDate: '2026-01-01', modifiedDate: '2026-01-01', data: { value: 1 } }),
        lids: () => ({ id: 'l', createdDate: '2026-01-01', modifiedDate: '2026-01-01', data: { value: 1 } }),
      },
    });
    const connector = testConnector({ metadata: { recordTypes: Object.values(types) }, streams: [stream] });
    const run = async () => {
      const context = { run_id: String(nextRun++), mode: 'INCREMENTAL' };
      await invoke(platform, connector, 'START_EXTRACTING_DATA', { context });
      await invoke(platform, connector, 'START_EXTRACTING_ATTACHMENTS', { context });
      return seen.at(-1) ?? '';
    };
    switchOff(platform, 'lids');
    expect(await run()).toBe(overlapped);
    expect((await run()) > overlapped).toBe(true);
    switchOff(platform);
    expect(await run()).toBe(overlapped);
    expect((await run()) > overlapped).toBe(true);
  });
});

test('a run over a range in the past neither fills a gap nor forgets it', async () => {
  const platform = platformAfter(lastSync);
  await sync(platform, ['boxes']);
  const state = savedState(platform);
  platform.state = serializeState({
    ...state,
    openEnded: false,
    pendingWorkersOldest: '2025-01-01T00:00:00.000Z',
    pendingWorkersNewest: '2025-02-01T00:00:00.000Z',
  });
  expect((await sync(platform, [])).seen.boxes).toBe('2024-12-31T23:59:00.000Z');
  expect(savedState(platform).gaps).toEqual({ boxes: { from: lastSync } });
});

describe('a run in which every stream is refused', () => {
  test('fails with what to do', async () => {
    const platform = platformAfter(lastSync);
    const { reply } = await sync(platform, names);
    expect(reply.errorMessage).toMatch(/^Toy denied access to .*\[permission_denied\]$/);
    expect(savedState(platform).lastSuccessfulSyncStarted).toBe(lastSync);
  });

  test('also when the refusals came in an earlier invocation', async () => {
    const platform = platformAfter(lastSync);
    const context = { run_id: '7', mode: 'INCREMENTAL' };
    await invoke(platform, connectorOf(names), 'START_EXTRACTING_DATA', { context });
    const { reply } = await invoke(platform, connectorOf([]), 'CONTINUE_EXTRACTING_DATA', { context });
    expect(reply.errorMessage).toMatch(/refused this connection everything.*\[permission_denied\]$/);
  });

  test('also when another one had nothing to deliver, which proves no access', async () => {
    const { metadata, streams } = connectorOf(names);
    const idle = toyKit.stream({
      name: 'idle',
      delivers: { things: types.boxes },
      cursor: z.object({ page: z.number() }),
      async *pages(): AsyncGenerator<
        { records: { things: number[] }; cursor: { page: number } },
        void,
        void
      > {},
      normalize: {
        things: () => ({
          id: '1',
          createdDate: '2026-01-01',
          modifiedDate: '2026-01-01',
          data: { value: 1 },
        }),
      },
    });
    const connector = testConnector({ metadata, streams: [...streams, idle] });
    const context = { run_id: '8', mode: 'INCREMENTAL' };
    const { reply } = await invoke(platformAfter(lastSync), connector, 'START_EXTRACTING_DATA', { context });
    expect(reply.errorMessage).toMatch(/\[permission_denied\]$/);
  });
});

describe('what another version of the connector has added', () => {
  const older = ['boxes', 'lids'] as const;

  test('is read from the beginning by its first increment, and once', async () => {
    const platform = platformAfter(lastSync);
    await sync(platform, [], 1, older);
    const { seen } = await sync(platform);
    expect(seen.labels).toBe('the beginning');
    expect(seen.boxes && seen.boxes > overlapped).toBe(true);
    expect(savedState(platform).leftOut).toEqual({});
    const next = await sync(platform);
    expect(next.seen.labels && next.seen.labels > overlapped).toBe(true);
  });

  test('is read from the beginning by later runs too, until one delivers it', async () => {
    const platform = platformAfter(lastSync);
    await sync(platform, [], 1, older);
    await sync(platform, ['labels']);
    await sync(platform, ['labels'], 2);
    expect((await sync(platform)).seen.labels).toBe('the beginning');
  });

  test('and was switched off at first is read from the beginning when it is switched on', async () => {
    const platform = platformAfter(lastSync);
    await sync(platform, [], 1, older);
    platform.objects = JSON.stringify({ labels: { extract: false } });
    expect((await sync(platform)).seen).not.toHaveProperty('labels');
    platform.objects = JSON.stringify({});
    expect((await sync(platform)).seen.labels).toBe('the beginning');
  });

  test('to a stream makes it go back to the beginning, as does a stream that was gone for a while', async () => {
    const platform = platformAfter(lastSync);
    await sync(platform);
    const state = savedState(platform);
    platform.state = serializeState({ ...state, known: { ...state.known, boxes: ['lids'] } });
    expect((await sync(platform, [], 1, older)).seen.boxes).toBe('the beginning');
    const { seen } = await sync(platform);
    expect(seen.labels).toBe('the beginning');
    expect(seen.boxes && seen.boxes > overlapped).toBe(true);
  });

  test('is taken for known where the state is older than the note of what is', async () => {
    expect((await sync(platformAfter(lastSync))).seen).toMatchObject({ labels: overlapped });
  });
});
