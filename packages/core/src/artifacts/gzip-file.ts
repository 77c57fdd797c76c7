import { createGzip } from 'node:zlib';

/** A gzipped file that is made while its lines come in, off the thread that makes them. */
export interface GzipFile {
  /** Adds one line and returns its bytes; lines are separated by line feeds, without one at the end. */
  addLine(line: string): number;
  /** Hands over what is left and resolves with the whole file. */
  finish(): Promise<Buffer>;
}

/** Text on its way to files, in buffers that are used again: what is packed leaves no garbage behind. */
export interface LineBuffers {
  createFile(): GzipFile;
  /** True when packing has fallen behind and whoever adds lines should wait. */
  isBehind(): boolean;
  /** Resolves once another buffer has been packed. */
  nextPacked(): Promise<void>;
}

/**
 * The default level needs three times the processor time for files a tenth smaller; see
 * docs/decisions/2026-11-23-pipeline-throughput.md.
 */
const gzipLevel = 2;
const gzipMemoryLevel = 9;
/** Unpacked text handed to the compressor at once: some milliseconds of its work. */
const bufferBytes = 256 * 1024;
/** A buffer of text becomes about a quarter of its size. */
const packedChunkBytes = 128 * 1024;
/** Buffers under way, so that memory stays flat whatever the sizes of records. */
const maxBuffersUnderWay = 8;
const lineFeed = 0x0a;
/** UTF-8 needs at most so many bytes for one UTF-16 unit. */
const maxBytesPerCharacter = 3;

export function createLineBuffers(): LineBuffers {
  const spare: Buffer[] = [];
  let underWay = 0;
  let waiting: (() => void)[] = [];

  function packed(buffer: Buffer): void {
    underWay -= 1;
    if (buffer.length === bufferBytes && spare.length < maxBuffersUnderWay) spare.push(buffer);
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  function createFile(): GzipFile {
    const gzip = createGzip({ level: gzipLevel, memLevel: gzipMemoryLevel, chunkSize: packedChunkBytes });
    const parts: Buffer[] = [];
    const whole = new Promise<Buffer>((resolve, reject) => {
      gzip.on('data', (part: Buffer) => parts.push(part));
      gzip.once('end', () => resolve(Buffer.concat(parts)));
      gzip.once('error', reject);
    });
    // Seen when the file is finished; a failure before that must not end the process.
    whole.catch(() => {});
    let buffer: Buffer | undefined;
    let used = 0;
    let hasLines = false;

    function handOver(full: Buffer, bytes: number): void {
      underWay += 1;
      gzip.write(full.subarray(0, bytes), () => packed(full));
    }

    function handOverBuffer(): void {
      if (buffer && used > 0) handOver(buffer, used);
      buffer = undefined;
      used = 0;
    }

    return {
      addLine(line) {
        const mostBytes = line.length * maxBytesPerCharacter + 1;
        if (used + mostBytes > bufferBytes) handOverBuffer();
        if (mostBytes > bufferBytes) {
          const own = Buffer.from(hasLines ? `\n${line}` : line);
          const bytes = own.length - (hasLines ? 1 : 0);
          hasLines = true;
          handOver(own, own.length);
          return bytes;
        }
        buffer ??= spare.pop() ?? Buffer.allocUnsafeSlow(bufferBytes);
        if (hasLines) {
          buffer[used] = lineFeed;
          used += 1;
        }
        hasLines = true;
        const bytes = buffer.write(line, used);
        used += bytes;
        return bytes;
      },
      finish() {
        handOverBuffer();
        gzip.end();
        return whole;
      },
    };
  }

  return {
    createFile,
    isBehind: () => underWay >= maxBuffersUnderWay,
    nextPacked: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
  };
}
