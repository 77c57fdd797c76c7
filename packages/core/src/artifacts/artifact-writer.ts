import type { PlatformPort } from '../platform/platform-port.js';
import type { ArtifactDescriptor } from '../protocol/reply.js';
import { type Clock, during } from '../time/clock.js';
import { createLineBuffers, type GzipFile } from './gzip-file.js';

/** One line of a data file and what its descriptor is made of. */
export interface WritableItem {
  itemType: string;
  createdDate?: string | undefined;
  modifiedDate?: string | undefined;
  line: string;
}

/** Cuts items into data files and uploads them while extraction goes on. */
export interface ArtifactWriter {
  /** Takes an item; there is something to wait for only when packing or uploads have fallen behind. */
  add(item: WritableItem): Promise<void> | undefined;
  /** Uploads everything taken so far; resolves when all of it is confirmed. */
  flush(): Promise<void>;
  /** Descriptors confirmed since the last call, in the order of their records. */
  takeConfirmed(): ArtifactDescriptor[];
}

export interface ArtifactWriterOptions {
  platform: PlatformPort;
  clock: Clock;
  /** Records per file; the official default is 2,000. */
  batchItems?: number;
  /** Uncompressed bytes per file, so that a file of large records does not fill the memory. */
  batchBytes?: number;
  confirm?: boolean;
  fileName?: (itemType: string) => string;
}

/** Uploads under way at once; more would only move the waiting into memory. */
const maxUploads = 3;

interface Batch {
  itemType: string;
  file: GzipFile;
  items: number;
  bytes: number;
  created: DateBounds;
  modified: DateBounds;
}

interface DateBounds {
  oldest?: string;
  newest?: string;
}

export function createArtifactWriter(options: ArtifactWriterOptions): ArtifactWriter {
  const { platform, clock, batchItems = 2_000, batchBytes = 8 * 1024 * 1024, confirm = true } = options;
  const fileName = options.fileName ?? ((itemType: string) => `${itemType}.jsonl.gz`);
  const buffers = createLineBuffers();
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
    const body = await during(clock, batch.file.finish());
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

  async function catchUp(hasStartedUpload: boolean): Promise<void> {
    while (buffers.isBehind()) await during(clock, buffers.nextPacked());
    while (hasStartedUpload && uploads.size >= maxUploads) await Promise.race(uploads);
  }

  return {
    add(item) {
      if (failure) return Promise.reject(failure.error);
      let batch = open.get(item.itemType);
      if (!batch) {
        const file = buffers.createFile();
        batch = { itemType: item.itemType, file, items: 0, bytes: 0, created: {}, modified: {} };
        open.set(item.itemType, batch);
      }
      batch.items += 1;
      batch.bytes += batch.file.addLine(item.line);
      widen(batch.created, item.createdDate);
      widen(batch.modified, item.modifiedDate);
      const isFull = batch.items >= batchItems || batch.bytes >= batchBytes;
      if (isFull) startUpload(batch);
      return isFull || buffers.isBehind() ? catchUp(isFull) : undefined;
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

function descriptor(id: string, { itemType, items, created, modified }: Batch): ArtifactDescriptor {
  return {
    id,
    item_type: itemType,
    item_count: items,
    ...(created.oldest && { oldest_created_date: created.oldest }),
    ...(created.newest && { newest_created_date: created.newest }),
    ...(modified.oldest && { oldest_modified_date: modified.oldest }),
    ...(modified.newest && { newest_modified_date: modified.newest }),
  };
}
