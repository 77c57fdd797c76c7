/** A part of a multipart/form-data body that is a file. */
export interface FilePart {
  name: string;
  filename: string;
  contentType: string;
  content: Uint8Array;
}

/** Files of a body as RFC 7578 describes it; none when the content type names no boundary. */
export function readFileParts(body: Uint8Array, contentType: string): FilePart[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const buffer = Buffer.from(body);
  const parts: FilePart[] = [];
  const mark = `--${boundary}`;
  let start = buffer.indexOf(mark);
  while (start >= 0) {
    const end = buffer.indexOf(`\r\n${mark}`, start + mark.length);
    if (end < 0) break;
    const part = readPart(buffer.subarray(start + mark.length + 2, end));
    if (part !== undefined) parts.push(part);
    start = end + 2;
  }
  return parts;
}

function readPart(part: Buffer): FilePart | undefined {
  const divide = part.indexOf('\r\n\r\n');
  if (divide < 0) return undefined;
  const headers = part.subarray(0, divide).toString('utf8');
  const name = /\bname="((?:[^"\\]|\\.)*)"/i.exec(headers)?.[1];
  const filename = /\bfilename="((?:[^"\\]|\\.)*)"/i.exec(headers)?.[1];
  if (name === undefined || filename === undefined) return undefined;
  return {
    name,
    // Browsers, and who follows them, write these three as percent codes.
    filename: filename.replace(/%22|%0D|%0A/g, decodeURIComponent),
    contentType: /^content-type:\s*(\S+)/im.exec(headers)?.[1] ?? 'application/octet-stream',
    content: part.subarray(divide + 4),
  };
}
