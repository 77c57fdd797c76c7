import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { pageSizeOf } from '../http/pages.js';
import { countParameter } from '../http/parameters.js';
import { worklogJson } from '../render/children.js';
import type { Site } from '../site.js';
import { readWorklogs } from '../world/worklogs.js';
import { issueOfPath } from './issues.js';

const MOST_WORKLOGS = 5000;

/** Time spent on issues. */
export const worklogEndpoints: readonly Endpoint[] = [
  { method: 'GET', template: '/rest/api/3/issue/{issueIdOrKey}/worklog', answer: listWorklogs },
];

/** Oldest first. */
function listWorklogs(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const worklogs = readWorklogs(site.world, issue);
  const startAt = countParameter(call, 'startAt', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const maxResults = pageSizeOf(call, site, { whenAbsent: MOST_WORKLOGS, most: MOST_WORKLOGS });
  return ok({
    startAt,
    maxResults,
    total: worklogs.length,
    worklogs: worklogs
      .slice(startAt, startAt + maxResults)
      .map((worklog) => worklogJson(site, issue, worklog)),
  });
}
