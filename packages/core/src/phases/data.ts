import { createArtifactWriter } from '../artifacts/artifact-writer.js';
import type { Stream } from '../connector/stream.js';
import { PermissionError } from '../errors.js';
import { createRecordChecks } from '../metadata/record-check.js';
import { createCheckpoints } from '../runtime/checkpoint.js';
import { DeadlineReached } from '../runtime/deadline.js';
import type { Invocation } from '../runtime/invocation.js';
import type { OutboxQueue } from '../runtime/outbox.js';
import { createSaves } from '../runtime/saves.js';
import { currentWindow, type ExtractionWindow } from '../state/extraction-window.js';
import type { StateStore } from '../state/state-store.js';
import { isResting, leaveOut, leaveOutUnknown, openGap, windowWithGap } from '../state/stream-gaps.js';
import { createExtractionScope, itemTypesOf, switchedOff } from './extraction-scope.js';
import { metadataOfRun } from './metadata.js';
import { createOneAtATime } from './one-at-a-time.js';
import { createPageWriter, type PageWriter, type RunRules } from './page-writer.js';
import type { PhaseOutcome } from './phase-outcome.js';
import { createReachedCursors } from './reached-cursors.js';
import { createSkipCounter } from './skip-counter.js';
import { orderStreams } from './stream-order.js';
import { runStream } from './stream-run.js';
import { runStreams } from './stream-schedule.js';

const checkpointPolicy = { intervalMs: 30_000, items: 20_000, firstItems: 1 };

/**
 * Runs the connector's streams from where the saved state says, until done or out of time. Streams are read beside each
 * other; what they bring is written one page at a time, so that no checkpoint sees half of one.
 */
export async function extractData(
  invocation: Invocation,
  store: StateStore,
  outbox: OutboxQueue,
): Promise<PhaseOutcome> {
  const { connector, deadline, platform, clock, log } = invocation;
  const { state } = store;
  const writer = createArtifactWriter({ platform, clock });
  const skips = createSkipCounter(state, 'data', log);
  const reached = createReachedCursors(state, skips);
  const checkpoints = createCheckpoints({
    writer,
    store,
    outbox,
    policy: checkpointPolicy,
    onArtifact: ({ id, item_type }) => {
      if (item_type === 'attachments') state.attachments.artifactIds.push(id);
    },
    announce: invocation.announceCheckpoint,
    clock,
  });
  const saves = createSaves(checkpoints, () => {
    const advance = reached.begin();
    return () => {
      state.budgets = invocation.budgets.save();
      return advance();
    };
  });
  const inTurn = createOneAtATime();
  let refusal: PermissionError | undefined;

  try {
    const metadata = await metadataOfRun(invocation, state.metadataArtifactId);
    const rules: RunRules = {
      metadata,
      checks: createRecordChecks(metadata),
      scope: createExtractionScope(metadata, store.shouldExtract),
      shouldExtract: store.shouldExtract,
    };
    const pages = createPageWriter(invocation, rules, { writer, skips, worked: checkpoints.worked });
    const window = currentWindow(state, invocation.event.context);
    for (const stream of connector.streams) {
      leaveOutUnknown(state, { name: stream.name, itemTypes: itemTypesOf(stream) });
      leaveOut(window, state, stream.name, switchedOff(stream, metadata, store.shouldExtract));
    }
    const ordered = orderStreams(connector.streams).filter(({ stream }) =>
      Object.values(stream.delivers).some((token) => rules.scope.includes(token.key)),
    );
    leaveOutResting(
      window,
      ordered.map(({ stream }) => stream),
    );
    const isComplete = await runStreams(
      ordered
        .filter(({ stream }) => !state.streams[stream.name]?.done)
        .map(({ stream, waitsFor }) => ({
          name: stream.name,
          waitsFor,
          run: (stop) => runUnlessRefused(stream, rules, pages, stop),
        })),
      { alone: saves.first, now: clock.now },
    );
    await saves.saveAll();
    if (!isComplete) return 'progress';
    failWhenAllRefused(ordered.map(({ stream }) => stream.name));
    return 'done';
  } catch (error) {
    // Keeps what was confirmed; when saving itself fails, that is the error to report.
    await saves.saveAll();
    if (error instanceof DeadlineReached) return 'progress';
    throw error;
  }

  /** Decided once per run, so that a stream is not begun in the middle of one. */
  function leaveOutResting(window: ExtractionWindow, streams: readonly Stream<unknown>[]): void {
    for (const stream of streams) {
      if (state.streams[stream.name] !== undefined || !isResting(window, state, stream, clock.now()))
        continue;
      openGap(window, state, stream.name);
      state.streams[stream.name] = { version: stream.stateVersion, done: true, resting: true };
    }
  }

  /** What this connection may not see is named and left for later runs; the other streams go on. */
  async function runUnlessRefused(
    stream: Stream<unknown>,
    rules: RunRules,
    pages: PageWriter,
    stop: AbortSignal,
  ): Promise<boolean> {
    try {
      return await run(stream, rules, pages, stop);
    } catch (error) {
      if (!(error instanceof PermissionError)) throw error;
      await inTurn(async () => {
        refusal = error;
        openGap(currentWindow(state, invocation.event.context), state, stream.name);
        skips.refused(stream, error);
        reached.reach(stream, { done: true, refused: true });
        checkpoints.worked(1);
        await saves.saveIfDue();
      });
      return true;
    }
  }

  function run(
    stream: Stream<unknown>,
    { metadata, scope }: RunRules,
    pages: PageWriter,
    stop: AbortSignal,
  ): Promise<boolean> {
    const options = {
      context: {
        client: invocation.client(),
        options: invocation.options(),
        externalSyncUnit: invocation.unit,
        window: windowWithGap(currentWindow(state, invocation.event.context), state, stream),
        scope,
        metadata,
        signal: deadline.signal,
      },
      saved: state.streams[stream.name],
      completed: state.completed[stream.name],
      log,
      goesOn: () => !deadline.softReached && !outbox.isFull(),
    };
    return runStream(stream, stop, {
      ...options,
      onPage: (page, prepared) =>
        inTurn(async () => {
          await reached.counting(stream, () => pages.write(stream, page, prepared));
          if (page.cursor) reached.reach(stream, { cursor: page.cursor, done: false });
          await saves.saveIfDue();
        }),
      onEnd: () =>
        inTurn(async () => {
          reached.reach(stream, { done: true });
          checkpoints.worked(1);
          await saves.saveIfDue();
        }),
    });
  }

  /** A run that was refused all it could have delivered is no success with gaps; an empty stream proves nothing. */
  function failWhenAllRefused(names: readonly string[]): void {
    const progress = names.map((name) => state.streams[name]).filter((stream) => !stream?.resting);
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
}
