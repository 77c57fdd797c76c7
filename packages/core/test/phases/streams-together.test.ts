import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { StreamContext } from '../../src/connector/stream.js';
import { PermissionError, RateLimitedError } from '../../src/errors.js';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { createMemoryPlatform } from '../support/memory-platform.js';
import { invoke, savedState } from '../support/phase-driver.js';
import { testConnector, toyKit } from '../support/test-invocation.js';

const things = recordType('things', 'Thing', { page: int('Page') });
type PageOf = (page: number, context: StreamContext<unknown>) => Promise<void> | void;

/** Streams of pages of one record each, whose fetching is up to the test. */
function connectorOf(streams: Readonly<Record<string, PageOf>>, pages = 3) {
  return testConnector({
    metadata: { recordTypes: [things] },
    streams: Object.entries(streams).map(([name, fetchPage]) =>
      toyKit.stream({
        name,
        delivers: { things },
        cursor: z.object({ page: z.number() }),
        async *pages({ cursor, ...context }) {
          for (let page = (cursor?.page ?? 0) + 1; page <= pages; page += 1) {
            await fetchPage(page, context);
            yield { records: { things: [page] }, cursor: { page } };
          }
        },
        normalize: {
          things: (page) => ({
            id: `${name} ${page}`,
            createdDate: '2026-01-01',
            modifiedDate: '2026-01-01',
            data: { page },
          }),
        },
      }),
    ),
  });
}

const ids = (platform: ReturnType<typeof createMemoryPlatform>) =>
  platform.accepted('things').map(({ id }) => String(id));

/** Lets everything happen that waits for nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('one is read while another waits for its source', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const platform = createMemoryPlatform();
  let othersRead = 0;
  const connector = connectorOf({
    first: async (page) => {
      if (page === 2) await held;
    },
    second: (page) => {
      othersRead = page;
      if (page === 3) release();
    },
  });
  const { reply } = await invoke(platform, connector, 'START_EXTRACTING_DATA');
  expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(othersRead).toBe(3);
  expect(ids(platform).sort()).toEqual(['first 1', 'first 2', 'first 3', 'second 1', 'second 2', 'second 3']);
});

test('only one runs until the first page of the invocation is durable', async () => {
  const platform = createMemoryPlatform();
  const seen: string[] = [];
  const connector = connectorOf({
    first: (page) => {
      seen.push(`first ${page}, saved ${savedState(platform).streams.first?.cursor?.page ?? 'nothing'}`);
    },
    second: () => {
      seen.push(`second, saved ${savedState(platform).streams.first?.cursor?.page}`);
    },
  });
  await invoke(platform, connector, 'START_EXTRACTING_DATA');
  expect(seen.slice(0, 2)).toEqual(['first 1, saved nothing', 'first 2, saved nothing']);
  expect(seen.find((line) => line.startsWith('second'))).toBe('second, saved 1');
});

test('an error of one ends the invocation at once, however long the source of another takes; both keep what came', async () => {
  const platform = createMemoryPlatform();
  const forever = new Promise<void>(() => {});
  const connector = connectorOf({
    slow: (page) => (page === 3 ? forever : undefined),
    broken: async (page) => {
      if (page < 3) return;
      await settle();
      throw new Error('the toy tripped');
    },
  });
  const { reply } = await invoke(platform, connector, 'START_EXTRACTING_DATA');
  expect(reply.errorMessage).toMatch(/the toy tripped.*\[unexpected_error\]$/);
  expect(reply.artifacts?.reduce((sum, { item_count }) => sum + item_count, 0)).toBe(4);
  expect(savedState(platform).streams).toEqual({
    slow: { version: 1, done: false, cursor: { page: 2 } },
    broken: { version: 1, done: false, cursor: { page: 2 } },
  });
});

test('a long wait of one is only replied once the others are through', async () => {
  const platform = createMemoryPlatform();
  const connector = connectorOf({
    limited: (page) => {
      if (page === 2) throw new RateLimitedError('Slow down.', 600);
    },
    free: () => settle(),
  });
  const { reply } = await invoke(platform, connector, 'START_EXTRACTING_DATA');
  expect(reply).toMatchObject({ eventType: 'DATA_EXTRACTION_DELAYED', delaySeconds: 600 });
  expect(savedState(platform).streams).toMatchObject({
    limited: { done: false, cursor: { page: 1 } },
    free: { done: true },
  });
  const { reply: next } = await invoke(
    platform,
    connectorOf({ limited: () => {}, free: () => {} }),
    'CONTINUE_EXTRACTING_DATA',
  );
  expect(next.eventType).toBe('DATA_EXTRACTION_DONE');
});

test('a refusal of one leaves the others alone', async () => {
  const platform = createMemoryPlatform();
  const connector = connectorOf({
    refused: (page) => {
      if (page === 2) throw new PermissionError('Toy denied access.');
    },
    free: () => settle(),
  });
  const { reply } = await invoke(platform, connector, 'START_EXTRACTING_DATA');
  expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(savedState(platform).streams).toMatchObject({ refused: { refused: true }, free: { done: true } });
  expect(ids(platform).sort()).toEqual(['free 1', 'free 2', 'free 3', 'refused 1']);
});

test('at the soft deadline every one keeps the page in hand and goes on after it', async () => {
  const platform = createMemoryPlatform();
  let fetched = 0;
  let stop = () => {};
  const fetchPage = () => {
    fetched += 1;
    if (fetched % 7 === 0) stop();
    return settle();
  };
  const connector = connectorOf({ first: fetchPage, second: fetchPage }, 20);
  let invocations = 0;
  for (let type = 'START_EXTRACTING_DATA'; invocations < 40; type = 'CONTINUE_EXTRACTING_DATA') {
    invocations += 1;
    const { reply } = await invoke(platform, connector, type, {
      onInvocation: ({ deadline }) => {
        stop = deadline.reachSoft;
      },
    });
    if (reply.eventType === 'DATA_EXTRACTION_DONE') break;
  }
  expect(invocations).toBeGreaterThan(3);
  const all = ['first', 'second'].flatMap((name) =>
    Array.from({ length: 20 }, (_, page) => `${name} ${page + 1}`),
  );
  expect(ids(platform).sort()).toEqual(all.sort());
});
