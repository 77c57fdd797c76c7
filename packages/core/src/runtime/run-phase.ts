import { type ErrorReport, FatalError, PlatformError, RateLimitedError, toErrorReport } from '../errors.js';
import { loadAttachments } from '../loading/load-attachments.js';
import { createLoadCounts, type LoadCounts } from '../loading/load-counts.js';
import { loadData } from '../loading/load-data.js';
import { extractAttachments } from '../phases/attachments.js';
import { extractData } from '../phases/data.js';
import { extractExternalSyncUnits } from '../phases/external-sync-units.js';
import { itemTypesOf } from '../phases/extraction-scope.js';
import { extractMetadata } from '../phases/metadata.js';
import type { PhaseOutcome } from '../phases/phase-outcome.js';
import { type Outcome, type Phase, replyEventType, unknownEventReply } from '../protocol/event-names.js';
import { platformAssumptions } from '../protocol/platform-assumptions.js';
import type { ArtifactDescriptor, PhaseReply } from '../protocol/reply.js';
import { commitWindow, reportedWindow } from '../state/extraction-window.js';
import { keepCursors } from '../state/kept-cursors.js';
import { openState, type StateStore } from '../state/state-store.js';
import { closeGaps, noteKnown } from '../state/stream-gaps.js';
import type { SyncState } from '../state/sync-state.js';
import { DeadlineReached } from './deadline.js';
import { delayAfter } from './delays.js';
import { errorText } from './error-text.js';
import type { Invocation } from './invocation.js';
import { installMappingOnce } from './mapping-of-run.js';
import { createOutbox, type OutboxQueue } from './outbox.js';
import { beginRun } from './run-start.js';
import { maxStalledInvocations } from './stalls.js';

/** The reply of a phase, and what to do once the platform has accepted it. */
export interface FinishedPhase {
  reply: PhaseReply;
  onAccepted: () => Promise<void>;
}

/**
 * Runs the phase of one event up to, but without, sending the reply.
 * @throws ConnectorError when the phase failed and there is nothing to report with the failure.
 */
export async function runPhase(phase: Phase, invocation: Invocation): Promise<FinishedPhase> {
  switch (phase) {
    case 'external_sync_units':
      return finished(invocation, phase, 'done', {
        artifacts: await inOneInvocation(
          () => extractExternalSyncUnits(invocation),
          'Listing what can be synced',
        ),
      });
    case 'metadata':
      return runMetadata(invocation, await openRun(invocation));
    case 'data':
      return runResumable(phase, invocation, await openRun(invocation), extractData);
    case 'attachments':
      return runResumable(phase, invocation, await openRun(invocation), extractAttachments);
    case 'delete_extractor_state':
    case 'delete_extractor_attachments_state':
    case 'delete_loader_state':
    case 'delete_loader_attachment_state':
      // Everything a connector keeps is in the platform's own state, which the platform deletes.
      return finished(invocation, phase, 'done', {});
    case 'load_data':
    case 'load_attachments':
      // A connector that cannot write knows nothing of these events.
      if (!invocation.connector.loaders && !invocation.connector.fileLoader)
        return { reply: { eventType: unknownEventReply }, onAccepted: async () => {} };
      return runLoading(phase, invocation, phase === 'load_data' ? loadData : loadAttachments);
  }
}

async function openRun(invocation: Invocation): Promise<StateStore> {
  const { platform } = invocation;
  const store = await openState(platform);
  const { state } = store;
  invocation.budgets.restore(state.budgets);
  invocation.facts.restore(state.remembered);
  await installMappingOnce(invocation, state);
  beginRun(invocation, store, new Date(invocation.clock.now()));
  return store;
}

async function runMetadata(invocation: Invocation, store: StateStore): Promise<FinishedPhase> {
  const artifacts = await inOneInvocation(() => extractMetadata(invocation), 'Reading the metadata');
  store.state.metadataArtifactId = artifacts[0]?.id ?? '';
  store.state.pendingClockSkewSeconds = invocation.ledger.clockSkewSeconds() ?? 0;
  store.state.budgets = invocation.budgets.save();
  store.state.remembered = invocation.facts.save();
  await store.save();
  return finished(invocation, 'metadata', 'done', {
    artifacts,
    window: reportedWindow(store.state, invocation.event.context),
  });
}

async function runResumable(
  phase: 'data' | 'attachments',
  invocation: Invocation,
  store: StateStore,
  extract: (invocation: Invocation, store: StateStore, outbox: OutboxQueue) => Promise<PhaseOutcome>,
): Promise<FinishedPhase> {
  const { state } = store;
  const outbox = createOutbox(state.outbox[phase], invocation.event.context);
  const window = reportedWindow(state, invocation.event.context);
  state.stalledInvocations += 1;
  let ended: PhaseOutcome | 'delayed';
  let delaySeconds: number | undefined;
  try {
    ended = await extract(invocation, store, outbox);
  } catch (error) {
    delaySeconds = delayAfter(error, state);
    if (delaySeconds === undefined) return failed(invocation, phase, error, outbox, store);
    noteDelay(invocation, delaySeconds, error);
    ended = 'delayed';
  }
  noteClockSkew(invocation, state);
  state.budgets = invocation.budgets.save((delaySeconds ?? 0) * 1000);
  state.remembered = invocation.facts.save();
  const { artifacts, isAll } = outbox.next();
  const outcome = ended === 'done' && !isAll ? 'progress' : ended;
  if (outcome !== 'progress') state.stalledInvocations = 0;
  if (state.stalledInvocations > maxStalledInvocations)
    return failed(invocation, phase, noProgress(), outbox, store);
  if (phase === 'attachments' && outcome === 'done') {
    closeGaps(state);
    noteKnown(
      state,
      invocation.connector.streams.map((stream) => ({ name: stream.name, itemTypes: itemTypesOf(stream) })),
    );
    keepCursors(state, invocation.connector.streams);
    commitWindow(state);
  }
  await store.save();
  return {
    ...finished(
      invocation,
      phase,
      outcome,
      {
        artifacts,
        window,
        ...(delaySeconds !== undefined && { delaySeconds }),
      },
      state.skipped,
    ),
    onAccepted: async () => {
      const isIngested = outcome !== 'delayed' || platformAssumptions.artifactsOfDelayedRepliesAreIngested;
      if (artifacts.length === 0 || !isIngested) return;
      outbox.accepted(artifacts.length);
      await store.save();
    },
  };
}

