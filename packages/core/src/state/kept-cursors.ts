import type { StreamProgress, SyncState } from './sync-state.js';

/**
 * Notes where streams that keep their cursor have ended, once their run is complete: what a failed run has read is
 * compared again with what was read before it.
 */
export function keepCursors(
  state: SyncState,
  streams: readonly { name: string; keepsCursor: boolean }[],
): void {
  // A range with an end says nothing about what there is now.
  if (!state.openEnded) return;
  for (const { name, keepsCursor } of streams) {
    const { version, cursor, done, refused, resting } = state.streams[name] ?? emptyProgress;
    if (keepsCursor && done && !refused && !resting && cursor !== undefined)
      state.completed[name] = { version, cursor };
  }
}

const emptyProgress: StreamProgress = { version: 0, done: false };
