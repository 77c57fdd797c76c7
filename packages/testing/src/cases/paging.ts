import type { SourceRequest, WorldChanges } from '@airdrop-connectors/simulators';
import { expect } from 'vitest';
import { type ContractCase, type ContractSubject, shapeOf } from '../contract-case.js';
import { expected } from '../failure-table.js';
import { outdatedRecords } from '../held-records.js';
import { expectComplete, expectFailure } from '../outcome.js';
import { isRequestOf } from '../source-endpoints.js';
import { inWorld, type World } from '../world.js';

const group = 'paging';

const pageSize = 8;
const pages = 4;

/** Every page once, in whatever way the world moves meanwhile. */
export const pagingCases: readonly ContractCase[] = [
  {
    id: 'paging-edit-between',
    group,
    proves: [expected('changes-between-pages', 'Data')],
    title: 'an edit between any two root pages loses nothing, then or in the next increment (A15, fault 16)',
    timeoutMs: 120_000,
    async run(subject) {
      for (let page = 1; page <= rootPagesOf(subject); page += 1) {
        await changeDuringWalk(subject, { after: [page], changes: { edits: 5 } });
      }
    },
  },
  {
    id: 'paging-edit-every-page',
    group,
    title: 'edits after every root page lose nothing, then or in the next increment (A15)',
    run: (subject) => changeDuringWalk(subject, { after: [1, 2, 3, 4, 5, 6, 7, 8], changes: { edits: 3 } }),
  },
  {
    id: 'paging-insert-between',
    group,
    title: 'root objects created during the walk push none out of it (A15)',
    run: (subject) =>
      changeDuringWalk(subject, { after: [1, 2, 3], changes: { edits: 0, creations: pageSize + 1 } }),
  },
  {
    id: 'paging-same-edit-twice',
    group,
    title: 'an object edited again after it was read is delivered in its last version (A15)',
    run: (subject) =>
      // The same seed chooses the same objects.
      changeDuringWalk(subject, { after: [1, 3], changes: { edits: 6, seed: 5 } }),
  },
  {
    id: 'paging-full-last-page',
    group,
    title: 'a last page that is exactly full ends the walk (A18)',
    run: (subject) =>
      inWorld({ ...subject, size: 2 * pageSize, simulator: { pageSize } }, async ({ sync }) =>
        expectComplete(await sync()),
      ),
  },
  {
    id: 'paging-size-one',
    group,
    title: 'pages of one entry, in every list, deliver everything (A18)',
    async run(subject) {
      const calls = new Map<boolean, number>();
      for (const isSmall of [true, false]) {
        const world = { ...subject, size: 20, ...(isSmall && { simulator: { pageSize: 1 } }) };
        await inWorld(world, async ({ sync }) => {
          const summary = await sync();
          expectComplete(summary);
          calls.set(isSmall, summary.calls ?? 0);
        });
      }
      expect(calls.get(true) ?? 0, 'the simulator ignored the page size').toBeGreaterThan(
        (calls.get(false) ?? 0) + 20,
      );
    },
  },
  {
    id: 'paging-equal-timestamps',
    group,
    title: 'more root objects than three pages hold share one timestamp: none lost, no loop (A16)',
    run: shareTimestamps,
  },
  {
    id: 'paging-equal-timestamps-slow',
    group,
    title: 'the same with a new invocation after every page (A16, A13)',
    timeoutMs: 120_000,
    run: (subject) => shareTimestamps(subject, { AIRDROP_SOFT_DEADLINE_SECONDS: '0.001' }),
  },
  {
    id: 'paging-token-expired',
    group,
    title: 'a page token that expires during the walk costs a new query and no object (A18, fault 14)',
    run: expireToken,
  },
  {
    id: 'paging-repeated-page',
    group,
    proves: [expected('cursor', 'Data')],
    title:
      'a source that answers every page with the first one is stopped, not followed for ever (A18, fault 15)',
    run: repeatFirstPage,
  },
];

/** Pages that the root objects of these cases take. */
function rootPagesOf(subject: ContractSubject): number {
  return shapeOf(subject).rootsAtOnce ? 1 : pages;
}

