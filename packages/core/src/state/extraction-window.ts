import { PlatformError } from '../errors.js';
import type { EventContext } from '../protocol/event.js';
import { parseTimeValue, resolveTimeValue, type TimeValue, unboundedStart } from '../time/time-value.js';
import { toUtcTimestamp } from '../time/timestamp.js';
import type { SyncState } from './sync-state.js';

/** What to extract, RFC 3339 UTC, both bounds inclusive of their instant. */
export interface ExtractionWindow {
  /** Absent: from the beginning. */
  from?: string;
  /**
   * Absent: up to now, with whatever changes while the run goes on. Records beyond a run's start must not be cut
   * off then: one that changes more often than runs happen would never be delivered.
   */
  to?: string;
}

/**
 * Resolves the window when a run starts and freezes it in the state: later events of the run may carry
 * TimeValues too, but resolving `current_time` again would move the end under our feet.
 */
export function freezeWindow(state: SyncState, context: EventContext, now: Date): void {
  const start = parseTimeValue(context.extraction_start_time, 'extraction_start_time');
  const end = parseTimeValue(context.extraction_end_time, 'extraction_end_time');
  // A bound that is not sent is open: what a failed run has left here belongs to that run.
  state.pendingWorkersOldest = start ? resolveTimeValue(start, state, now, 'extraction_start_time') : '';
  state.pendingWorkersNewest = end ? resolveTimeValue(end, state, now, 'extraction_end_time') : '';
  state.openEnded = end === undefined || end.type === 'current_time';
  if (start && end && isExhaustedBackfill(start, end, state)) {
    // Epoch to epoch would be refused below; with nothing recorded yet the whole past is what was asked for.
    state.pendingWorkersNewest = now.toISOString();
  }
}

function isExhaustedBackfill(start: TimeValue, end: TimeValue, state: SyncState): boolean {
  return (
    start.type === 'workers_oldest_minus_window' && end.type === 'workers_oldest' && !state.workersOldest
  );
}

/**
 * The window of the run in progress.
 * @throws PlatformError when it is empty or reversed.
 */
export function currentWindow(state: SyncState, context: EventContext): ExtractionWindow {
  const from = state.pendingWorkersOldest || rawExtractFrom(context) || incrementalFallback(state, context);
  const to = state.pendingWorkersNewest || (context.extract_to ?? undefined);
  if (from && to && from >= to) {
    throw new PlatformError(
      `Invalid extraction window: it starts at ${from} and ends at ${to}. Start the sync again.`,
      {
        code: 'window_invalid',
      },
    );
  }
  return { ...(from && from !== unboundedStart && { from }), ...(to && { to }) };
}

/**
 * The bounds a reply names: what TimeValues were resolved to, the beginning of time included, or what the platform
 * sent itself. What this runtime falls back to without either is its own business.
 * Source: devrev/adaas-sdk v1.20 `src/tests/extract-from-collision.test.ts`.
 */
export function reportedWindow(state: SyncState, context: EventContext): ExtractionWindow {
  const from = state.pendingWorkersOldest || context.extract_from;
  const to = state.pendingWorkersNewest || context.extract_to;
  return { ...(from && { from }), ...(to && { to }) };
}

/** Before TimeValues existed the platform sent `extract_from` itself (capability TIME_SCOPED_SYNCS). */
function rawExtractFrom(context: EventContext): string | undefined {
  if (!context.extract_from) return undefined;
  if (context.mode === 'INCREMENTAL' && context.reset_extract_from !== true) return undefined;
  return toUtcTimestamp(context.extract_from);
}

function incrementalFallback(state: SyncState, context: EventContext): string | undefined {
  if (context.mode !== 'INCREMENTAL' || context.reset_extract_from === true) return undefined;
  return state.workersNewest || state.lastSuccessfulSyncStarted || undefined;
}

/**
 * The window in the clock of the external system, with the stream's overlap: a boundary taken when that clock was
 * behind ours lies earlier there.
 */
export function windowForStream(
  window: ExtractionWindow,
  state: SyncState,
  overlapSeconds: number,
): ExtractionWindow {
  const start = inSourceClock(window, state);
  const from = start && toUtcTimestamp(Date.parse(start) - overlapSeconds * 1000);
  return { ...(from && { from }), ...(!state.openEnded && window.to && { to: window.to }) };
}

/** The start of a window in the clock of the external system; absent: from the beginning. */
export function inSourceClock({ from }: ExtractionWindow, state: SyncState): string | undefined {
  const behindSeconds = Math.max(0, -state.clockSkewSeconds);
  return from ? toUtcTimestamp(Date.parse(from) - behindSeconds * 1000) : undefined;
}

/**
 * Moves the boundaries after a whole run was delivered: outwards only, so that a run over a narrow range never
 * makes a later incremental run skip something.
 */
export function commitWindow(state: SyncState): void {
  const { pendingWorkersOldest: from, pendingWorkersNewest: to } = state;
  if (from && (!state.workersOldest || from < state.workersOldest)) state.workersOldest = from;
  if (to && (!state.workersNewest || to > state.workersNewest)) {
    state.workersNewest = to;
    state.clockSkewSeconds = state.pendingClockSkewSeconds;
  }
  state.pendingWorkersOldest = '';
  state.pendingWorkersNewest = '';
  state.pendingClockSkewSeconds = 0;
  // Committing twice, because the first reply got lost, must not forget what the first one knew.
  state.lastSuccessfulSyncStarted = state.lastSyncStarted || state.lastSuccessfulSyncStarted;
  state.lastSyncStarted = '';
}
