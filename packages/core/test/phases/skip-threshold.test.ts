import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { RecordError } from '../../src/errors.js';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { createMemoryPlatform } from '../support/memory-platform.js';
import { invoke, savedState } from '../support/phase-driver.js';
import { testEvent } from '../support/test-event.js';
import { testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

const numbers = recordType('numbers', 'Number', { value: int('Value') });

/** One page per invocation; the first `bad` records of each page cannot be normalized. */
function pagesOf(pages: number, records: number, bad: number) {
  const stream = toyKit.stream({
    name: 'numbers',
    delivers: { numbers },
    cursor: z.object({ page: z.number() }),
    async *pages({ cursor }) {
      for (let page = cursor?.page ?? 0; page < pages; page += 1)
        yield {
          records: { numbers: Array.from({ length: records }, (_, index) => page * records + index) },
          cursor: { page: page + 1 },
        };
    },
    normalize: {
      numbers: (number) => {
        if (number % records < bad) throw new RecordError('It is broken.');
        return {
          id: String(number),
          createdDate: '2026-01-01',
          modifiedDate: '2026-01-01',
          data: { value: number },
        };
      },
    },
  });
  return testConnector({ metadata: { recordTypes: [numbers] }, streams: [stream] });
}

async function runPageByPage(pages: number, records: number, bad: number, platform = createMemoryPlatform()) {
  const connector = pagesOf(pages, records, bad);
  for (let invocations = 1; ; invocations += 1) {
    const type = invocations === 1 ? 'START_EXTRACTING_DATA' : 'CONTINUE_EXTRACTING_DATA';
    const { reply } = await invoke(platform, connector, type, {
      onInvocation: ({ deadline }) => deadline.reachSoft(),
    });
    if (reply.eventType !== 'DATA_EXTRACTION_PROGRESS') return { reply, invocations, platform };
  }
}

test('one bad record of five in each of 40 invocations is no success', async () => {
  const { reply, invocations } = await runPageByPage(40, 5, 1);
  expect(reply.errorMessage).toMatch(
    /^21 of 105 records could not be delivered; the last one: It is broken\. .*\[too_many_skipped\]$/,
  );
  expect(invocations).toBe(21);
});

test('one bad record of 150 in each of 40 invocations is a gap that is named', async () => {
  const { reply, platform } = await runPageByPage(40, 150, 1);
  expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(savedState(platform)).toMatchObject({
    skipped: 40,
    tally: { data: { failed: 40, delivered: 40 * 149 }, attachments: { failed: 0, delivered: 0 } },
  });
});

test('a page read again after a crash before its cursor was saved is counted once', async () => {
  const platform = createMemoryPlatform();
  const connector = pagesOf(2, 30, 15);
  for (let crash = 0; crash < 3; crash += 1) {
    const { port, died } = platform.process((operation) =>
      operation === 'uploadArtifact' ? 'dies before' : 'none',
    );
    const running = runPhase('data', testInvocation(connector, testEvent('START_EXTRACTING_DATA'), port));
    await Promise.race([running, died]);
  }
  await invoke(platform, connector, 'CONTINUE_EXTRACTING_DATA', {
    onInvocation: ({ deadline }) => deadline.reachSoft(),
  });
  expect(savedState(platform).tally.data).toEqual({ failed: 15, delivered: 15 });
});

test('another run counts from zero', async () => {
  const platform = createMemoryPlatform();
  await runPageByPage(20, 5, 1, platform);
  expect(savedState(platform).tally.data.failed).toBe(20);
  const { reply } = await invoke(platform, pagesOf(1, 5, 1), 'START_EXTRACTING_DATA', {
    context: { run_id: '18' },
  });
  expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(savedState(platform).tally.data).toEqual({ failed: 1, delivered: 4 });
});