interface WalkChange {
  /** Numbers of the root pages behind which the world changes, from 1. */
  after: readonly number[];
  changes: Partial<WorldChanges> & { edits: number };
}

async function changeDuringWalk(subject: ContractSubject, { after, changes }: WalkChange): Promise<void> {
  const { rootPages } = shapeOf(subject);
  let world: World | undefined;
  let page = 0;
  let changed = 0;
  const onBoundary = (stage: 'arrived' | 'handled', request: SourceRequest) => {
    if (stage !== 'handled' || !isRequestOf(rootPages, request)) return;
    page += 1;
    if (!after.includes(page)) return;
    changed += 1;
    world?.simulator.applyChanges({ seed: page, ...changes });
  };
  const options = {
    ...subject,
    size: pages * pageSize,
    simulator: { pageSize },
    source: { onBoundary },
  };
  await inWorld(options, async (opened) => {
    world = opened;
    const summary = await opened.sync();
    expectComplete(summary);
    expect(changed, 'pages behind which the world changed').toBeGreaterThanOrEqual(
      Math.min(after.length, rootPagesOf(subject)),
    );
    world = undefined;
    expectComplete(await opened.sync({ scenario: 'incremental' }));
    expect(await outdatedRecords(opened, summary.unit?.id ?? '')).toEqual([]);
  });
}

/** The world has to hold many root objects of one timestamp; that it does is checked. */
async function shareTimestamps(
  subject: ContractSubject,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { rootKind } = shapeOf(subject);
  const size = 30;
  await inWorld(
    { ...subject, size: 200, simulator: { pageSize: size, attachmentShare: 0 } },
    async ({ sync, simulator }) => {
      const [unitId = ''] = simulator.externalSyncUnitIds;
      const shared = new Map<string, number>();
      for (const { kind, modified = '' } of simulator.truth(unitId))
        if (kind === rootKind) shared.set(modified, (shared.get(modified) ?? 0) + 1);
      expect(Math.max(...shared.values()), 'root objects of one timestamp').toBeGreaterThan(3 * size);
      const summary = await sync({ environment });
      expectComplete(summary);
      expect(summary.repeated).toBe(0);
    },
  );
}

/** The clock of the source jumps by more than any token lives. */
async function expireToken(subject: ContractSubject): Promise<void> {
  const { rootPages, lastingPositions, rootsAtOnce } = shapeOf(subject);
  const tenDaysMs = 10 * 86_400_000;
  let aheadMs = 0;
  let page = 0;
  const onBoundary = (stage: 'arrived' | 'handled', request: SourceRequest) => {
    if (stage === 'handled' && isRequestOf(rootPages, request)) page += 1;
    if (page === 2) aheadMs = tenDaysMs;
  };
  const options = {
    ...subject,
    size: pages * pageSize,
    simulator: { pageSize, now: () => Date.now() + aheadMs },
    source: { onBoundary },
  };
  await inWorld(options, async ({ sync }) => {
    expectComplete(await sync());
    // One answer has no position that could expire.
    const walked = rootPagesOf(subject);
    expect(page).toBeGreaterThan(lastingPositions || rootsAtOnce ? walked - 1 : walked);
  });
}

async function repeatFirstPage(subject: ContractSubject): Promise<void> {
  const { rootPages, rootsAtOnce } = shapeOf(subject);
  const patience = new AbortController();
  let requests = 0;
  let isBroken = true;
  const fault = (request: SourceRequest) => {
    if (!isBroken || !isRequestOf(rootPages, request)) return undefined;
    requests += 1;
    if (requests > 50) patience.abort();
    return 'replay' as const;
  };
  const options = { ...subject, size: pages * pageSize, simulator: { pageSize }, source: { fault } };
  await inWorld(options, async ({ sync }) => {
    const summary = await sync({ signal: patience.signal });
    if (rootsAtOnce) expectComplete(summary);
    else expectFailure(summary, /\[endless_paging\]$/);
    expect(requests).toBeLessThanOrEqual(5);
    isBroken = false;
    expectComplete(await sync());
  });
}
