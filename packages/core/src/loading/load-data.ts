import { artifactCutOff, readLines } from '../artifacts/artifact-reader.js';
import type { Loader } from '../connector/loader.js';
import { PlatformError, RecordError } from '../errors.js';
import type { PhaseOutcome } from '../phases/phase-outcome.js';
import type { Invocation } from '../runtime/invocation.js';
import { hasUnsettled, type LoadFileProgress } from '../state/load-progress.js';
import type { StateStore } from '../state/state-store.js';
import type { LoadCounts } from './load-counts.js';
import { filesToLoad } from './load-files.js';
import { itemOf, loaderContext, readableItem, roughItem } from './load-items.js';
import { itemFailed, type LineLoader, loadLines } from './load-lines.js';
import { writeItem } from './write-item.js';

/** Writes what people made or changed in DevRev into the external system, file by file in the order of the loaders. */
export async function loadData(
  invocation: Invocation,
  store: StateStore,
  counts: LoadCounts,
): Promise<PhaseOutcome> {
  const { loaders = [] } = invocation.connector;
  const others = await beginLoading(invocation, store, (itemType) => {
    const rank = loaders.findIndex((loader) => loads(loader, itemType));
    return rank === -1 ? undefined : rank;
  });
  for (const { itemType, count } of others) {
    if (itemType !== listedFileType) nameUnloadable(invocation, counts, itemType, count);
  }
  const context = loaderContext(invocation);
  return loadFiles(invocation, store, counts, (file) => {
    const loader = loaders.find((candidate) => loads(candidate, file.itemType));
    return loader && lineLoader(invocation, loader, context, file.itemType);
  });
}

/** Item type under which files are listed; they have a phase of their own. */
export const listedFileType = 'attachment';

/**
 * Takes up the list of files of a run, unless it is the one under way. A first invocation may have died before it had
 * noted the list, so whichever event names one is believed.
 * @returns what cannot be loaded
 */
export async function beginLoading(
  { event, platform, clock }: Invocation,
  { state }: StateStore,
  rankOf: (itemType: string) => number | undefined,
): Promise<readonly LoadFileProgress[]> {
  const statsFile = event.data.stats_file;
  if (!event.type?.startsWith('START_') && !statsFile) return [];
  const lines: unknown[] = [];
  if (typeof statsFile === 'string' && statsFile !== '')
    for await (const line of readLines(await platform.downloadArtifact(statsFile), clock)) lines.push(line);
  const { files, others } = filesToLoad(lines, rankOf);
  if (isSameList(files, state.loadFiles)) return [];
  // What an abandoned run may have made is not noted by id: this run looks before it makes anything.
  state.mustFind =
    state.loadFiles.some(hasUnsettled) || (state.mustFind && !state.loadFiles.every(isCompleted));
  state.loadFiles = files;
  return others;
}

/** Items that nobody here can write are not left out silently. */
function nameUnloadable({ log }: Invocation, counts: LoadCounts, itemType: string, count: number): void {
  counts.count(itemType, 'failed', count);
  log.warn('items not loaded', {
    skip_report: 'scope',
    item_type: itemType,
    id: '',
    code: 'item_type_not_loadable',
    reason: `The connector cannot write items of the type "${itemType}", of which ${count} came. Do not map them back.`,
  });
}

/** @param loaderOf undefined for a file that nobody can load */
export async function loadFiles(
  invocation: Invocation,
  store: StateStore,
  counts: LoadCounts,
  loaderOf: (file: LoadFileProgress) => LineLoader | undefined,
): Promise<PhaseOutcome> {
  const { state } = store;
  try {
    for (const file of state.loadFiles) {
      const loader = loaderOf(file);
      if (file.completed || !loader) continue;
      if (!(await loadWhole(invocation, store, file, loader, counts))) return 'progress';
      file.completed = true;
      file.settled = [];
      counts.fileDone(file.id);
      await store.save();
      invocation.announceCheckpoint();
    }
  } finally {
    await store.save();
  }
  return 'done';
}

/**
 * Writing takes longer than reading, so a file stays open for minutes and may be cut off meanwhile. As long as that does
 * not keep it from getting on, it is opened again.
 */
async function loadWhole(
  invocation: Invocation,
  store: StateStore,
  file: LoadFileProgress,
  loader: LineLoader,
  counts: LoadCounts,
): Promise<boolean> {
  for (;;) {
    const reached = file.lineToProcess;
    try {
      return await loadLines(invocation, store, file, loader, counts);
    } catch (error) {
      const isCutOff = error instanceof PlatformError && error.code === artifactCutOff;
      if (!isCutOff || file.lineToProcess === reached) throw error;
    }
  }
}

function lineLoader(
  invocation: Invocation,
  loader: Loader<unknown>,
  context: ReturnType<typeof loaderContext>,
  itemType: string,
): LineLoader {
  return {
    settleSeconds: loader.settleSeconds,
    itemTypeOf: () => itemType,
    orderOf(record) {
      try {
        return loader.inOrderOf(roughItem(itemOf(record, itemType)));
      } catch {
        return '';
      }
    },
    async load({ record, isDoubtful, since }) {
      try {
        const item = await readableItem(invocation, context, itemOf(record, itemType));
        return await writeItem(invocation, loader, context, item, { isDoubtful, since });
      } catch (error) {
        if (!(error instanceof RecordError)) throw error;
        return itemFailed(invocation, { itemType, devrevId: '' }, error);
      }
    },
  };
}

function loads({ loads: token }: Loader<unknown>, itemType: string): boolean {
  return token.kind === 'record_type' ? token.key === itemType : itemType.startsWith(token.keyPrefix);
}

function isSameList(files: readonly LoadFileProgress[], known: readonly LoadFileProgress[]): boolean {
  return (
    files.length > 0 && files.length === known.length && files.every(({ id }, at) => known[at]?.id === id)
  );
}

function isCompleted({ completed }: LoadFileProgress): boolean {
  return completed;
}
