import { PlatformError } from '../errors.js';
import { isJsonObject } from '../json-value.js';
import type { LoadFileProgress } from '../state/load-progress.js';

/**
 * Reads the list of files of a run: plain JSON Lines of `{id, item_type, file_name, count}`, where `count` is text.
 * @param rankOf place of an item type in the order they are loaded in; undefined for one that cannot be loaded
 */
export function filesToLoad(
  lines: readonly unknown[],
  rankOf: (itemType: string) => number | undefined,
): { files: LoadFileProgress[]; others: LoadFileProgress[] } {
  const ranked = lines.map(readLine).map((file) => ({ file, rank: rankOf(file.itemType) }));
  return {
    files: ranked
      .filter(({ rank }) => rank !== undefined)
      .sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0))
      .map(({ file }) => file),
    others: ranked.filter(({ rank }) => rank === undefined).map(({ file }) => file),
  };
}

function readLine(line: unknown): LoadFileProgress {
  if (!isJsonObject(line) || typeof line.id !== 'string' || typeof line.item_type !== 'string') {
    throw new PlatformError(
      'The list of files to load could not be read: an entry has no id or item type. Start the sync again.',
    );
  }
  return {
    id: line.id,
    file_name: typeof line.file_name === 'string' ? line.file_name : '',
    itemType: line.item_type,
    count: Number(line.count) || 0,
    completed: false,
    lineToProcess: 0,
    begunUntil: 0,
    begunAt: '',
    settled: [],
  };
}
