import { type ExtractionWindow, inSourceClock, windowForStream } from './extraction-window.js';
import type { SyncState } from './sync-state.js';

/** The window of one stream, from further back when earlier runs had to leave the stream out. */
export function windowWithGap(
  window: ExtractionWindow,
  state: SyncState,
  stream: { name: string; overlapSeconds: number },
): ExtractionWindow {
  const gap = state.gaps[stream.name];
  const own = windowForStream(window, state, stream.overlapSeconds);
  // A range with an end fills no gap: what is missing goes on up to now.
  if (!gap || !state.openEnded) return own;
  const { from: _, ...open } = own;
  const missing = windowForStream(gap, { ...state, clockSkewSeconds: 0 }, stream.overlapSeconds);
  const [from] = [own.from ?? '', missing.from ?? ''].sort();
  return { ...open, ...(from && { from }) };
}

/**
 * True while a stream that is read whole was read less than its `restSeconds` ago: at the beginning of its gap, or by
 * the run before this one. A range with an end, and a first run, read everything.
 */
export function isResting(
  window: ExtractionWindow,
  state: SyncState,
  stream: { name: string; restSeconds: number },
  now: number,
): boolean {
  if (stream.restSeconds === 0 || !state.openEnded || !window.from) return false;
  const readAt = state.gaps[stream.name]?.from ?? window.from;
  return readAt !== '' && now - Date.parse(readAt) < stream.restSeconds * 1000;
}

/** Remembers since when a stream that was refused, or rests, is missing, so that the next run goes back to there. */
export function openGap(window: ExtractionWindow, state: SyncState, streamName: string): void {
  const from = inSourceClock(window, state) ?? '';
  const known = state.gaps[streamName]?.from;
  state.gaps[streamName] = { from: known !== undefined && known < from ? known : from };
}

/** Forgets the gaps of streams that a run up to now has delivered whole. */
export function closeGaps(state: SyncState): void {
  if (!state.openEnded) return;
  for (const [name, { done, refused, resting }] of Object.entries(state.streams)) {
    if (done && !refused && !resting) delete state.gaps[name];
  }
}
