import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import { toWireItem } from '../artifacts/item-envelope.js';
import type { ExtractionScope, Page, Stream, StreamContext } from '../connector/stream.js';
import { ConnectorError, ContractViolation, PermissionError, RecordError } from '../errors.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import { createRecordChecks, type RecordCheck } from '../metadata/record-check.js';
import { createCheckpoints } from '../runtime/checkpoint.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';
import type { OutboxQueue } from '../runtime/outbox.js';
import { currentWindow } from '../state/extraction-window.js';
import type { StateStore } from '../state/state-store.js';
import { openGap, windowWithGap } from '../state/stream-gaps.js';
import type { CursorValue, StreamProgress, Tally } from '../state/sync-state.js';
import { createExtractionScope } from './extraction-scope.js';
import { metadataOfRun } from './metadata.js';
import type { PhaseOutcome } from './phase-outcome.js';
import { createSkipCounter } from './skip-counter.js';
import { orderStreams } from './stream-order.js';
import { createTurns } from './turns.js';

const checkpointPolicy = { intervalMs: 30_000, items: 20_000, firstItems: 1 };

/** What the metadata of the run and the user's choice say about records. */
interface RunRules {
  metadata: MetadataDocument;
  checks: ReadonlyMap<string, RecordCheck>;
  scope: ExtractionScope;
}

type RawPage = Page<Readonly<Record<string, readonly unknown[] | undefined>>, CursorValue>;

/** Runs the connector's streams from where the saved state says, until done or out of time. */
export async function extractData(
  invocation: Invocation,
  store: StateStore,
  outbox: OutboxQueue,
): Promise<PhaseOutcome> {
  const { connector, deadline, platform, log } = invocation;
  const { state } = store;
  const writer = createArtifactWriter({ platform });
  const skips = createSkipCounter(state, 'data', log);
  const turns = createTurns();
  const checkpoints = createCheckpoints({
    writer,
    store,
    outbox,
    policy: checkpointPolicy,
    onArtifact: ({ id, item_type }) => {
      if (item_type === 'attachments') state.attachments.artifactIds.push(id);
    },
    announce: invocation.announceCheckpoint,
  });
  let refusal: PermissionError | undefined;
  /** Cursors of pages that are written but not yet confirmed. */
  const reached = new Map<string, Omit<StreamProgress, 'version'>>();
  /** What was counted when the last of them was reached: records after it may be read once more. */
  let tally: Tally = skips.counts();
  const reach = (stream: Stream<unknown>, progress: Omit<StreamProgress, 'version'>) => {
    const before = reached.get(stream.name)?.cursor;
    reached.set(stream.name, { ...(before && { cursor: before }), ...progress });
    tally = skips.counts();
  };
  const advance = () => () => {
    let hasMoved = false;
    for (const [name, { cursor, ...progress }] of reached) {
      const version = connector.streams.find((stream) => stream.name === name)?.stateVersion ?? 1;
      const before = state.streams[name];
      const kept = cursor ?? before?.cursor;
      hasMoved ||= progress.done || !before?.cursor || !kept || !sameCursor(before.cursor, kept);
      state.streams[name] = { version, ...progress, ...(kept && { cursor: kept }) };
    }
    reached.clear();
    state.tally.data = tally;
    state.budgets = invocation.budgets.save();
    return hasMoved;
  };

  try {
    const metadata = await metadataOfRun(invocation, state.metadataArtifactId);
    const run: RunRules = {
      metadata,
      checks: createRecordChecks(metadata),
      scope: createExtractionScope(metadata, store.shouldExtract),
    };
    const streams = orderStreams(connector.streams).filter(({ delivers }) =>
      Object.values(delivers).some((token) => run.scope.includes(token.key)),
    );
    for (const stream of streams) {
      if (state.streams[stream.name]?.done) continue;
      const isComplete = await runUnlessRefused(stream, run);
      await checkpoints.save(advance);
      if (!isComplete) return 'progress';
    }
    await checkpoints.save(advance);
    failWhenAllRefused(streams);
    return 'done';
  } catch (error) {
    // Keeps what was confirmed; when saving itself fails, that is the error to report.
    await checkpoints.save(advance);
    if (error instanceof DeadlineReached) return 'progress';
    throw error;
  }

  /** What this connection may not see is named and left for later runs; the other streams go on. */
  async function runUnlessRefused(stream: Stream<unknown>, run: RunRules): Promise<boolean> {
    try {
      return await runStream(stream, run);
    } catch (error) {
      if (!(error instanceof PermissionError)) throw error;
      refusal = error;
      openGap(currentWindow(state, invocation.event.context), state, stream.name);
      skips.refused(stream, error);
      reach(stream, { done: true, refused: true });
      checkpoints.worked(1);
      return true;
    }
  }

  /** A run that was refused all it could have delivered is no success with gaps; an empty stream proves nothing. */
  function failWhenAllRefused(streams: readonly Stream<unknown>[]): void {
    const progress = streams.map(({ name }) => state.streams[name]);
    if (!progress.some((stream) => stream?.refused)) return;
    if (progress.some((stream) => !stream?.refused && stream?.cursor !== undefined)) return;
    throw (
      refusal ??
      new PermissionError(
        'The external system refused this connection everything that was to be synced. Check what the account ' +
          'behind the connection may see, then start the sync again.',
      )
    );
  }

  /** Resolves to false when it stopped early. */
  async function runStream(stream: Stream<unknown>, run: RunRules): Promise<boolean> {
    const context: StreamContext<unknown> = {
      client: invocation.client(),
      externalSyncUnit: invocation.unit,
      window: windowWithGap(currentWindow(state, invocation.event.context), state, stream),
      scope: run.scope,
      metadata: run.metadata,
      signal: deadline.signal,
    };
    const prepared = await stream.prepare(context);
    const cursor = savedCursor(stream);
    log.info('stream started', { stream: stream.name, resumed: cursor !== undefined, ...context.window });
    const pages = stream.pages({ ...context, prepared, cursor });
    const guard = createCursorGuard(stream, cursor);
    let pending = readAhead(pages);
    for (;;) {
      const next = await pending;
      if (next.done) {
        reach(stream, { done: true });
        checkpoints.worked(1);
        log.info('stream complete', { stream: stream.name });
        return true;
      }
      const goesOn = !deadline.softReached && !outbox.isFull();
      const page = asYielded(next.value);
      if (goesOn) pending = readAhead(pages);
      guard.check(page.cursor);
      await writePage(stream, page, prepared, run);
      if (page.cursor) reach(stream, { cursor: page.cursor, done: false });
      if (checkpoints.isDue()) await checkpoints.save(advance);
      if (!goesOn) {
        await pages.return();
        return false;
      }
    }
  }

  async function writePage(
    stream: Stream<unknown>,
    page: RawPage,
    prepared: unknown,
    { checks, scope }: RunRules,
  ): Promise<void> {
    for (const [feed, records] of Object.entries(page.records)) {
      const token = stream.delivers[feed];
      const normalize = stream.normalize[feed];
      if (!token || !normalize)
        throw new ContractViolation(`Stream "${stream.name}" yields an undeclared feed "${feed}".`);
      if (!scope.includes(token.key)) continue;
      for (const raw of records ?? []) {
        if (turns.isOver()) await turns.next();
        const item = attempt(() =>
          toWireItem(token, normalize(raw, { prepared, externalSyncUnit: invocation.unit }), checks),
        );
        if ('error' in item) skips.skip(token.key, idOf(raw), item.error);
        else if (store.shouldExtract(item.value.itemType)) {
          const isBehind = writer.add(item.value);
          if (isBehind) await isBehind;
          if (item.value.dropped.length > 0)
            skips.dropFields(item.value.itemType, item.value.id, item.value.dropped);
          if (item.value.losses) invocation.losses.note(item.value.itemType, item.value.losses);
          skips.delivered();
          checkpoints.worked(1);
        }
      }
    }
    checkpoints.worked(1);
    skips.check();
  }

  function savedCursor(stream: Stream<unknown>): CursorValue | undefined {
    const progress = state.streams[stream.name];
    if (!progress?.cursor) return undefined;
    const result =
      progress.version === stream.stateVersion ? stream.cursor.safeParse(progress.cursor) : undefined;
    if (result?.success) return result.data;
    log.warn('saved cursor belongs to another version of the stream, starting it afresh', {
      stream: stream.name,
    });
    return undefined;
  }
}

