import { describe, expect, test } from 'vitest';
import { runCountdown } from './countdown-run.js';

/** The phases before data, which every run here passes. */
const before = ['EXTERNAL_SYNC_UNIT_EXTRACTION_DONE', 'METADATA_EXTRACTION_DONE'];

test('a run without trouble sends one reply per invocation and delivers everything', async () => {
  const { summary, replies } = await runCountdown({ pages: 5, records_per_page: 1_000, files: 120 });
  expect(replies).toEqual([...before, 'DATA_EXTRACTION_DONE', 'ATTACHMENT_EXTRACTION_DONE']);
  expect(summary).toMatchObject({
    status: 'done',
    invocations: 4,
    records: { numbers: 5_000, attachments: 120 },
    repeated: 0,
    skipped: 0,
    violations: [],
  });
});

test('the soft deadline ends an invocation with progress, and the next one goes on after the last page', async () => {
  const { summary, replies } = await runCountdown(
    { pages: 12, records_per_page: 10, page_milliseconds: 60 },
    { invocationSeconds: 0.2 },
  );
  expect(replies.filter((reply) => reply === 'DATA_EXTRACTION_PROGRESS').length).toBeGreaterThanOrEqual(2);
  expect(replies.at(-1)).toBe('ATTACHMENT_EXTRACTION_DONE');
  expect(summary).toMatchObject({ status: 'done', records: { numbers: 120 }, repeated: 0, violations: [] });
});

describe('a worker that cannot reply is replied for, once, with the reason', () => {
  const hardDeadline = { environment: { AIRDROP_HARD_DEADLINE_SECONDS: '0.6' }, invocationSeconds: 0.3 };

  test.each([
    [
      'a blocked event loop',
      'block',
      hardDeadline,
      /did not stop within 1 seconds and was ended.*\[worker_stuck\]/,
    ],
    ['an exit in the middle', 'exit', {}, /worker ended unexpectedly \(exit code 7\).*\[worker_exited\]/],
    ['a crash nobody caught', 'reject', {}, /nobody caught the countdown.*\[unexpected_error\]/],
    ['an exception of the connector', 'throw', {}, /the countdown tripped.*\[unexpected_error\]/],
    [
      'running out of memory',
      'out_of_memory',
      { environment: { AIRDROP_WORKER_HEAP_MB: '40' } },
      /ran out of memory \(40 MB\).*\[out_of_memory\]/,
    ],
  ] as const)('%s', async (_, failure, options, reason) => {
    const { summary, replies } = await runCountdown(
      { pages: 3, records_per_page: 10, failure, failure_page: 1 },
      options,
    );
    expect(replies).toEqual([...before, 'DATA_EXTRACTION_ERROR']);
    expect(summary.status).toBe('failed');
    expect(summary.error).toMatch(reason);
    expect(summary.error).not.toMatch(/\n\s+at /);
    expect(summary.violations).toEqual([]);
  });

  test('before the data phase too, with the name of that phase', async () => {
    const { replies, summary } = await runCountdown({ pages: 'many', records_per_page: 1 });
    expect(replies).toEqual(['EXTERNAL_SYNC_UNIT_EXTRACTION_ERROR']);
    expect(summary.error).toMatch(
      /The Countdown connection is incomplete or wrong \(pages: .*\[connection_invalid\]/,
    );
  });
});

test('a request that hangs past the abort deadline ends in progress with what was delivered before', async () => {
  const { summary, replies } = await runCountdown(
    { pages: 3, records_per_page: 10, failure: 'hang', failure_page: 1 },
    { environment: { AIRDROP_HARD_DEADLINE_SECONDS: '1' }, invocationSeconds: 0.3 },
  );
  // The source never gets past that page: after several invocations without progress the run says so.
  expect(replies.slice(0, 3)).toEqual([...before, 'DATA_EXTRACTION_PROGRESS']);
  expect(replies.at(-1)).toBe('DATA_EXTRACTION_ERROR');
  expect(summary.error).toMatch(/ran out of time before one page was complete.*\[no_progress\]/);
  expect(summary.violations).toEqual([]);
});
