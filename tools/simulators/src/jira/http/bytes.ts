import { attachmentSlices } from '../world/attachments.js';
import type { Attachment } from '../world/model.js';
import type { Reply } from './reply.js';

/** A file as the body of a reply: whole, or the single range that was asked for (206, 416 when it lies outside). */
export function fileReply(attachment: Attachment, rangeHeader: string | undefined): Reply {
  const headers = {
    'content-type': attachment.mimeType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
    'accept-ranges': 'bytes',
  };
  const range = readRange(rangeHeader, attachment.bytes);
  if (range === 'outside') {
    return {
      status: 416,
      headers: { 'content-range': `bytes */${attachment.bytes}`, 'content-length': '0' },
    };
  }
  if (range === undefined) {
    return {
      status: 200,
      headers: { ...headers, 'content-length': String(attachment.bytes) },
      bytes: attachmentSlices(attachment),
    };
  }
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(range.end - range.start),
      'content-range': `bytes ${range.start}-${range.end - 1}/${attachment.bytes}`,
    },
    bytes: attachmentSlices(attachment, range.start, range.end),
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
