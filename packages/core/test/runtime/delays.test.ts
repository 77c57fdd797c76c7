import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { FatalError, PlatformError, RateLimitedError, TransientApiError } from '../../src/errors.js';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { delayAfter } from '../../src/runtime/delays.js';
import { initialState } from '../../src/state/sync-state.js';
import { createMemoryPlatform } from '../support/memory-platform.js';
import { invoke, savedState } from '../support/phase-driver.js';
import { testConnector, toyKit } from '../support/test-invocation.js';

const down = new TransientApiError('It is down.');
const numbers = recordType('numbers', 'Number', { value: int('Value') });

describe('an outage', () => {
  test('is waited for five times, longer each time, and is then an error', () => {
    const state = initialState();
    const delays = Array.from({ length: 7 }, () => delayAfter(down, state));
    expect(delays).toEqual([60, 120, 240, 480, 600, undefined, undefined]);
  });

  test('that names a longer wait gets it, but no more often', () => {
    const state = initialState();
    const error = new RateLimitedError('It is down.', 600, { isOutage: true });
    const delays = Array.from({ length: 6 }, () => delayAfter(error, state));
    expect(delays).toEqual([600, 600, 600, 600, 600, undefined]);
  });
});

test('a rate limit is waited for as often as it is asked for', () => {
  const state = initialState();
  const delays = Array.from({ length: 50 }, () => delayAfter(new RateLimitedError('Slow down.', 40), state));
  expect(new Set(delays)).toEqual(new Set([40]));
  expect(state.outageDelays).toBe(0);
});

test.each([
  new PlatformError('broken'),
  new FatalError('refused', { code: 'x', audience: 'user' }),
  new Error('bug'),
])('nobody waits for %s', (error) => {
  expect(delayAfter(error, initialState())).toBeUndefined();
});

describe('in the data phase', () => {
  /** Pages that are served from a number on only when `isUp` says so; `cursors` is false for a stream that gives none. */
  const connectorOf = (isUp: (page: number) => boolean, cursors = true) =>
    testConnector({
      metadata: { recordTypes: [numbers] },
      streams: [
        toyKit.stream({
          name: 'numbers',
          delivers: { numbers },
          cursor: z.object({ page: z.number() }),
          async *pages({ cursor }) {
            for (let page = cursor?.page ?? 1; page <= 3; page += 1) {
              if (!isUp(page)) throw down;
              yield { records: { numbers: [page] }, ...(cursors && { cursor: { page: page + 1 } }) };
            }
          },
          normalize: {
            numbers: (page) => ({
              id: String(page),
              createdDate: '2026-01-01',
              modifiedDate: '2026-01-01',
              data: { value: page },
            }),
          },
        }),
      ],
    });
  const delay = (delaySeconds: number) => ({ eventType: 'DATA_EXTRACTION_DELAYED', delaySeconds });

  test('what was read is kept, and anything new starts the count afresh', async () => {
    const platform = createMemoryPlatform();
    let servedUpTo = 1;
    const connector = connectorOf((page) => page <= servedUpTo);
    const send = async (type = 'CONTINUE_EXTRACTING_DATA') => (await invoke(platform, connector, type)).reply;
    expect(await send('START_EXTRACTING_DATA')).toMatchObject(delay(60));
    expect(await send()).toMatchObject(delay(120));
    expect(await send()).toMatchObject(delay(240));
    servedUpTo = 2;
    expect(await send()).toMatchObject(delay(60));
    servedUpTo = 3;
    expect((await send()).eventType).toBe('DATA_EXTRACTION_DONE');
    expect(platform.accepted('numbers').map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(savedState(platform).outageDelays).toBe(0);
  });

  test.each([
    ['from the first page on', 0, true],
    ['behind pages that cannot be resumed from, which are new each time and yet bring nothing', 1, false],
  ])('%s, it ends in an error that says what is wrong', async (_, servedUpTo, cursors) => {
    const platform = createMemoryPlatform();
    const connector = connectorOf((page) => page <= servedUpTo, cursors);
    const replies = [];
    for (let number = 0; number < 6; number += 1) {
      const { reply } = await invoke(platform, connector, 'CONTINUE_EXTRACTING_DATA');
      replies.push(reply.delaySeconds ?? reply.errorMessage);
    }
    expect(replies).toEqual([60, 120, 240, 480, 600, 'It is down. [external_system_unavailable]']);
  });

  test('another run counts from zero', async () => {
    const platform = createMemoryPlatform();
    const connector = connectorOf(() => false);
    for (let number = 0; number < 6; number += 1)
      await invoke(platform, connector, 'CONTINUE_EXTRACTING_DATA');
    const { reply } = await invoke(platform, connector, 'START_EXTRACTING_DATA', {
      context: { run_id: '18' },
    });
    expect(reply).toMatchObject(delay(60));
  });
});
