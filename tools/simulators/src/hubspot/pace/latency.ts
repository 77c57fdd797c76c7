import type { AnsweredRequest } from '../../pace.js';

/** How long the portal takes, milliseconds: assumed, in the order of what people report. */
const searchMs = 500;
const listMs = 300;
const smallMs = 150;
const downloadMs = 300;
const downloadBytesPerMs = 2_000;

export function hubspotLatencyMs({ path, receivedBytes }: AnsweredRequest): number {
  if (path.startsWith('/content/')) return downloadMs + receivedBytes / downloadBytesPerMs;
  if (path.endsWith('/search') && path.startsWith('/crm/objects/')) return searchMs;
  return path.startsWith('/crm/objects/') || path.startsWith('/crm/associations/') ? listMs : smallMs;
}
