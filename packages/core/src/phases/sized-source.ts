import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RecordError } from '../errors.js';
import type { RemoteFile } from '../http/http-client.js';

/** A file of known length, ready to be sent once; sending it again opens it anew. */
export interface SizedSource {
  bytes: number;
  contentType: string | undefined;
  open: () => Promise<Readable>;
  /** Releases what is still open or on disk. */
  dispose: () => Promise<void>;
}

/** A listing can be wrong about a length; a source that gives the same other length this often is believed. */
const openings = 3;

/**
 * Opens a file until its length is the announced one: an answer cut short on its way looks whole otherwise.
 * @throws RecordError when the length keeps changing or nothing arrives.
 */
export async function openSource(
  open: () => Promise<RemoteFile>,
  announcedBytes: number | undefined,
): Promise<SizedSource> {
  const lengths: number[] = [];
  for (;;) {
    const source = await openOnce(open);
    if (announcedBytes === undefined || source.bytes === announcedBytes) return source;
    lengths.push(source.bytes);
    const isConsistent = lengths.every((length) => length === source.bytes);
    if (lengths.length >= openings && isConsistent && source.bytes > 0) return source;
    await source.dispose();
    if (lengths.length < openings) continue;
    throw new RecordError(
      `The file should have ${announcedBytes} bytes, but ${lengths.join(', then ')} arrived. Sync again later.`,
      { code: 'file_incomplete' },
    );
  }
}

async function openOnce(open: () => Promise<RemoteFile>): Promise<SizedSource> {
  let current = await open();
  const { contentType, bytes } = current;
  if (bytes === undefined) return { contentType, ...(await spool(current.body)) };
  let unused: Readable | undefined = current.body;
  return {
    bytes,
    contentType,
    // The first sending uses the stream that is open already, later ones open the file again.
    open: async () => {
      const ready = unused;
      unused = undefined;
      if (ready) return ready;
      current = await open();
      return current.body;
    },
    dispose: async () => {
      current.body.destroy();
    },
  };
}

/** The platform's storage needs the length in advance; a source that does not tell it is written to disk first. */
async function spool(body: Readable): Promise<Pick<SizedSource, 'bytes' | 'open' | 'dispose'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airdrop-file-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const file = path.join(folder, 'body');
  try {
    await pipeline(body, createWriteStream(file));
    const { size } = await stat(file);
    return { bytes: size, open: async () => createReadStream(file), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
