import type { LeastCost, LeastWork } from '../../pace.js';
import { type LimitName, perTenSeconds } from '../limits/tiers.js';
import { fileAt, messageFile, noteFiles } from '../world/files.js';
import { type KindName, kinds, machineTypeId } from '../world/kinds.js';
import type { World } from '../world/model.js';
import { liveCount, walkRows } from '../world/rows.js';
import { readMessages, readThread, threadCount } from '../world/threads.js';
import { valuesOf } from '../world/values.js';
import { hubspotLatencyMs } from './latency.js';

const version = '2026-09';
const rowsPerPage = 100;
const rowsWithHistory = 50;
const rowsPerAssociationRead = 1_000;
const threadsEndpoint = `GET /conversations/conversations/${version}/threads`;
const messagesEndpoint = `${threadsEndpoint}/{threadId}/messages`;
const originalEndpoint = `${messagesEndpoint}/{messageId}/original-content`;
const fileListEndpoint = `GET /files/${version}/files/search`;
const fileEndpoint = 'GET /files/v3/files/{fileId}/download';

/** Asked once per run, however much there is. */
const onceEndpoints = [
  `GET /account-info/${version}/details`,
  `POST /crm/objects/${version}/tickets/search`,
  `POST /crm-object-schemas/${version}/schemas/batch/read`,
  `GET /crm/limits/${version}/associations/labels`,
  ...['tickets', 'deals'].map((kind) => `GET /crm/pipelines/${version}/${kind}`),
  `GET /crm-object-schemas/${version}/schemas`,
  `GET /crm/object-tags/2026-09-beta/0-5`,
  `GET /cms/site-search/${version}/search`,
  `GET /settings/currencies/${version}/exchange-rates/current`,
  'GET /settings/users/2026-03/teams',
  `POST /conversations/conversations/${version}/actors/batch/read`,
  ...['contacts/companies', 'tickets/contacts'].map(
    (pair) => `GET /crm/associations/${version}/${pair}/labels`,
  ),
];

/** Pairs of types whose associations administrators have given labels. */
const labelled = [
  ['contacts', 'companies'],
  ['tickets', 'contacts'],
] as const;

/**
 * ⌈N/100⌉ pages of every list, half as many rows on those with a history; a request per 1,000 records whose
 * associations have labels, which lists do not show; ⌈m/100⌉ pages for every thread, and a request for every message
 * that was cut off; ⌈files/100⌉ for what files are called and one for each of them, whose bytes come from elsewhere.
 */
export function leastWorkOf(
  world: World,
  { pageSize, limits }: { pageSize: number; limits: LimitName | undefined },
): LeastWork {
  const pages = (entries: number, largest: number) =>
    Math.max(1, Math.ceil(entries / Math.min(largest, pageSize)));
  const { owners } = world.people;
  const calls = new Map<string, number>(onceEndpoints.map((endpoint) => [endpoint, 1]));
  calls.set(`GET /crm/owners/${version}`, 2);
  calls.set('GET /settings/users/2026-03', pages(owners.length, rowsPerPage));
  let longestChainMs = 0;
  for (const { name, typeId } of Object.values(kinds)) {
    const hasHistory = name === 'tickets' || name === 'deals';
    const listPages = pages(liveCount(world.tables[name]), hasHistory ? rowsWithHistory : rowsPerPage);
    const endpoint = `GET /crm/objects/${version}/${typeId === machineTypeId ? typeId : name}`;
    calls.set(endpoint, listPages);
    longestChainMs = Math.max(longestChainMs, listPages * latencyOf(endpoint));
  }
  for (const [from, to] of labelled)
    calls.set(
      `POST /crm/associations/${version}/${from}/${to}/batch/read`,
      Math.ceil(liveCount(world.tables[from]) / rowsPerAssociationRead),
    );
  const files = addThreads(world, calls, pages);
  const fromNotes = filesOfNotes(world);
  files.push(...fromNotes);
  calls.set(fileListEndpoint, Math.ceil(files.length / rowsPerPage));
  calls.set(fileEndpoint, files.length);
  return {
    calls,
    chainMs: { data: longestChainMs, attachments: 0 },
    files: files.map((id) => ({ sourceMs: downloadMs(fileAt(world, id)?.bytes ?? 0) })),
    budgets: limits === undefined ? [] : [budgetOf(calls, limits)],
  };
}

/** Counts what threads cost; returns the ids of files that messages bring. */
function addThreads(
  world: World,
  calls: Map<string, number>,
  pages: (entries: number, largest: number) => number,
): number[] {
  const files: number[] = [];
  let messagePages = 0;
  let truncated = 0;
  for (let index = 0; index < threadCount(world); index++) {
    const messages = readMessages(world, readThread(world, index));
    messagePages += pages(messages.length, index % 5 === 1 ? rowsPerPage - 1 : rowsPerPage);
    truncated += messages.filter(({ isTruncated }) => isTruncated).length;
    const file = messageFile(world, index);
    if (file !== undefined) files.push(file);
  }
  calls.set(threadsEndpoint, pages(threadCount(world), rowsPerPage));
  calls.set(messagesEndpoint, messagePages);
  calls.set(originalEndpoint, truncated);
  return files;
}

function filesOfNotes(world: World): number[] {
  const files: number[] = [];
  for (const row of walkRows(world, 'notes' satisfies KindName, { afterId: 0, archived: false })) {
    if (row.override === undefined) files.push(...noteFiles(world, row.index));
    else files.push(...(valuesOf(world, row).hs_attachment_ids ?? '').split(';').filter(Boolean).map(Number));
  }
  return files;
}

function budgetOf(calls: ReadonlyMap<string, number>, tier: LimitName): LeastCost {
  const once = new Set(onceEndpoints);
  let data = 0;
  for (const [endpoint, count] of calls) if (endpoint !== fileEndpoint && !once.has(endpoint)) data += count;
  return {
    name: 'app',
    capacity: perTenSeconds[tier],
    perSeconds: 10,
    window: 'bucket',
    units: { data, attachments: calls.get(fileEndpoint) ?? 0 },
  };
}

function downloadMs(bytes: number): number {
  const content = { method: 'GET', path: '/content/1', receivedBytes: bytes };
  return latencyOf(fileEndpoint) + hubspotLatencyMs(content);
}

function latencyOf(endpoint: string): number {
  const [method = '', path = ''] = endpoint.split(' ', 2);
  return hubspotLatencyMs({ method, path, receivedBytes: 0 });
}
