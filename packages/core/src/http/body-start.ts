import type { Readable } from 'node:stream';

const bodyStartBytes = 2_000;
/** A server that refuses may do so byte by byte. */
const bodyStartMs = 10_000;

/** The first words of a body, which say more about a refusal than its status; the rest is not read. */
export async function startOf(body: Readable, limitMs = bodyStartMs): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => body.destroy(), limitMs);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= bodyStartBytes) break;
    }
  } catch {
    // The status already says what happened; a body cut off adds nothing.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).subarray(0, bodyStartBytes).toString('utf8');
}
