import type { Reply } from './reply.js';

/** A file as it is served: made when it is asked for, never held as a whole. */
export interface ServedFile {
  filename: string;
  contentType: string;
  bytes: number;
  /** Content from a byte offset up to, not including, another. */
  slices(fromByte: number, untilByte: number): Iterable<Uint8Array>;
}

/** A file as the body of a reply: whole, or the single range that was asked for (206, 416 when it lies outside). */
export function fileReply(file: ServedFile, rangeHeader: string | undefined): Reply {
  const headers = {
    'content-type': file.contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    'accept-ranges': 'bytes',
  };
  const range = readRange(rangeHeader, file.bytes);
  if (range === 'outside') {
    return {
      status: 416,
      headers: { 'content-range': `bytes */${file.bytes}`, 'content-length': '0' },
    };
  }
  if (range === undefined) {
    return {
      status: 200,
      headers: { ...headers, 'content-length': String(file.bytes) },
      bytes: file.slices(0, file.bytes),
    };
  }
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(range.end - range.start),
      'content-range': `bytes ${range.start}-${range.end - 1}/${file.bytes}`,
    },
    bytes: file.slices(range.start, range.end),
  };
}

/** Undefined when the whole file is wanted, which a header that cannot be read means too (RFC 9110, 14.2). */
function readRange(
  header: string | undefined,
  bytes: number,
): { start: number; end: number } | 'outside' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  return start >= bytes || end <= start ? 'outside' : { start, end };
}
