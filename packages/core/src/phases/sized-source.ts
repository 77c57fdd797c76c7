import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RecordError } from '../errors.js';
import type { RemoteFile } from '../http/http-contract.js';
import { limits } from '../protocol/limits.js';
import { type Clock, during, systemClock } from '../time/clock.js';

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
  openRemote: () => Promise<RemoteFile>,
  announcedBytes: number | undefined,
  maxBytes: number = limits.artifactMaxBytes,
  clock: Clock = systemClock,
): Promise<SizedSource> {
  const lengths: number[] = [];
  for (;;) {
    const source = await openOnce(openRemote, maxBytes, clock);
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

async function openOnce(
  openRemote: () => Promise<RemoteFile>,
  maxBytes: number,
  clock: Clock,
): Promise<SizedSource> {
  let current = await openRemote();
  const { contentType, bytes } = current;
  if (bytes === undefined) return { contentType, ...(await during(clock, spool(current.body, maxBytes))) };
  let unused: Readable | undefined = current.body;
  return {
    bytes,
    contentType,
    // The first sending uses the stream that is open already, later ones open the file again.
    open: async () => {
      const ready = unused;
      unused = undefined;
      if (ready) return ready;
      current = await openRemote();
      return current.body;
    },
    dispose: async () => {
      current.body.destroy();
    },
  };
}

/** More than the platform takes; nothing is wrong with the file. */
export function fileTooLarge(bytes: number): RecordError {
  return new RecordError(
    `The file has at least ${bytes} bytes; DevRev takes at most ${limits.artifactMaxBytes}.`,
    { code: 'file_too_large', isLimitation: true },
  );
}

/**
 * The platform's storage needs the length in advance; a source that does not tell it is written to disk first. The
 * name of the copy is removed while it is in use, so that no way to end this process leaves it behind.
 */
async function spool(
  body: Readable,
  maxBytes: number,
): Promise<Pick<SizedSource, 'bytes' | 'open' | 'dispose'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'airdrop-file-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  let copy: FileHandle | undefined;
  const dispose = async () => {
    await copy?.close();
    await removeFolder();
  };
  try {
    const opened = await open(path.join(folder, 'body'), 'w+');
    copy = opened;
    // Where the name of an open file cannot be removed, it goes when the file was sent.
    await removeFolder().catch(() => {});
    // Read and written by hand: file streams close the descriptor when they are destroyed, and with it the only copy.
    await pipeline(body, upTo(maxBytes), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) await opened.writeFile(chunk);
    });
    const { size } = await opened.stat();
    return { bytes: size, open: async () => Readable.from(chunksOf(opened)), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

const readBytes = 256 * 1024;

async function* chunksOf(file: FileHandle): AsyncGenerator<Buffer, void, void> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readBytes), 0, readBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** A body without a length may also be one without an end. */
function upTo(maxBytes: number) {
  return async function* (body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw fileTooLarge(bytes);
      yield chunk;
    }
  };
}
