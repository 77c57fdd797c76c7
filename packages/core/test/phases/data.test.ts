import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Page, StreamContext } from '../../src/connector/stream.js';
import { RateLimitedError, RecordError } from '../../src/errors.js';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { DeadlineReached } from '../../src/runtime/deadline.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { parseState } from '../../src/state/state-document.js';
import { createMemoryPlatform, type MemoryPlatform, type Trouble } from '../support/memory-platform.js';
import { testEvent } from '../support/test-event.js';
import { type TestInvocation, testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

type TestPage = Page<{ numbers?: readonly unknown[] }, { page: number }>;
type Pages = (
  context: StreamContext<unknown> & { cursor: { page: number } | undefined },
  invocation: TestInvocation,
) => AsyncGenerator<TestPage, void, void>;

const numbers = recordType('numbers', 'Number', { value: int('Value') });

/** One invocation of the data phase around one stream, up to and with the reply. */
async function extract(
  pages: Pages,
  {
    platform = createMemoryPlatform(),
    type = 'START_EXTRACTING_DATA',
    stateVersion = 1,
    trouble = (): Trouble => 'none',
  } = {},
) {
  const stream = toyKit.stream({
    name: 'numbers',
    delivers: { numbers },
    stateVersion,
    cursor: z.object({ page: z.number() }),
    pages: (context): AsyncGenerator<TestPage, void, void> => pages(context, invocation),
    normalize: {
      numbers: (raw) => {
        if (typeof raw !== 'number') throw new RecordError('It is no number.');
        return {
          id: String(raw),
          createdDate: '2026-01-01',
          modifiedDate: '2026-01-01',
          data: { value: raw },
        };
      },
    },
  });
  const connector = testConnector({ metadata: { recordTypes: [numbers] }, streams: [stream] });
  const { port } = platform.process(trouble);
  const invocation = testInvocation(connector, testEvent(type), port);
  const { reply, onAccepted } = await runPhase('data', invocation);
  await port.reply(reply);
  await onAccepted();
  return { reply, platform, invocation };
}

const delivered = (platform: MemoryPlatform) => platform.accepted('numbers').map(({ id }) => Number(id));
const saved = (platform: MemoryPlatform) => parseState(platform.state ?? '');

/** Pages of one number each: page 1 holds 1. */
function counting(
  last: number,
  onPage: (page: number, invocation: TestInvocation) => void = () => {},
): Pages {
  return async function* ({ cursor }, invocation) {
    for (let page = (cursor?.page ?? 0) + 1; page <= last; page += 1) {
      onPage(page, invocation);
      yield { records: { numbers: [page] }, cursor: { page } };
    }
  };
}

test('everything in one invocation', async () => {
  const { reply, platform, invocation } = await extract(counting(3));
  expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(delivered(platform)).toEqual([1, 2, 3]);
  expect(saved(platform)).toMatchObject({ streams: { numbers: { done: true } }, outbox: { data: [] } });
  expect(invocation.checkpoints()).toBeGreaterThan(0);
});

test('an empty source is done with nothing', async () => {
  const { reply } = await extract(async function* () {});
  expect(reply).toMatchObject({ eventType: 'DATA_EXTRACTION_DONE', artifacts: [] });
});

describe('an end before the end', () => {
  test('at the soft deadline: the page in hand is delivered, the next invocation goes on after it', async () => {
    const first = await extract(counting(4, (page, { deadline }) => page === 2 && deadline.reachSoft()));
    expect(first.reply.eventType).toBe('DATA_EXTRACTION_PROGRESS');
    // Page 2 was being fetched when time was up and is written too; nothing new is begun.
    expect(delivered(first.platform)).toEqual([1, 2]);
    const seen: number[] = [];
    const second = await extract(
      counting(4, (page) => seen.push(page)),
      { platform: first.platform, type: 'CONTINUE_EXTRACTING_DATA' },
    );
    expect(seen).toEqual([3, 4]);
    expect(second.reply.eventType).toBe('DATA_EXTRACTION_DONE');
    expect(delivered(first.platform)).toEqual([1, 2, 3, 4]);
  });

  test.each([
    [
      'a long rate limit: delayed, whole seconds',
      new RateLimitedError('Slow down.', 90.2),
      { eventType: 'DATA_EXTRACTION_DELAYED', delaySeconds: 91 },
    ],
    [
      'a rate limit without a number: still a number',
      new RateLimitedError('Slow down.', Number.NaN),
      { eventType: 'DATA_EXTRACTION_DELAYED', delaySeconds: 30 },
    ],
    ['running requests given up: progress', new DeadlineReached(), { eventType: 'DATA_EXTRACTION_PROGRESS' }],
    [
      'a defect: error with the reason',
      new Error('tripped'),
      {
        eventType: 'DATA_EXTRACTION_ERROR',
        errorMessage: expect.stringMatching(/tripped.*\[unexpected_error\]$/),
      },
    ],
  ])('%s; what was read before is kept', async (_, error, expected) => {
    const { reply, platform } = await extract(
      counting(4, (page) => {
        if (page === 3) throw error;
      }),
    );
    expect(reply).toMatchObject(expected);
    expect(reply.artifacts?.reduce((sum, { item_count }) => sum + item_count, 0)).toBe(2);
    expect(saved(platform).streams.numbers).toEqual({ version: 1, done: false, cursor: { page: 2 } });
    const again = await extract(counting(4), { platform, type: 'CONTINUE_EXTRACTING_DATA' });
    expect(again.reply.eventType).toBe('DATA_EXTRACTION_DONE');
    expect(delivered(platform)).toEqual([1, 2, 3, 4]);
  });

  test('artifacts of a delayed reply are listed again: nobody knows whether they were taken in', async () => {
    const { reply, platform } = await extract(
      counting(2, (page) => {
        if (page === 2) throw new RateLimitedError('Slow down.', 60);
      }),
    );
    expect(saved(platform).outbox.data).toEqual(reply.artifacts);
  });

  test('three times without a page is an error that says so', async () => {
    const stuck: Pages = counting(1, () => {
      throw new DeadlineReached();
    });
    const { platform, reply } = await extract(stuck);
    const replies = [reply.eventType];
    for (let number = 0; number < 3; number += 1)
      replies.push((await extract(stuck, { platform, type: 'CONTINUE_EXTRACTING_DATA' })).reply.eventType);
    const progress = 'DATA_EXTRACTION_PROGRESS';
    expect(replies).toEqual([progress, progress, progress, 'DATA_EXTRACTION_ERROR']);
  });
});

describe('pages', () => {
  test('are made by a stream that knows what the run has declared', async () => {
    const seen: unknown[] = [];
    await extract(async function* ({ metadata }) {
      seen.push(Object.keys(metadata.record_types), metadata.record_types.numbers?.fields.value?.type);
      yield { records: {}, cursor: { page: 1 } };
    });
    expect(seen).toEqual([['numbers'], 'int']);
  });

  test('may share their cursor and their arrays: what was yielded is what counts', async () => {
    const platform = createMemoryPlatform();
    const { reply } = await extract(
      async function* ({ cursor }, { deadline }) {
        const position = { page: cursor?.page ?? 0 };
        const buffer: number[] = [];
        while (position.page < 5) {
          position.page += 1;
          buffer.push(position.page);
          if (position.page === 3) deadline.reachSoft();
          yield { records: { numbers: buffer }, cursor: position };
          buffer.length = 0;
        }
      },
      { platform },
    );
    expect(reply.eventType).toBe('DATA_EXTRACTION_PROGRESS');
    expect(delivered(platform)).toEqual([1, 2, 3]);
    expect(saved(platform).streams.numbers?.cursor).toEqual({ page: 3 });
  });

  test('without a cursor are repeated from the last one given', async () => {
    const pages: Pages = async function* ({ cursor }, { deadline }) {
      if (!cursor) yield { records: { numbers: [1] }, cursor: { page: 1 } };
      yield { records: { numbers: [2] } };
      if (!cursor) deadline.reachSoft();
      yield { records: { numbers: [3] } };
      yield { records: { numbers: [4] } };
    };
    const { platform } = await extract(pages);
    expect(saved(platform).streams.numbers?.cursor).toEqual({ page: 1 });
    await extract(pages, { platform, type: 'CONTINUE_EXTRACTING_DATA' });
    expect([...new Set(delivered(platform))]).toEqual([1, 2, 3, 4]);
  });

  test('that go in a circle are stopped', async () => {
    const { reply } = await extract(async function* () {
      for (;;) yield { records: { numbers: [1] }, cursor: { page: 1 } };
    });
    expect(reply.errorMessage).toMatch(/same cursor twice.*\[endless_paging\]/);
  });

  test('but the last page may end where the last invocation stopped', async () => {
    const pages: Pages = async function* () {
      yield { records: { numbers: [1] }, cursor: { page: 1 } };
    };
    const { platform } = await extract(async function* (_, { deadline }) {
      deadline.reachSoft();
      yield { records: { numbers: [1] }, cursor: { page: 1 } };
    });
    const { reply } = await extract(pages, { platform, type: 'CONTINUE_EXTRACTING_DATA' });
    expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
  });

  test('with a cursor that could not be read back are refused', async () => {
    const { reply } = await extract(async function* () {
      yield { records: {}, cursor: { page: Number.NaN } };
    });
    expect(reply.errorMessage).toMatch(/cursor that does not fit its schema/);
  });

  test('a generator that is stopped early can clean up', async () => {
    let isClean = false;
    await extract(async function* (_, { deadline }) {
      deadline.reachSoft();
      try {
        yield { records: {}, cursor: { page: 1 } };
        yield { records: {}, cursor: { page: 2 } };
      } finally {
        isClean = true;
      }
    });
    expect(isClean).toBe(true);
  });
});

test('progress of another version of the stream is started afresh, with a warning', async () => {
  const stopAtOnce: Pages = counting(3, (_, { deadline }) => deadline.reachSoft());
  const { platform } = await extract(stopAtOnce);
  const seen: number[] = [];
  const { invocation } = await extract(
    counting(3, (page) => seen.push(page)),
    { platform, type: 'CONTINUE_EXTRACTING_DATA', stateVersion: 2 },
  );
  expect(seen).toEqual([1, 2, 3]);
  expect(invocation.lines).toContainEqual(expect.objectContaining({ level: 'warn', stream: 'numbers' }));
});

describe('records that cannot be delivered', () => {
  test('are named and the rest goes on, whatever was thrown for them', async () => {
    const { reply, platform, invocation } = await extract(async function* () {
      yield { records: { numbers: [1, 'two', null, { id: 4 }, 5] } };
    });
    expect(reply.eventType).toBe('DATA_EXTRACTION_DONE');
    expect(delivered(platform)).toEqual([1, 5]);
    expect(
      invocation.lines.filter(({ skip_report }) => skip_report === 'record').map(({ id }) => id),
    ).toEqual(['unknown', 'unknown', '4']);
    expect(saved(platform).skipped).toBe(3);
  });

  test('too many of them are no success', async () => {
    const { reply } = await extract(async function* () {
      yield { records: { numbers: Array(21).fill('x') }, cursor: { page: 1 } };
    });
    expect(reply.errorMessage).toMatch(/21 of 21 records could not be delivered.*\[too_many_skipped\]/);
  });
});

test('a failed upload keeps the cursor where it was and ends in an error', async () => {
  const { reply, platform } = await extract(counting(2), {
    trouble: (() => {
      let uploads = 0;
      return (operation?: string): Trouble =>
        operation === 'uploadArtifact' && ++uploads === 1 ? 'refused' : 'none';
    })(),
  });
  expect(reply).toMatchObject({ eventType: 'DATA_EXTRACTION_ERROR', artifacts: [] });
  expect(saved(platform).streams).toEqual({});
});

test('a rate limit while the metadata is looked up is waited for like any other', async () => {
  const connector = testConnector({
    metadata: {
      recordTypes: [],
      discover: async () => {
        throw new RateLimitedError('Slow down.', 60);
      },
    },
  });
  const { port } = createMemoryPlatform().process();
  const { reply } = await runPhase(
    'data',
    testInvocation(connector, testEvent('START_EXTRACTING_DATA'), port),
  );
  expect(reply).toMatchObject({ eventType: 'DATA_EXTRACTION_DELAYED', delaySeconds: 60 });
});
