import type { AnsweredRequest } from '../../pace.js';

/**
 * How long the account takes, milliseconds: assumed, in the order of what people report. A page of a thousand tickets
 * is slow, everything else small is quick, a file comes from another origin.
 */
const exportPageMs = 2_000;
const smallMs = 150;
const downloadMs = 300;
const downloadBytesPerMs = 2_000;

export function zendeskLatencyMs({ path, receivedBytes }: AnsweredRequest): number {
  if (path.startsWith('/file/')) return downloadMs + receivedBytes / downloadBytesPerMs;
  return path.includes('/incremental/') ? exportPageMs : smallMs;
}
