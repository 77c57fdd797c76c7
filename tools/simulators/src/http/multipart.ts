/** A part of a multipart/form-data body that is a file. */
export interface FilePart {
  name: string;
  filename: string;
  contentType: string;
  content: Uint8Array;
}

/** Files of a body as RFC 7578 describes it; none when the content type names no boundary. */
export function readFileParts(body: Uint8Array, contentType: string): FilePart[] {
  return partsOf(body, contentType).flatMap(({ headers, content }) => {
    const [name, filename] = [parameter(headers, 'name'), parameter(headers, 'filename')];
    if (name === undefined || filename === undefined) return [];
    return [
      {
        name,
        // Browsers, and who follows them, write these three as percent codes.
        filename: filename.replace(/%22|%0D|%0A/g, decodeURIComponent),
        contentType: /^content-type:\s*(\S+)/im.exec(headers)?.[1] ?? 'application/octet-stream',
        content,
      },
    ];
  });
}

/** Fields of such a body that are no files, by name. */
export function readTextParts(body: Uint8Array, contentType: string): Partial<Record<string, string>> {
  return Object.fromEntries(
    partsOf(body, contentType).flatMap(({ headers, content }) => {
      const name = parameter(headers, 'name');
      const isFile = parameter(headers, 'filename') !== undefined;
      return name === undefined || isFile ? [] : [[name, content.toString('utf8')]];
    }),
  );
}

interface Part {
  headers: string;
  content: Buffer;
}

function partsOf(body: Uint8Array, contentType: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const buffer = Buffer.from(body);
  const parts: Part[] = [];
  const mark = `--${boundary}`;
  let start = buffer.indexOf(mark);
  while (start >= 0) {
    const end = buffer.indexOf(`\r\n${mark}`, start + mark.length);
    if (end < 0) break;
    const part = buffer.subarray(start + mark.length + 2, end);
    const divide = part.indexOf('\r\n\r\n');
    if (divide >= 0)
      parts.push({
        headers: part.subarray(0, divide).toString('utf8'),
        content: part.subarray(divide + 4),
      });
    start = end + 2;
  }
  return parts;
}

function parameter(headers: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(headers)?.[1];
}
