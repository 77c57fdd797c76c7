import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import type { StreamContext } from '../../src/connector/stream.js';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { createTurns } from '../../src/phases/turns.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { systemClock } from '../../src/time/clock.js';
import { createMemoryPlatform } from '../support/memory-platform.js';
import { testEvent } from '../support/test-event.js';
import { testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

const numbers = recordType('numbers', 'Number', { value: int('Value') });
type Context = StreamContext<unknown> & { cursor: { page: number } | undefined };

function connectorOf(fetchPage: (page: number) => Promise<number[]>, last: number) {
  const stream = toyKit.stream({
    name: 'numbers',
    delivers: { numbers },
    cursor: z.object({ page: z.number() }),
    async *pages({ cursor }: Context) {
      for (let page = (cursor?.page ?? 0) + 1; page <= last; page += 1) {
        yield { records: { numbers: await fetchPage(page) }, cursor: { page } };
      }
    },
    normalize: {
      numbers: (raw) => ({
        id: String(raw),
        createdDate: '2026-01-01',
        modifiedDate: '2026-01-01',
        data: { value: raw },
      }),
    },
  });
  return testConnector({ metadata: { recordTypes: [numbers] }, streams: [stream] });
}

test('one page is fetched while the one before is uploaded, and no more than one', async () => {
  const fetched: number[] = [];
  const connector = connectorOf(async (page) => {
    fetched.push(page);
    return [page];
  }, 5);
  const platform = createMemoryPlatform();
  const { port } = platform.process();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const uploadArtifact = vi.fn(async (file: Parameters<typeof port.uploadArtifact>[0]) => {
    await held;
    return port.uploadArtifact(file);
  });
  const invocation = testInvocation(connector, testEvent('START_EXTRACTING_DATA'), {
    ...port,
    uploadArtifact,
  });
  const phase = runPhase('data', invocation);
  await vi.waitFor(() => expect(uploadArtifact).toHaveBeenCalled());
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(fetched).toEqual([1, 2]);
  release();
  expect((await phase).reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(fetched).toEqual([1, 2, 3, 4, 5]);
});

test('others are heard between the records of one large page', async () => {
  let heard = 0;
  let isOver = false;
  const count = 40_000;
  const connector = connectorOf(async () => Array.from({ length: count }, (_, number) => number), 1);
  const { port } = createMemoryPlatform().process();
  const listening = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      heard += 1;
    }
  })();
  await runPhase('data', testInvocation(connector, testEvent('START_EXTRACTING_DATA'), port));
  isOver = true;
  await listening;
  // Even at two million records per second the page takes twenty milliseconds: several turns of two.
  expect(heard).toBeGreaterThan(4);
});

test('a turn ends after its time and begins again once the others were heard', async () => {
  let now = 0;
  const turns = createTurns(systemClock, () => now);
  expect(turns.isOver()).toBe(false);
  now = 4;
  expect(turns.isOver()).toBe(true);
  let isHeard = false;
  setImmediate(() => {
    isHeard = true;
  });
  await turns.next();
  expect(isHeard).toBe(true);
  expect(turns.isOver()).toBe(false);
});
