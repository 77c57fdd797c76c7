import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import {
  bool,
  createFunctionFactory,
  createKit,
  date,
  defineConnection,
  enumOf,
  float,
  int,
  recordType,
  reference,
  richText,
  text,
  timestamp,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { issuePages, normalizeIssue } from './workload.js';

/** A connector without a source: what is measured is core, deployed as it is in production. */
const kit = createKit({
  systemName: 'Bench',
  connection: defineConnection({ schema: z.object({}), secretFields: [] }),
  createClient: () => ({}),
});

const users = recordType('users', 'User', { name: text('Name') });
const issues = recordType('issues', 'Issue', {
  key: text('Key'),
  summary: text('Summary'),
  description: richText('Description'),
  environment: text('Environment'),
  status: enumOf('Status', { open: 'Open', in_progress: 'In progress', done: 'Done' }),
  priority: enumOf('Priority', { low: 'Low', medium: 'Medium', high: 'High' }),
  assignee: reference('Assignee', users),
  reporter: reference('Reporter', users),
  parent: text('Parent'),
  points: float('Points'),
  votes: int('Votes'),
  labels: text('Labels').list(),
  due_date: date('Due date'),
  resolved_at: timestamp('Resolved at'),
  is_flagged: bool('Flagged'),
  item_url: text('Address'),
});

/** A timer that fires every so often; what it is late by is what blocked the loop. */
const loopResolutionMs = 5;
let peakHeapBytes = 0;

function noteHeap(): void {
  peakHeapBytes = Math.max(peakHeapBytes, getHeapStatistics().used_heap_size);
}

/**
 * Runs until the worker ends, then leaves what was seen in the file the bench has named. Loading code and making up
 * records is over by then: what blocks the loop from now on is core.
 */
async function watchThread(): Promise<void> {
  const file = process.env.BENCH_THREAD_FILE;
  if (isMainThread || !file) return;
  await new Promise((resolve) => setImmediate(resolve));
  const delays = monitorEventLoopDelay({ resolution: loopResolutionMs });
  delays.enable();
  process.once('exit', () => {
    const blockedMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - loopResolutionMs);
    writeFileSync(
      file,
      JSON.stringify({
        longestBlockMs: blockedMs(delays.max),
        usualBlockMs: blockedMs(delays.percentile(99)),
        peakHeapBytes,
      }),
    );
  });
}

const issueStream = kit.stream({
  name: 'issues',
  delivers: { issues },
  cursor: z.object({ page: z.number() }),
  async *pages({ externalSyncUnit, cursor }) {
    let page = 0;
    issuePages(1).next();
    await watchThread();
    for (const records of issuePages(Number(externalSyncUnit.id))) {
      page += 1;
      noteHeap();
      if (page > (cursor?.page ?? 0)) yield { records: { issues: records }, cursor: { page } };
    }
  },
  normalize: { issues: (raw) => normalizeIssue(raw) },
});

const connector = kit.connector({
  async *externalSyncUnits() {},
  metadata: { recordTypes: [users, issues] },
  streams: [issueStream],
  initialDomainMapping: { additional_mappings: {} },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
