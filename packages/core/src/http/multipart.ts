import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

/** A multipart/form-data body of known length; storage behind upload URLs refuses chunked transfer. */
export interface MultipartBody {
  contentType: string;
  bytes: number;
  body: Buffer | Readable;
}

/**
 * All form fields first, the file last: storage ignores fields that come after it.
 * Source: devrev/adaas-sdk v1.20 `src/uploader/uploader.ts`.
 * @param file its part is called `file` unless it has another name
 */
export function multipartBody(
  fields: readonly (readonly [string, string])[],
  file: { content: Buffer | Readable; bytes: number; contentType: string; name?: string; fileName?: string },
): MultipartBody {
  const boundary = `----airdrop${randomBytes(16).toString('hex')}`;
  const fieldParts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`,
  );
  const { name = 'file', fileName } = file;
  const disposition = `form-data; name="${escapeName(name)}"${fileName === undefined ? '' : `; filename="${escapeName(fileName)}"`}`;
  const head = Buffer.from(
    `${fieldParts.join('')}--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${oneLine(file.contentType)}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const { content } = file;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: head.length + file.bytes + tail.length,
    body: Buffer.isBuffer(content)
      ? Buffer.concat([head, content, tail])
      : surrounded(head, content, tail, file.bytes),
  };
}

/** A file of exactly the announced length: one that is longer or shorter fails instead of arriving cut. */
export function exactly(content: Readable, bytes: number): Readable {
  return surrounded(Buffer.alloc(0), content, Buffer.alloc(0), bytes);
}

/** Closes the file with the body, also when nothing of the body was ever read. */
function surrounded(head: Buffer, content: Readable, tail: Buffer, bytes: number): Readable {
  const body = Readable.from(surround(head, content, tail, bytes));
  const end = body._destroy.bind(body);
  body._destroy = (error, ended) => {
    // First of all: what surrounds it may be waiting for it, and would for ever.
    content.destroy();
    end(error, ended);
  };
  return body;
}

async function* surround(
  head: Buffer,
  content: Readable,
  tail: Buffer,
  bytes: number,
): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  let sent = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    sent += chunk.length;
    if (sent > bytes) break;
    yield chunk;
  }
  if (sent !== bytes) throw new FileLengthError(bytes, sent);
  if (tail.length > 0) yield tail;
}

/** The source delivered another number of bytes than it announced. */
export class FileLengthError extends Error {
  constructor(announced: number, received: number) {
    super(
      `the file was announced with ${announced} bytes but ${received > announced ? 'more' : `only ${received}`} arrived`,
    );
    this.name = 'FileLengthError';
  }
}

/** File types come from records of the external system; a line break in one would add headers of its own. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

function escapeName(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}
