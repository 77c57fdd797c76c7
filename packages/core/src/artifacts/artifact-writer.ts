import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PlatformPort } from '../platform/platform-port.js';
import type { ArtifactDescriptor } from '../protocol/reply.js';

const gzipOffThread = promisify(gzip);

/** One line of a data file and what its descriptor is made of. */
export interface WritableItem {
  itemType: string;
  createdDate?: string | undefined;
  modifiedDate?: string | undefined;
  line: string;
}

/** Cuts items into data files and uploads them while extraction goes on. */
export interface ArtifactWriter {
  /** Takes an item; waits only when uploads have fallen behind. */
  add(item: WritableItem): Promise<void>;
  /** Uploads everything taken so far; resolves when all of it is confirmed. */
  flush(): Promise<void>;
  /** Descriptors confirmed since the last call, in the order of their records. */
  takeConfirmed(): ArtifactDescriptor[];
}

export interface ArtifactWriterOptions {
  platform: PlatformPort;
  /** Records per file; the official default is 2,000. */
  batchItems?: number;
  /** Uncompressed bytes per file, so that a file of large records does not fill the memory. */
  batchBytes?: number;
  confirm?: boolean;
  fileName?: (itemType: string) => string;
}

/** Uploads under way at once; more would only move the waiting into memory. */
const maxUploads = 3;
/** The default level costs four times as much time for files a fifth smaller. */
const gzipLevel = 4;

interface Batch {
  itemType: string;
  lines: string[];
  bytes: number;
  created: DateBounds;
  modified: DateBounds;
}

interface DateBounds {
  oldest?: string;
  newest?: string;
}

export function createArtifactWriter(options: ArtifactWriterOptions): ArtifactWriter {
  const { platform, batchItems = 2_000, batchBytes = 8 * 1024 * 1024, confirm = true } = options;
  const fileName = options.fileName ?? ((itemType: string) => `${itemType}.jsonl.gz`);
  const open = new Map<string, Batch>();
  const uploads = new Set<Promise<void>>();
  let confirmed: { number: number; artifact: ArtifactDescriptor }[] = [];
  let started = 0;
  let failure: { error: unknown } | undefined;

  function throwFailure(): void {
    if (failure) throw failure.error;
  }

  async function upload(batch: Batch): Promise<void> {
    const number = started++;
    const body = await gzipOffThread(Buffer.from(batch.lines.join('\n')), { level: gzipLevel });
    const id = await platform.uploadArtifact({ fileName: fileName(batch.itemType), body, confirm });
    confirmed.push({ number, artifact: descriptor(id, batch) });
  }

  /** A failed upload stops the writer: its records are not confirmed, so no cursor may pass them. */
  function startUpload(batch: Batch): void {
    // While a flush waits, the batch it is about to take may have become full and been replaced by a new one.
    if (open.get(batch.itemType) !== batch) return;
    open.delete(batch.itemType);
    const running = upload(batch)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => uploads.delete(running));
    uploads.add(running);
  }

  return {
    async add(item) {
      throwFailure();
      let batch = open.get(item.itemType);
      if (!batch) {
        batch = { itemType: item.itemType, lines: [], bytes: 0, created: {}, modified: {} };
        open.set(item.itemType, batch);
      }
      batch.lines.push(item.line);
      batch.bytes += item.line.length;
      widen(batch.created, item.createdDate);
      widen(batch.modified, item.modifiedDate);
      if (batch.lines.length < batchItems && batch.bytes < batchBytes) return;
      startUpload(batch);
      while (uploads.size >= maxUploads) await Promise.race(uploads);
    },
    async flush() {
      for (const batch of [...open.values()]) {
        while (uploads.size >= maxUploads) await Promise.race(uploads);
        throwFailure();
        startUpload(batch);
      }
      await Promise.all(uploads);
      throwFailure();
    },
    takeConfirmed() {
      const taken = confirmed.sort((a, b) => a.number - b.number);
      confirmed = [];
      return taken.map(({ artifact }) => artifact);
    },
  };
}

function widen(bounds: DateBounds, date: string | undefined): void {
  if (date === undefined) return;
  if (bounds.oldest === undefined || date < bounds.oldest) bounds.oldest = date;
  if (bounds.newest === undefined || date > bounds.newest) bounds.newest = date;
}

function descriptor(id: string, { itemType, lines, created, modified }: Batch): ArtifactDescriptor {
  return {
    id,
    item_type: itemType,
    item_count: lines.length,
    ...(created.oldest && { oldest_created_date: created.oldest }),
    ...(created.newest && { newest_created_date: created.newest }),
    ...(modified.oldest && { oldest_modified_date: modified.oldest }),
    ...(modified.newest && { newest_modified_date: modified.newest }),
  };
}