/** Writes into the external system; what was done is reported whatever the invocation ends with. */
async function runLoading(
  phase: 'load_data' | 'load_attachments',
  invocation: Invocation,
  load: (invocation: Invocation, store: StateStore, counts: LoadCounts) => Promise<PhaseOutcome>,
): Promise<FinishedPhase> {
  const store = await openRun(invocation);
  const { state } = store;
  const counts = createLoadCounts();
  const reported = () => ({ reports: counts.reports(), processedFiles: counts.processedFiles() });
  state.stalledInvocations += 1;
  let outcome: PhaseOutcome;
  try {
    outcome = await load(invocation, store, counts);
  } catch (error) {
    const delaySeconds = delayAfter(error, state);
    if (error instanceof DeadlineReached) outcome = 'progress';
    else if (delaySeconds === undefined) {
      noteFailure(invocation, phase, error);
      return finished(invocation, phase, 'error', {
        ...reported(),
        errorMessage: errorText(toErrorReport(error)),
      });
    } else {
      noteDelay(invocation, delaySeconds, error);
      state.stalledInvocations = 0;
      await store.save();
      return finished(invocation, phase, 'delayed', { ...reported(), delaySeconds });
    }
  }
  if (outcome === 'progress' && state.stalledInvocations > maxStalledInvocations) {
    noteFailure(invocation, phase, noProgress());
    return finished(invocation, phase, 'error', {
      ...reported(),
      errorMessage: errorText(toErrorReport(noProgress())),
    });
  }
  if (outcome === 'done') state.stalledInvocations = 0;
  state.budgets = invocation.budgets.save();
  await store.save();
  return finished(invocation, phase, outcome, reported());
}

/** A source clock behind ours is what loses changes, and metadata need not have asked the source anything. */
function noteClockSkew({ ledger }: Invocation, state: SyncState): void {
  state.pendingClockSkewSeconds = Math.min(state.pendingClockSkewSeconds, ledger.clockSkewSeconds() ?? 0);
}

/** What was confirmed is listed with the error too, and stays in the outbox for the next reply. */
function failed(
  invocation: Invocation,
  phase: Phase,
  error: unknown,
  outbox: OutboxQueue,
  { state }: StateStore,
): FinishedPhase {
  const report = noteFailure(invocation, phase, error);
  const { artifacts } = outbox.next();
  const window = reportedWindow(state, invocation.event.context);
  return finished(
    invocation,
    phase,
    'error',
    { artifacts, errorMessage: errorText(report), window },
    state.skipped,
  );
}

function noteFailure({ log }: Invocation, phase: Phase, error: unknown): ErrorReport {
  const report = toErrorReport(error);
  const { code, audience, detail } = report;
  log.error('phase failed', { phase, code, audience, detail });
  return report;
}

function noteDelay({ log }: Invocation, delaySeconds: number, error: unknown): void {
  const { code, message, detail } = toErrorReport(error);
  log.warn('the platform is asked to wait', {
    delay_seconds: delaySeconds,
    code,
    reason: message,
    detail,
  });
}

function finished(
  { log, ledger, budgets, losses }: Invocation,
  phase: Phase,
  outcome: Outcome,
  reply: Omit<PhaseReply, 'eventType'>,
  skipped = 0,
): FinishedPhase {
  const eventType = replyEventType(phase, outcome);
  if (eventType === undefined) throw new PlatformError(`The phase ${phase} cannot end with "${outcome}".`);
  log.info('invocation finished', {
    phase,
    outcome,
    calls: ledger.total(),
    calls_by_endpoint: ledger.counts(),
    wait_seconds: ledger.waitSeconds(),
    budgets: budgets.usage(),
    records: countItems(reply.artifacts ?? []),
    skipped,
    ...(Object.keys(losses.totals()).length > 0 && { rich_text_losses: losses.totals() }),
  });
  return { reply: { eventType, ...reply }, onAccepted: async () => {} };
}

function countItems(artifacts: readonly ArtifactDescriptor[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { item_type, item_count } of artifacts)
    counts[item_type] = (counts[item_type] ?? 0) + item_count;
  return counts;
}

/** These phases cannot be continued, so running out of time and being asked to wait are errors. */
async function inOneInvocation<Result>(work: () => Promise<Result>, purpose: string): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RateLimitedError) {
      throw new FatalError(
        `${purpose} has to be done at once, but the external system wants to be left alone for ` +
          `${error.delaySeconds} seconds. Start the sync again after that.`,
        { code: error.code, audience: 'transient', detail: error.message },
      );
    }
    if (!(error instanceof DeadlineReached)) throw error;
    throw new PlatformError(
      `${purpose} took longer than one invocation may. Check how fast the external system answers.`,
      {
        code: 'out_of_time',
      },
    );
  }
}

function noProgress(): PlatformError {
  return new PlatformError(
    `${maxStalledInvocations} invocations in a row ran out of time before one page was complete. ` +
      'Check how fast the external system answers, then start the sync again; it resumes where it stopped.',
    { code: 'no_progress' },
  );
}
