import type { RunSyncOptions } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { expectComplete } from '../outcome.js';
import { readSavedState } from '../saved-state.js';
import { inWorld } from '../world.js';

const group = 'time-outs';

/** A soft deadline that is over before the first page: each invocation does the least it can. */
const leastSeconds = '0.001';

/** Invocations after which a run that gets a page at a time is taken for endless. */
const endlessInvocations = 120;

/** Every invocation is a fresh process and does the least it can, and a run that gets nowhere that way is interrupted. */
export function pageByPage(): Pick<RunSyncOptions, 'environment' | 'signal' | 'onInvocation' | 'warmStarts'> {
  const patience = new AbortController();
  return {
    environment: { AIRDROP_SOFT_DEADLINE_SECONDS: leastSeconds },
    // Only what was saved may be needed to go on.
    warmStarts: false,
    signal: patience.signal,
    onInvocation: ({ number }) => {
      if (number > endlessInvocations) patience.abort();
    },
  };
}

/** Requests to the source after which a run over 40 root objects is taken for endless. */
const endlessRequests = 1_000;

/** Running out of time costs nothing but another invocation, and every run ends. */
export const timeOutCases: readonly ContractCase[] = [
  {
    id: 'page-by-page',
    group,
    proves: [expected('soft-deadline', 'Data'), expected('soft-deadline', 'Attachments')],
    title: 'the soft deadline after every page: progress each time, nothing missing (A13)',
    timeoutMs: 180_000,
    run: (subject) =>
      inWorld({ ...subject, size: 220 }, async (world) => {
        const states: (string | undefined)[] = [];
        const replies: string[] = [];
        const summary = await world.sync({
          ...pageByPage(),
          onProgress: (progress) => {
            if (progress.type !== 'reply') return;
            replies.push(progress.eventType);
            if (progress.kind === 'progress') states.push(readSavedState(world.dataDirectory)?.document);
          },
        });
        expect(
          summary.status,
          `after ${replies.slice(-3).join(', ')} as the last of ${replies.length} replies`,
        ).toBe('done');
        expectComplete(summary);
        expect(replies.filter((reply) => reply === 'DATA_EXTRACTION_PROGRESS').length).toBeGreaterThan(2);
        expect(replies.filter((reply) => reply === 'ATTACHMENT_EXTRACTION_PROGRESS').length).toBeGreaterThan(
          2,
        );
        // Two equal states would mean an invocation that got nowhere.
        expect(new Set(states).size).toBe(states.length);
        expect(summary.repeated).toBeLessThanOrEqual(Math.ceil(total(summary.records) / 50));
      }),
  },
  {
    id: 'terminates',
    group,
    title: 'a run ends although the source changes under it all the time (A14)',
    run: (subject) => endsAmidChanges(subject),
  },
];

async function endsAmidChanges(subject: ContractSubject): Promise<void> {
  const patience = new AbortController();
  let requests = 0;
  let change: () => void = () => {};
  const onBoundary = (stage: 'arrived' | 'handled') => {
    if (stage === 'arrived') return;
    requests += 1;
    if (requests % 5 === 0) change();
    if (requests > endlessRequests) patience.abort();
  };
  await inWorld({ ...subject, size: 40, source: { onBoundary } }, async (world) => {
    change = () => world.simulator.applyChanges({ seed: requests, edits: 1 });
    const summary = await world.sync({ signal: patience.signal });
    expect(summary.status, `after ${requests} requests for 40 root objects`).toBe('done');
    expectComplete(summary);
    change = () => {};
    expectComplete(await world.sync({ scenario: 'incremental' }));
  });
}

/** Records of all item types. */
export function total(records: Readonly<Record<string, number>>): number {
  return Object.values(records).reduce((sum, count) => sum + count, 0);
}
