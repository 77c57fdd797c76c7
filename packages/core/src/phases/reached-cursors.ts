import type { Stream } from '../connector/stream.js';
import { type CursorValue, emptyTally, type StreamProgress, type SyncState } from '../state/sync-state.js';
import type { SkipCounter } from './skip-counter.js';

/** How far streams have come in records that are written but not yet confirmed. */
export interface ReachedCursors {
  /** Counts what is delivered and skipped meanwhile for the next position of the stream; one at a time. */
  counting(stream: Pick<Stream<unknown>, 'name'>, write: () => Promise<void>): Promise<void>;
  reach(
    stream: Pick<Stream<unknown>, 'name' | 'stateVersion'>,
    progress: Omit<StreamProgress, 'version'>,
  ): void;
  /**
   * Remembers what has been reached by now; what it returns moves the saved cursors there, once all of it is
   * confirmed, and tells whether any of them has moved.
   */
  begin(): () => boolean;
}

/** Counts of a run move with its cursors: records after them will be read, and counted, once more. */
export function createReachedCursors(state: SyncState, skips: Pick<SkipCounter, 'counts'>): ReachedCursors {
  let reached = new Map<string, StreamProgress>();
  const tally = { ...state.tally.data };
  /** Of pages after the position reached, by stream. */
  const ahead = new Map<string, ReturnType<typeof emptyCounts>>();

  return {
    async counting({ name }, write) {
      const before = skips.counts();
      await write();
      const after = skips.counts();
      const counts = ahead.get(name) ?? emptyCounts();
      counts.delivered += after.delivered - before.delivered;
      counts.failed += after.failed - before.failed;
      ahead.set(name, counts);
    },
    reach({ name, stateVersion }, progress) {
      reached.set(name, { ...reached.get(name), version: stateVersion, ...progress });
      const counts = ahead.get(name) ?? emptyCounts();
      tally.delivered += counts.delivered;
      tally.failed += counts.failed;
      ahead.delete(name);
    },
    begin() {
      const written = reached;
      const counted = { ...tally };
      reached = new Map();
      return () => {
        let hasMoved = false;
        for (const [name, { cursor, ...progress }] of written) {
          const before = state.streams[name]?.cursor;
          const kept = cursor ?? before;
          hasMoved ||= progress.done || !before || !kept || !sameCursor(before, kept);
          state.streams[name] = { ...progress, ...(kept && { cursor: kept }) };
        }
        state.tally.data = counted;
        return hasMoved;
      };
    },
  };
}

function emptyCounts() {
  return emptyTally().data;
}

export function sameCursor(a: CursorValue, b: CursorValue): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
