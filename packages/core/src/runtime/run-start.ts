import { currentWindow, freezeWindow } from '../state/extraction-window.js';
import type { StateStore } from '../state/state-store.js';
import { emptyTally, type SyncState } from '../state/sync-state.js';
import type { Invocation } from './invocation.js';

/**
 * Prepares the state for the event: freezes the window when a run starts, forgets stream progress of an earlier
 * run. A start event repeated within one run goes on where the run is; a continue event of a run whose start never
 * reached the saved state begins it.
 * @throws PlatformError when the window makes no sense.
 */
export function beginRun({ event }: Invocation, { state }: StateStore, now: Date): void {
  const runId = event.context.run_id ?? event.context.sync_run_id ?? '';
  // Delivered once more while the run reads its data, it must not move the end past what was read.
  const isUnderWay = runId !== '' && runId === state.runId;
  if (event.type === 'START_EXTRACTING_METADATA' && !isUnderWay) freezeWindow(state, event.context, now);
  const isStart = event.type === 'START_EXTRACTING_DATA';
  if (isStart || event.type === 'CONTINUE_EXTRACTING_DATA') {
    if (runId === '' ? isStart : runId !== state.runId) startStreamsAfresh(state, runId);
    if (state.lastSyncStarted === '') state.lastSyncStarted = now.toISOString();
  }
  currentWindow(state, event.context);
}

function startStreamsAfresh(state: SyncState, runId: string): void {
  state.runId = runId;
  state.streams = {};
  state.attachments = { artifactIds: [], processed: [] };
  state.skipped = 0;
  state.fieldsDropped = 0;
  state.tally = emptyTally();
  state.stalledInvocations = 0;
  state.outageDelays = 0;
}
