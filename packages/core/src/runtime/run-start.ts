import { currentWindow, freezeWindow } from '../state/extraction-window.js';
import type { StateStore } from '../state/state-store.js';
import type { Invocation } from './invocation.js';

/**
 * Prepares the state for the event: freezes the window when a run starts, forgets stream progress of an earlier
 * run. A start event repeated within one run (same run id) goes on where the run is.
 * @throws PlatformError when the window makes no sense.
 */
export function beginRun({ event }: Invocation, { state }: StateStore, now: Date): void {
  if (event.type === 'START_EXTRACTING_METADATA') freezeWindow(state, event.context, now);
  if (event.type === 'START_EXTRACTING_DATA') {
    if (state.lastSyncStarted === '') state.lastSyncStarted = now.toISOString();
    const runId = event.context.run_id ?? event.context.sync_run_id ?? '';
    if (runId === '' || runId !== state.runId) {
      state.runId = runId;
      state.streams = {};
      state.attachments = { artifactIds: [], processed: [] };
      state.skipped = 0;
      state.fieldsDropped = 0;
      state.stalledInvocations = 0;
    }
  }
  currentWindow(state, event.context);
}
