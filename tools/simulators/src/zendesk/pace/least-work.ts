import type { LeastCost, LeastWork } from '../../pace.js';
import {
  articleFileEndpoint,
  bucketsOf,
  fileEndpoint,
  filesPerMinute,
  type LimitName,
  requestsPerMinute,
} from '../limits/plans.js';
import { commentCount } from '../world/comments.js';
import { generatedFilesOf } from '../world/files.js';
import { shownArticles } from '../world/knowledge.js';
import type { World } from '../world/model.js';
import { sideConversationCount } from '../world/side-conversations.js';
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
  'GET /api/v2/custom_objects',
];
const custom = 'GET /api/v2/custom_objects/{custom_object_key}';
const sideEventEndpoint = 'GET /api/v2/tickets/side_conversations/events';
const helpCenter = 'GET /api/v2/help_center';
const articleEndpoint = `${helpCenter}/incremental/articles`;

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
  const ticketPages = pages(tickets, rowsPerPage);
  const calls = new Map([
    ...onceEndpoints.map((endpoint): [string, number] => [endpoint, 1]),
    ...listCalls(world, pages),
    ...knowledgeCalls(world, pages, files),
    [sideEventEndpoint, pages(2 * sideConversationCount(world), rowsPerPage)],
    [ticketEndpoint, ticketPages],
    [commentEndpoint, commentPages],
    [fileEndpoint, files.length - articleFiles(world).length],
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

type Pages = (entries: number, largest: number) => number;

function listCalls({ people, lists }: World, pages: Pages): [string, number][] {
  const { agents, endUsers, organizations, groups } = people;
  const byHundreds: readonly [string, readonly unknown[]][] = [
    ['GET /api/v2/groups', groups],
    ['GET /api/v2/group_memberships', lists.groupMemberships],
    ['GET /api/v2/organization_memberships', lists.organizationMemberships],
    ['GET /api/v2/ticket_forms', lists.forms],
    ['GET /api/v2/macros', lists.macros],
    ['GET /api/v2/slas/policies', lists.policies],
    ['GET /api/services/jira/links', lists.externalLinks],
  ];
  const ofObjects = (entriesOf: (object: World['lists']['customObjects'][number]) => number) =>
    lists.customObjects.reduce((sum, object) => sum + pages(entriesOf(object), entriesPerPage), 0);
  return [
    [userEndpoint, pages(agents.length + endUsers.length, rowsPerPage)],
    [organizationEndpoint, pages(organizations.length, rowsPerPage)],
    ...byHundreds.map(([endpoint, rows]): [string, number] => [endpoint, pages(rows.length, entriesPerPage)]),
    [`${custom}/fields`, ofObjects(({ fields }) => fields.length)],
    [`${custom}/records`, ofObjects(({ records }) => records.length)],
  ];
}

/** Files of each article, and what was said about it where that is allowed, are lists of their own. */
function knowledgeCalls({ knowledge }: World, pages: Pages, files: number[]): [string, number][] {
  const { centers, segments, permissionGroups } = knowledge;
  const articles = centers.flatMap(shownArticles);
  for (const { bytes } of articles.flatMap((article) => article.files)) files.push(bytes);
  const ofCenters = (entriesOf: (center: (typeof centers)[number]) => number, largest: number) =>
    centers.reduce((sum, center) => sum + pages(entriesOf(center), largest), 0);
  const open = articles.filter(({ isOpenForComments }) => isOpenForComments);
  return [
    [`${helpCenter}/user_segments`, pages(segments.length, entriesPerPage)],
    ['GET /api/v2/guide/permission_groups', pages(permissionGroups.length, entriesPerPage)],
    [`${helpCenter}/categories`, ofCenters(({ categories }) => categories.length, entriesPerPage)],
    [`${helpCenter}/sections`, ofCenters(({ sections }) => sections.length, entriesPerPage)],
    [articleEndpoint, ofCenters((center) => shownArticles(center).length, rowsPerPage)],
    [`${helpCenter}/articles/{article_id}/attachments`, articles.length],
    [`${helpCenter}/articles/{article_id}/comments`, open.length],
    [articleFileEndpoint, articles.flatMap((article) => article.files).length],
  ];
}

function articleFiles({ knowledge }: World): unknown[] {
  return knowledge.centers.flatMap(shownArticles).flatMap((article) => article.files);
}

function budgetsOf(calls: ReadonlyMap<string, number>, plan: LimitName): LeastCost[] {
  const isInData = (endpoint: string) =>
    !onceEndpoints.includes(endpoint) &&
    bucketsOf(endpoint, plan).some(({ bucket }) => bucket === 'account') &&
    endpoint !== `${custom}/fields`;
  const perMinute = { perSeconds: 60, window: 'bucket' } as const;
  return [
    {
      name: 'account',
      capacity: requestsPerMinute[plan],
      ...perMinute,
      units: {
        data: [...calls].reduce((sum, [endpoint, count]) => sum + (isInData(endpoint) ? count : 0), 0),
        attachments: 0,
      },
    },
    {
      name: 'attachments',
      capacity: filesPerMinute,
      ...perMinute,
      units: { data: 0, attachments: (calls.get(fileEndpoint) ?? 0) + (calls.get(articleFileEndpoint) ?? 0) },
    },
  ];
}

function latencyOf(endpoint: string): number {
  const [method = '', path = ''] = endpoint.split(' ', 2);
  return zendeskLatencyMs({ method, path, receivedBytes: 0 });
}
