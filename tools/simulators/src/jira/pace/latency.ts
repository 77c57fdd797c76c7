import type { AnsweredRequest } from '../../pace.js';

/**
 * How long the site takes, milliseconds: assumed, in the order of what people report of sites of their own. A page of
 * a hundred issues with all fields is slow, everything else small is quick, a file is sent from another origin.
 */
const searchPageMs = 800;
const smallMs = 150;
const downloadMs = 300;
const downloadBytesPerMs = 2_000;

export function jiraLatencyMs({ method, path, receivedBytes }: AnsweredRequest): number {
  if (path.startsWith('/file/')) return downloadMs + receivedBytes / downloadBytesPerMs;
  return method === 'POST' && path.endsWith('/search/jql') ? searchPageMs : smallMs;
}
