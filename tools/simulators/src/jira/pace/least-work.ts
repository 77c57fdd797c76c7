import type { LeastCost, LeastWork } from '../../pace.js';
import { burstPerSecond } from '../limits/burst-limits.js';
import { quotaPoints, quotaSeconds } from '../limits/points-quota.js';
import { readAttachments } from '../world/attachments.js';
import { commentCount } from '../world/comments.js';
import { issueCount, readIssue } from '../world/issues.js';
import type { ProjectWorld, World } from '../world/model.js';
import { BOARD_ID, sprintsOfBoard } from '../world/sprints.js';
import { worklogCount } from '../world/worklogs.js';
import { browsableProjects } from '../world/world.js';
import { jiraLatencyMs } from './latency.js';

/** Comments and worklogs a search page carries of each issue; of the others all are read, a page at a time. */
const previewed = 20;
const commentsPerPage = 100;
const issuesPerPage = 100;
const usersPerPage = 1_000;
const projectsPerPage = 100;
const worklogsPerPage = 5_000;
const sprintsPerPage = 50;
/** The one project with a board that has sprints; see `endpoints/agile.ts`. */
const sprintProjectId = '10000';

const searchEndpoint = 'POST /rest/api/3/search/jql';
const commentEndpoint = 'GET /rest/api/3/issue/{issueIdOrKey}/comment';
const worklogEndpoint = 'GET /rest/api/3/issue/{issueIdOrKey}/worklog';
const userEndpoint = 'GET /rest/api/3/users/search';
const fileEndpoint = 'GET /rest/api/3/attachment/content/{id}';
/** Asked once per run about the project that is synced, and once for each of its issue types. */
const catalogueEndpoints = [
  'GET /rest/api/3/project/{projectIdOrKey}',
  'GET /rest/api/3/project/{projectIdOrKey}/statuses',
  'GET /rest/api/3/field',
  'GET /rest/api/3/issueLinkType',
];
const issueTypeEndpoint = 'GET /rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}';

/**
 * ⌈N/100⌉ search pages, each naming the next; ⌈comments/100⌉ pages for every issue with more than the search shows, and
 * the same of worklogs; the accounts of the site, whose list ends with an empty page; boards and their sprints; one
 * request per file, whose bytes come from another origin. Points: one per request and per object, two per person.
 */
export function leastWorkOf(
  world: World,
  externalSyncUnitId: string,
  site: { pageSize: number; limits: string | undefined },
): LeastWork {
  const project = browsableProjects(world).find(({ definition }) => definition.id === externalSyncUnitId);
  if (project === undefined) throw new Error(`No project with id ${externalSyncUnitId} can be browsed.`);
  const pages = (entries: number, largest: number) => Math.ceil(entries / Math.min(largest, site.pageSize));
  const { issues, comments, worklogs, files } = countChildren(world, project, pages);
  const sprints = project.definition.id === sprintProjectId ? sprintsOfBoard(BOARD_ID).length : 0;
  const users = world.users.listed.length;
  const searchPages = pages(issues, issuesPerPage);
  const userPages = pages(users, usersPerPage) + 1;
  const sprintCalls: [string, number][] =
    sprints > 0
      ? [
          ['GET /rest/agile/1.0/board', 1],
          ['GET /rest/agile/1.0/board/{boardId}/sprint', pages(sprints, sprintsPerPage)],
        ]
      : [];
  const calls = new Map<string, number>([
    ['GET /rest/api/3/project/search', pages(browsableProjects(world).length, projectsPerPage)],
    ...catalogueEndpoints.map((endpoint): [string, number] => [endpoint, 1]),
    [userEndpoint, userPages],
    [searchEndpoint, searchPages],
    [commentEndpoint, comments.pages],
    [worklogEndpoint, worklogs.pages],
    [issueTypeEndpoint, project.definition.issueTypes.length],
    ...sprintCalls,
    [fileEndpoint, files.length],
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
      data:
        searchPages +
        issues +
        sum(comments) +
        sum(worklogs) +
        userPages +
        2 * users +
        sprintCalls.length +
        sprints,
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

function countChildren(
  world: World,
  project: ProjectWorld,
  pages: (entries: number, largest: number) => number,
) {
  const issues = issueCount(project);
  const files: number[] = [];
  const comments = { pages: 0, entries: 0 };
  const worklogs = { pages: 0, entries: 0 };
  for (let index = 0; index < issues; index++) {
    const issue = readIssue(world, project, index);
    addPages(comments, commentCount(issue), pages(commentCount(issue), commentsPerPage));
    addPages(worklogs, worklogCount(issue), pages(worklogCount(issue), worklogsPerPage));
    for (const { bytes } of readAttachments(world, issue)) files.push(bytes);
  }
  return { issues, comments, worklogs, files };
}

/** Lists that the search page shows whole cost nothing. */
function addPages(list: { pages: number; entries: number }, entries: number, pages: number): void {
  if (entries <= previewed) return;
  list.pages += pages;
  list.entries += entries;
}

function sum({ pages, entries }: { pages: number; entries: number }): number {
  return pages + entries;
}

function latencyOf(endpoint: string): number {
  const [method = '', path = ''] = endpoint.split(' ', 2);
  return jiraLatencyMs({ method, path, receivedBytes: 0 });
}
