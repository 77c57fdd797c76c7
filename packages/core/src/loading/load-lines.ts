import { readArtifact } from '../artifacts/artifact-reader.js';
import { PlatformError, RateLimitedError, toErrorReport } from '../errors.js';
import type { Invocation } from '../runtime/invocation.js';
import { isSettled, type LoadFileProgress, settle } from '../state/load-progress.js';
import type { StateStore } from '../state/state-store.js';
import { createItemOrder } from './item-order.js';
import type { LoadCounts, LoadOutcome } from './load-counts.js';

/** Lines noted as begun at a time: as many may have to be looked up again after a crash. */
const linesBegunAtOnce = 50;
const writesAtOnce = 10;
const saveEveryMs = 30_000;

/** One line of a file to load. */
export interface LoadLine {
  record: unknown;
  /** It may have been begun before: whether its object exists must be found out. */
  isDoubtful: boolean;
  /** A moment before it was begun for the first time, RFC 3339. */
  since: string;
  /** It comes round once more when it waits for something that other lines make. */
  mayWait: boolean;
}

export interface LineLoader {
  /** Lines with the same text are loaded one after the other. */
  orderOf: (record: unknown) => string;
  itemTypeOf: (record: unknown) => string;
  /** What becomes of it; throws what concerns more than this line. */
  load: (line: LoadLine) => Promise<LoadOutcome | 'waits'>;
  settleSeconds: number;
}

/** Settled lines that are noted behind one that waits; then it waits no longer. */
const maxSettledAhead = 2000;

/**
 * Loads the lines of a file from where the saved state says. Lines that refer to something which is made by others of the
 * same file, or whose object may not be changed again yet, come round again after those, as long as that helps. Before
 * lines are begun the state says so: a process that dies knows which objects it may have made without anybody having heard
 * of it.
 * @returns whether it came to the end; false when time is up
 */
export async function loadLines(
  invocation: Invocation,
  store: StateStore,
  file: LoadFileProgress,
  loader: LineLoader,
  counts: LoadCounts,
): Promise<boolean> {
  const { platform, clock, deadline, announceCheckpoint } = invocation;
  const { mustFind } = store.state;
  const doubtfulUntil = mustFind ? Number.POSITIVE_INFINITY : file.begunUntil;
  const since = file.begunAt || new Date(clock.now()).toISOString();
  const order = createItemOrder(writesAtOnce);
  /** Lines whose last attempt may have taken effect before the object asked to be left alone. */
  const attempted = new Set<number>();
  let savedAt = clock.now();
  if (file.begunUntil > file.lineToProcess) await waitUntilSettled(invocation, file, loader.settleSeconds);

  let lastWaiting = Number.POSITIVE_INFINITY;
  for (;;) {
    const round = await loadRound(lastWaiting > 0);
    if (!round.isAtEnd || round.waiting === 0) return round.isAtEnd;
    // A round that has brought none of them further is followed by one in which nobody waits.
    lastWaiting = round.waiting < lastWaiting ? round.waiting : 0;
  }

  async function loadRound(mayWait: boolean): Promise<{ isAtEnd: boolean; waiting: number }> {
    let line = -1;
    let isAtEnd = true;
    let waiting = 0;
    /** What is to be loaded one after the other, from a line on that its object has not taken yet. */
    const held = new Set<string>();
    try {
      for await (const record of readArtifact(await platform.downloadArtifact(file.id), clock)) {
        line += 1;
        if (isSettled(file, line)) continue;
        if (deadline.softReached) {
          isAtEnd = false;
          break;
        }
        if (line >= file.begunUntil) {
          file.begunUntil = line + linesBegunAtOnce;
          file.begunAt = new Date(clock.now()).toISOString();
          await save();
        } else if (clock.now() - savedAt >= saveEveryMs) await save();
        const number = line;
        const current = {
          record,
          isDoubtful: line < doubtfulUntil || attempted.has(line),
          since,
          mayWait: mayWait && file.settled.length < maxSettledAhead,
        };
        const key = loader.orderOf(record);
        await order.begin(key, async () => {
          const end = held.has(key) ? 'held' : await loadLine(current, number);
          if (end === 'held') held.add(key);
          if (end !== 'settled') waiting += 1;
        });
      }
    } finally {
      // What is under way is waited for, so that what it has done is known.
      await order.idle();
    }
    if (isAtEnd) requireWhole(file, line + 1);
    return { isAtEnd, waiting };
  }

  async function save(): Promise<void> {
    await store.save();
    savedAt = clock.now();
    announceCheckpoint();
  }

  /** @returns `held` when its object may not be changed yet, and whatever comes behind it waits with it */
  async function loadLine(current: LoadLine, number: number): Promise<'settled' | 'waits' | 'held'> {
    const outcome = await loader.load(current).catch((error: unknown) => {
      if (!(current.mayWait && error instanceof RateLimitedError && error.isOfOneObject)) throw error;
      attempted.add(number);
      return 'held' as const;
    });
    if (outcome === 'waits' || outcome === 'held') return outcome;
    counts.count(loader.itemTypeOf(current.record), outcome);
    settle(file, number);
    store.state.stalledInvocations = 0;
    store.state.outageDelays = 0;
    return 'settled';
  }
}

/** A file that ends early would leave items out silently. */
function requireWhole({ count, file_name: name }: LoadFileProgress, lines: number): void {
  if (lines >= count) return;
  throw new PlatformError(
    `The file ${name || 'of items to load'} has ${lines} of ${count} items. What is there was loaded; start the sync again.`,
    { code: 'load_file_incomplete' },
  );
}

/** What was begun last may not be visible yet to whoever looks for it. */
async function waitUntilSettled(
  { clock, deadline }: Invocation,
  { begunAt }: LoadFileProgress,
  settleSeconds: number,
): Promise<void> {
  const waitMs = Date.parse(begunAt) + settleSeconds * 1000 - clock.now();
  if (waitMs > 0) await clock.sleep(Math.min(waitMs, deadline.remainingMs()), deadline.signal);
}

/** An item that cannot be written is named like a record that cannot be delivered. */
export function itemFailed(
  { log }: Invocation,
  item: { itemType: string; devrevId: string },
  error: unknown,
): 'failed' {
  const { code, message, detail } = toErrorReport(error);
  log.warn('item not loaded', {
    skip_report: 'item',
    item_type: item.itemType,
    id: item.devrevId,
    code,
    reason: message,
    detail,
  });
  return 'failed';
}

/** A field that is not written is named like one that is not delivered; the rest of the item is written. */
export function fieldNotLoaded(
  { log }: Pick<Invocation, 'log'>,
  item: { itemType: string; devrevId: string },
  { field, code, reason }: { field: string; code: string; reason: string },
): void {
  log.warn('field not loaded', {
    skip_report: 'field',
    item_type: item.itemType,
    id: item.devrevId,
    field,
    code,
    reason,
  });
}
