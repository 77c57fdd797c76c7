import type { Stream, StreamContext } from '../connector/stream.js';
import type { Logger } from '../log/logger.js';
import type { CursorValue, StreamProgress } from '../state/sync-state.js';
import { createCursorGuard } from './cursor-guard.js';
import type { RawPage } from './page-writer.js';

export interface StreamRunOptions {
  context: StreamContext<unknown>;
  /** What the saved state says about the stream. */
  saved: StreamProgress | undefined;
  /** Where an earlier run has ended, for a stream that keeps its cursor. */
  completed: Pick<StreamProgress, 'version' | 'cursor'> | undefined;
  log: Logger;
  /** False once no more pages may be asked for. */
  goesOn: () => boolean;
  /** Called for one page after the other; may hold the stream up. */
  onPage: (page: RawPage, prepared: unknown) => Promise<void>;
  onEnd: () => Promise<void>;
}

/**
 * Reads one stream from where the saved state says; the next page is fetched while the one before is worked on.
 * @param stop nobody waits for the source any more; a page in hand is still worked on
 * @returns false when it stopped before the end
 */
export async function runStream(
  stream: Stream<unknown>,
  stop: AbortSignal,
  { context, saved, completed, log, goesOn, onPage, onEnd }: StreamRunOptions,
): Promise<boolean> {
  const preparing = await unlessStopped(stream.prepare(context), stop);
  if (preparing === undefined) return false;
  const prepared = preparing.value;
  const cursor = savedCursor(stream, saved, log);
  log.info('stream started', { stream: stream.name, resumed: cursor !== undefined, ...context.window });
  const previous = savedCursor(stream, completed, log);
  const pages = stream.pages({ ...context, prepared, cursor, previous });
  const guard = createCursorGuard(stream, cursor);
  let pending = readAhead(pages);
  for (;;) {
    const arrived = await unlessStopped(pending, stop);
    if (arrived === undefined) {
      // Cleans up once the page that nobody waits for has arrived.
      pages.return().catch(() => {});
      return false;
    }
    const next = arrived.value;
    if (next.done) {
      await onEnd();
      log.info('stream complete', { stream: stream.name });
      return true;
    }
    const isLast = !goesOn();
    const page = asYielded(next.value);
    if (!isLast) pending = readAhead(pages);
    guard.check(page.cursor);
    await onPage(page, prepared);
    if (isLast) {
      await pages.return();
      return false;
    }
  }
}

function savedCursor(
  stream: Stream<unknown>,
  progress: Pick<StreamProgress, 'version' | 'cursor'> | undefined,
  log: Logger,
): CursorValue | undefined {
  if (!progress?.cursor) return undefined;
  const result =
    progress.version === stream.stateVersion ? stream.cursor.safeParse(progress.cursor) : undefined;
  if (result?.success) return result.data;
  log.warn('saved cursor belongs to another version of the stream, starting it afresh', {
    stream: stream.name,
  });
  return undefined;
}

/** Undefined when `stop` comes first; what was waited for may still fail, and nobody hears of it. */
async function unlessStopped<Value>(
  waited: Promise<Value>,
  stop: AbortSignal,
): Promise<{ value: Value } | undefined> {
  waited.catch(() => {});
  if (stop.aborted) return undefined;
  let onStop = () => {};
  const stopped = new Promise<undefined>((resolve) => {
    onStop = () => resolve(undefined);
    stop.addEventListener('abort', onStop, { once: true });
  });
  try {
    return await Promise.race([waited.then((value) => ({ value })), stopped]);
  } finally {
    stop.removeEventListener('abort', onStop);
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
