import type { LeastCost, LeastWork } from '../../pace.js';
import { burstPerSecond } from '../limits/burst-limits.js';
import { quotaPoints, quotaSeconds } from '../limits/points-quota.js';
import { readAttachments } from '../world/attachments.js';
import { commentCount } from '../world/comments.js';

import type { ProjectWorld, World } from '../world/model.js';
import { customersOf, membersOf, ORGANIZATIONS } from '../world/organizations.js';
import { boardsOf, sprintsOfBoard } from '../world/sprints.js';
import { issuesIn } from '../world/truth.js';
import { worklogCount } from '../world/worklogs.js';
import { browsableProjects } from '../world/world.js';
import { jiraLatencyMs } from './latency.js';

/** Comments a search page carries of each issue; the others are read a page at a time. */
const previewedComments = 20;
const commentsPerPage = 100;
const previewedWorklogs = 20;
const worklogsPerPage = 5_000;
const boardsPerPage = 50;
const sprintsPerPage = 50;
const organizationsPerPage = 50;
const customersPerPage = 50;
const issuesPerPage = 100;
const usersPerPage = 1_000;
const projectsPerPage = 100;

const searchEndpoint = 'POST /rest/api/3/search/jql';
const commentEndpoint = 'GET /rest/api/3/issue/{issueIdOrKey}/comment';
const worklogEndpoint = 'GET /rest/api/3/issue/{issueIdOrKey}/worklog';
const userEndpoint = 'GET /rest/api/3/users/search';
const fileEndpoint = 'GET /rest/api/3/attachment/content/{id}';
/** Described once per run: the project that is synced, its statuses, and the fields and kinds of links of the site. */
const catalogueEndpoints = [
  'GET /rest/api/3/project/{projectIdOrKey}',
  'GET /rest/api/3/project/{projectIdOrKey}/statuses',
  'GET /rest/api/3/field',
  'GET /rest/api/3/issueLinkType',
];
const createMetadataEndpoint = 'GET /rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}';

/**
 * ⌈N/100⌉ search pages, each naming the next; ⌈comments/100⌉ pages for every issue with more than the search shows, and
 * the same of worklogs; the accounts of the site, whose list ends with an empty page; the options of each issue type;
 * boards and sprints, or organizations and customers; one request per file, whose bytes come from another origin. Points: one per
 * request and per object, two per person.
 */
export function leastWorkOf(
  world: World,
  externalSyncUnitId: string,
  site: { pageSize: number; limits: string | undefined },
): LeastWork {
  const project = browsableProjects(world).find(({ definition }) => definition.id === externalSyncUnitId);
  if (project === undefined) throw new Error(`No project with id ${externalSyncUnitId} can be browsed.`);
  const pages = (entries: number, largest: number) => Math.ceil(entries / Math.min(largest, site.pageSize));
  const { issues, commentPages, pagedComments, worklogPages, files } = countChildren(world, project, pages);
  const users = world.users.listed.length;
  const searchPages = pages(issues, issuesPerPage);
  const userPages = pages(users, usersPerPage) + 1;
  const calls = new Map([
    ['GET /rest/api/3/project/search', pages(browsableProjects(world).length, projectsPerPage)],
    ...catalogueEndpoints.map((endpoint): [string, number] => [endpoint, 1]),
    [userEndpoint, userPages],
    [searchEndpoint, searchPages],
    [commentEndpoint, commentPages],
    [worklogEndpoint, worklogPages],
    [fileEndpoint, files.length],
    // Asked whether or not it is answered: only the answer tells who may see workflows.
    ['POST /rest/api/3/workflows', 1],
    [createMetadataEndpoint, project.definition.issueTypes.length],
    ...listCalls(world, project, pages),
  ]);
  const bursts = [searchEndpoint, commentEndpoint, fileEndpoint].map(
    (endpoint): LeastCost => ({
      name: endpoint,
      capacity: burstPerSecond(endpoint),
      perSeconds: 1,
      window: 'bucket',
      units: {
        data: endpoint === fileEndpoint ? 0 : (calls.get(endpoint) ?? 0),
        attachments: endpoint === fileEndpoint ? files.length : 0,
      },
    }),
  );
  const points: LeastCost = {
    name: 'points',
    capacity: quotaPoints,
    perSeconds: quotaSeconds,
    window: 'aligned',
    units: {
      data: searchPages + issues + commentPages + pagedComments + userPages + 2 * users,
      attachments: 2 * files.length,
    },
  };
  return {
    calls,
    chainMs: {
      data: userPages * latencyOf(userEndpoint) + searchPages * latencyOf(searchEndpoint),
      attachments: 0,
    },
    files: files.map((bytes) => ({
      sourceMs:
        latencyOf(fileEndpoint) + jiraLatencyMs({ method: 'GET', path: '/file/', receivedBytes: bytes }),
    })),
    budgets: site.limits === undefined ? [] : site.limits === 'oauth' ? [...bursts, points] : bursts,
  };
}

/** What a project keeps beside its issues: boards with their sprints, or the organizations and customers of a service desk. */
function listCalls(
  world: World,
  { definition }: ProjectWorld,
  pages: (entries: number, largest: number) => number,
): [string, number][] {
  const { users } = world;
  if (definition.projectTypeKey === 'service_desk') {
    const desk = 'GET /rest/servicedeskapi/servicedesk/{serviceDeskId}';
    const rosters = ORGANIZATIONS.map(({ id }) => membersOf(users, id).length);
    const members = rosters.reduce((sum, length) => sum + Math.max(1, pages(length, customersPerPage)), 0);
    const customers = pages(customersOf(users).length, customersPerPage);
    return [
      [`${desk}/organization`, pages(ORGANIZATIONS.length, organizationsPerPage)],
      [`${desk}/customer`, customers],
      ['GET /rest/servicedeskapi/organization/{organizationId}/user', members],
      // What kind of account each of them is.
      ['GET /rest/api/3/user/bulk', customers + 1],
    ];
  }
  const boards = boardsOf(world, definition.id);
  const withSprints = boards.filter(({ type }) => type === 'scrum');
  const sprintPages = withSprints.map((board) => pages(sprintsOfBoard(board).length, sprintsPerPage));
  return [
    ['GET /rest/agile/1.0/board', Math.max(1, pages(boards.length, boardsPerPage))],
    ['GET /rest/agile/1.0/board/{boardId}/sprint', sprintPages.reduce((sum, count) => sum + count, 0)],
  ];
}

function countChildren(
  world: World,
  project: ProjectWorld,
  pages: (entries: number, largest: number) => number,
) {
  let issues = 0;
  const files: number[] = [];
  let commentPages = 0;
  let pagedComments = 0;
  let worklogPages = 0;
  for (const issue of issuesIn(world, project)) {
    issues++;
    const comments = commentCount(issue);
    if (comments > previewedComments) {
      commentPages += pages(comments, commentsPerPage);
      pagedComments += comments;
    }
    const worklogs = worklogCount(issue);
    if (worklogs > previewedWorklogs) worklogPages += pages(worklogs, worklogsPerPage);
    for (const { bytes, isLost } of readAttachments(world, issue)) if (!isLost) files.push(bytes);
  }
  return { issues, commentPages, pagedComments, worklogPages, files };
}

function latencyOf(endpoint: string): number {
  const [method = '', path = ''] = endpoint.split(' ', 2);
  return jiraLatencyMs({ method, path, receivedBytes: 0 });
}
