import { refuse } from './protocol-rules.js';

const maxHeaderBytes = 16 * 1024;
const maxFieldBytes = 1024 * 1024;

/**
 * Reads an S3-style form: text fields, then one part named `file` which is handed on as a stream, then the
 * end. Anything else is refused by the rule `upload-form`.
 */
export async function readUploadForm(
  contentType: string | undefined,
  body: AsyncIterable<Buffer>,
  receive: (fields: ReadonlyMap<string, string>, file: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const boundary = boundaryOf(contentType);
  const reader = createReader(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const fields = new Map<string, string>();
  try {
    await reader.readUntil(Buffer.from(`--${boundary}`), maxHeaderBytes);
    for (;;) {
      if ((await reader.readExactly(2)) === '--') {
        refuse('upload-form', 'The form ended without a "file" part.');
      }
      const header = await reader.readUntil(Buffer.from('\r\n\r\n'), maxHeaderBytes);
      const name = partName(header.toString('utf8'));
      if (name === 'file') break;
      fields.set(name, (await reader.readUntil(delimiter, maxFieldBytes)).toString('utf8'));
    }
    await receive(fields, lastPart(reader, delimiter));
  } finally {
    await reader.release();
  }
}

async function* lastPart(reader: Reader, delimiter: Buffer): AsyncGenerator<Buffer> {
  yield* reader.streamUntil(delimiter);
  if ((await reader.readExactly(2)) !== '--') {
    refuse('upload-form', 'Another part follows the "file" part.');
  }
}

function boundaryOf(contentType: string | undefined): string {
  const match = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '');
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) {
    return refuse('upload-form', `The upload has Content-Type ${JSON.stringify(contentType ?? '')}.`);
  }
  return boundary;
}

function partName(header: string): string {
  const disposition = /^content-disposition:\s*form-data\s*;.*?\bname="([^"]*)"/im.exec(header);
  if (disposition?.[1] === undefined) {
    return refuse('upload-form', 'A part has no "Content-Disposition: form-data" header with a name.');
  }
  return disposition[1];
}

type Reader = ReturnType<typeof createReader>;

function createReader(body: AsyncIterable<Buffer>) {
  const chunks = body[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  async function fill(): Promise<void> {
    const next = await chunks.next();
    if (next.done === true) refuse('upload-form', 'The form ended in the middle of a part.');
    else held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  }

  return {
    async release(): Promise<void> {
      await chunks.return?.();
    },
    async readExactly(bytes: number): Promise<string> {
      while (held.length < bytes) await fill();
      const taken = held.subarray(0, bytes).toString('latin1');
      held = held.subarray(bytes);
      return taken;
    },
    async readUntil(delimiter: Buffer, maxBytes: number): Promise<Buffer> {
      for (;;) {
        const end = held.indexOf(delimiter);
        if (end >= 0) {
          const taken = held.subarray(0, end);
          held = held.subarray(end + delimiter.length);
          return taken;
        }
        if (held.length > maxBytes) refuse('upload-form', `A field or header exceeds ${maxBytes} bytes.`);
        await fill();
      }
    },
    async *streamUntil(delimiter: Buffer): AsyncGenerator<Buffer> {
      for (;;) {
        const end = held.indexOf(delimiter);
        if (end >= 0) {
          const last = held.subarray(0, end);
          held = held.subarray(end + delimiter.length);
          if (last.length > 0) yield last;
          return;
        }
        // The delimiter may begin in the last bytes held and end in the next chunk.
        const safe = held.length - (delimiter.length - 1);
        if (safe > 0) {
          const part = held.subarray(0, safe);
          held = held.subarray(safe);
          yield part;
        }
        await fill();
      }
    },
  };
}
