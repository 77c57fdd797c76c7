import type { LeastCost, LeastWork } from '../../pace.js';
import { fileEndpoint, filesPerMinute, type LimitName, requestsPerMinute } from '../limits/plans.js';
import { commentCount } from '../world/comments.js';
import { generatedFilesOf } from '../world/files.js';
import type { World } from '../world/model.js';
import { readTicket, ticketCount } from '../world/tickets.js';
import { zendeskLatencyMs } from './latency.js';

const rowsPerPage = 1_000;
const entriesPerPage = 100;
const commentEndpoint = 'GET /api/v2/tickets/{ticket_id}/comments';
const ticketEndpoint = 'GET /api/v2/incremental/tickets/cursor';
const userEndpoint = 'GET /api/v2/incremental/users/cursor';
const organizationEndpoint = 'GET /api/v2/incremental/organizations';
/** Asked once per run: who asks, brands, how many tickets there are, fields, statuses, groups. */
const onceEndpoints = [
  'GET /api/v2/users/me',
  'GET /api/v2/brands',
  'GET /api/v2/tickets/count',
  'GET /api/v2/ticket_fields',
  'GET /api/v2/custom_statuses',
  'GET /api/v2/groups',
];

/**
 * ⌈N/1000⌉ pages of the export, each naming the next; ⌈comments/100⌉ pages for every ticket, because the feed of
 * events tells what was written and not what is left of it, nor who may see it today; one request per file, whose
 * bytes come from another origin.
 */
export function leastWorkOf(
  world: World,
  { pageSize, limits }: { pageSize: number; limits: LimitName | undefined },
): LeastWork {
  const pages = (entries: number, largest: number) =>
    Math.max(1, Math.ceil(entries / Math.min(largest, pageSize)));
  const files: number[] = [];
  let tickets = 0;
  let commentPages = 0;
  for (let index = 0; index < ticketCount(world); index++) {
    const ticket = readTicket(world, index);
    if (ticket.isDeleted) continue;
    tickets++;
    commentPages += pages(commentCount(world, ticket), entriesPerPage);
    for (const { bytes } of generatedFilesOf(world, ticket)) files.push(bytes);
  }
  const { agents, endUsers, organizations } = world.people;
  const ticketPages = pages(tickets, rowsPerPage);
  const calls = new Map([
    ...onceEndpoints.map((endpoint): [string, number] => [endpoint, 1]),
    [userEndpoint, pages(agents.length + endUsers.length, rowsPerPage)],
    [organizationEndpoint, pages(organizations.length, rowsPerPage)],
    [ticketEndpoint, ticketPages],
    [commentEndpoint, commentPages],
    [fileEndpoint, files.length],
  ]);
  return {
    calls,
    chainMs: { data: ticketPages * latencyOf(ticketEndpoint) + latencyOf(commentEndpoint), attachments: 0 },
    files: files.map((bytes) => ({
      sourceMs:
        latencyOf(fileEndpoint) + zendeskLatencyMs({ method: 'GET', path: '/file/', receivedBytes: bytes }),
    })),
    budgets: limits === undefined ? [] : budgetsOf(calls, limits),
  };
}

function budgetsOf(calls: ReadonlyMap<string, number>, plan: LimitName): LeastCost[] {
  const inData = [userEndpoint, organizationEndpoint, ticketEndpoint, commentEndpoint, 'GET /api/v2/groups'];
  const perMinute = { perSeconds: 60, window: 'bucket' } as const;
  return [
    {
      name: 'account',
      capacity: requestsPerMinute[plan],
      ...perMinute,
      units: { data: inData.reduce((sum, endpoint) => sum + (calls.get(endpoint) ?? 0), 0), attachments: 0 },
    },
    {
      name: 'attachments',
      capacity: filesPerMinute,
      ...perMinute,
      units: { data: 0, attachments: calls.get(fileEndpoint) ?? 0 },
    },
  ];
}

function latencyOf(endpoint: string): number {
  const [method = '', path = ''] = endpoint.split(' ', 2);
  return zendeskLatencyMs({ method, path, receivedBytes: 0 });
}
