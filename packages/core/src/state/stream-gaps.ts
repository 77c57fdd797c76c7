import { type ExtractionWindow, inSourceClock, windowForStream } from './extraction-window.js';
import type { StreamGap, SyncState } from './sync-state.js';

/**
 * The window of one stream, from further back when earlier runs had to leave the stream out, or left out something it
 * delivers that is switched on again.
 */
export function windowWithGap(
  window: ExtractionWindow,
  state: SyncState,
  stream: { name: string; overlapSeconds: number },
): ExtractionWindow {
  const own = windowForStream(window, state, stream.overlapSeconds);
  const gaps = gapsOf(stream.name, state);
  // A range with an end fills no gap: what is missing goes on up to now.
  if (gaps.length === 0 || !state.openEnded) return own;
  const { from: _, ...open } = own;
  const starts = gaps.map(
    (gap) => windowForStream(gap, { ...state, clockSkewSeconds: 0 }, stream.overlapSeconds).from ?? '',
  );
  const [from] = [own.from ?? '', ...starts].sort();
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
  const [readAt = window.from] = gapsOf(stream.name, state)
    .map(({ from }) => from)
    .sort();
  return readAt !== '' && now - Date.parse(readAt) < stream.restSeconds * 1000;
}

/** Remembers since when a stream that was refused, or rests, is missing, so that the next run goes back to there. */
export function openGap(window: ExtractionWindow, state: SyncState, streamName: string): void {
  state.gaps[streamName] = earlier(state.gaps[streamName], window, state);
}

/**
 * Remembers since when item types that are switched off are missing: a later run that brings them goes back to there,
 * and does not leave out silently what changed in between.
 */
export function leaveOut(
  window: ExtractionWindow,
  state: SyncState,
  streamName: string,
  itemTypes: readonly string[],
): void {
  if (itemTypes.length === 0) return;
  // An item type may come with several streams, each of which has to go back.
  const leftOut = { ...state.leftOut[streamName] };
  for (const itemType of itemTypes)
    leftOut[itemType] = { ...earlier(leftOut[itemType], window, state), run: state.runId };
  state.leftOut[streamName] = leftOut;
}

/** What is in no state as the id of a run. */
const noRun = 'before any run';

/**
 * Item types that a stream has gained since the last whole run, or a stream that is new with all of its own, because
 * another version of the connector brings them: they are missing from the beginning on, not since that run. What a
 * document says nothing about, because it is older than this note, is taken for known.
 */
export function leaveOutUnknown(
  state: SyncState,
  stream: { name: string; itemTypes: readonly string[] },
): void {
  if (Object.keys(state.known).length === 0) return;
  const known = state.known[stream.name] ?? [];
  const unknown = stream.itemTypes.filter((itemType) => !known.includes(itemType));
  if (unknown.length === 0) return;
  const leftOut = { ...state.leftOut[stream.name] };
  for (const itemType of unknown) leftOut[itemType] ??= { from: '', run: noRun };
  state.leftOut[stream.name] = leftOut;
}

/** Notes what the streams of this version bring, once a run of it is complete. */
export function noteKnown(
  state: SyncState,
  streams: readonly { name: string; itemTypes: readonly string[] }[],
): void {
  state.known = Object.fromEntries(streams.map(({ name, itemTypes }) => [name, [...itemTypes].sort()]));
}

/** Forgets what a run up to now has delivered whole. */
export function closeGaps(state: SyncState): void {
  if (!state.openEnded) return;
  const isDelivered = (name: string) => {
    const { done = false, refused, resting } = state.streams[name] ?? {};
    return done && !refused && !resting;
  };
  for (const name of Object.keys(state.gaps)) if (isDelivered(name)) delete state.gaps[name];
  for (const [name, itemTypes] of Object.entries(state.leftOut)) {
    const still = Object.entries(itemTypes).filter(
      ([, { run }]) => run === state.runId || !isDelivered(name),
    );
    if (still.length > 0) state.leftOut[name] = Object.fromEntries(still);
    else delete state.leftOut[name];
  }
}

/** Without item types that are still switched off: reading further back for them would bring nothing. */
function gapsOf(streamName: string, state: SyncState): StreamGap[] {
  const leftOut = Object.values(state.leftOut[streamName] ?? {}).filter(({ run }) => run !== state.runId);
  const refused = state.gaps[streamName];
  return refused ? [refused, ...leftOut] : leftOut;
}

function earlier(known: StreamGap | undefined, window: ExtractionWindow, state: SyncState): StreamGap {
  const from = inSourceClock(window, state) ?? '';
  return { from: known !== undefined && known.from < from ? known.from : from };
}