/** A copy of the page: the generator may go on with the same arrays and cursor while this page is written. */
function asYielded({ records, cursor }: RawPage): RawPage {
  const copies = Object.entries(records).map(([feed, raw]) => [feed, raw && [...raw]]);
  return { records: Object.fromEntries(copies), ...(cursor && { cursor: { ...cursor } }) };
}

/** Starts fetching the next page; its failure is seen when it is awaited. */
function readAhead(pages: AsyncGenerator<RawPage, void, void>): Promise<IteratorResult<RawPage, void>> {
  const pending = pages.next();
  pending.catch(() => {});
  return pending;
}

/**
 * Stops a stream that goes in a circle. The last page of a stream may end where an earlier invocation stopped, so a
 * cursor that did not move is only an error once another page follows.
 */
function createCursorGuard(stream: Stream<unknown>, start: CursorValue | undefined) {
  let previous = start;
  let hasStopped = false;
  return {
    check(cursor: CursorValue | undefined): void {
      if (hasStopped) {
        throw new ContractViolation(
          `Stream "${stream.name}" yielded the same cursor twice, so it would never end. Report this with the log of the run.`,
          { code: 'endless_paging' },
        );
      }
      if (!cursor) return;
      if (!stream.cursor.safeParse(cursor).success) {
        throw new ContractViolation(`Stream "${stream.name}" yielded a cursor that does not fit its schema.`);
      }
      hasStopped = previous !== undefined && sameCursor(previous, cursor);
      previous = cursor;
    },
  };
}

function sameCursor(a: CursorValue, b: CursorValue): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function attempt<Value>(action: () => Value): { value: Value } | { error: unknown } {
  try {
    return { value: action() };
  } catch (error) {
    if (ConnectorError.isInstance(error) && !(error instanceof RecordError)) throw error;
    return { error };
  }
}

function idOf(raw: unknown): string {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : 'unknown';
}
