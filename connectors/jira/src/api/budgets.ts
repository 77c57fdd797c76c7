import { type HttpRequest, type RateBudget, rateHeaders, refusalReason } from '@airdrop-connectors/core';

/** How Jira calls the limit of an endpoint when a refusal is about it. */
const burstReason = 'jira-burst-based';
/** The limit of writes to one issue. */
const issueReason = 'jira-per-issue-on-write';

export const fileContentEndpoint = '/rest/api/3/attachment/content/{id}';

/** The customers of a service desk: https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ */
const customersEndpoint = '/rest/servicedeskapi/servicedesk/{id}/customer';
/** Endpoints that have a budget of their own here. */
const ownBudgets: ReadonlySet<string | undefined> = new Set([fileContentEndpoint, customersEndpoint]);

/** Limits that hold for the whole connection, also ones nobody knows yet. */
export const refusesEverything = refusalReason({
  except: [burstReason, issueReason],
});

/**
 * Bursts per second, counted for each method and endpoint of a site and shared with all its other integrations; the
 * answers name the limit of their endpoint, which takes the place of these.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export const burstBudgets: readonly RateBudget[] = [
  {
    name: 'requests',
    capacity: 100,
    perSeconds: 1,
    scope: 'endpoint',
    weight: ({ endpoint }) => (ownBudgets.has(endpoint) ? 0 : 1),
    reading: rateHeaders(),
    refusal: refusalReason([burstReason]),
  },
  {
    name: 'file contents',
    capacity: 300,
    perSeconds: 1,
    weight: ({ endpoint }) => (endpoint === fileContentEndpoint ? 1 : 0),
    reading: rateHeaders(),
    refusal: refusalReason([burstReason]),
  },
  {
    name: 'customers',
    capacity: 5,
    perSeconds: 1,
    weight: ({ endpoint }) => (endpoint === customersEndpoint ? 1 : 0),
    reading: rateHeaders(),
    refusal: refusalReason([burstReason]),
  },
];

/** The issue that a request writes to. */
function writtenIssue({ method = 'GET', path }: HttpRequest): string | undefined {
  if (method === 'GET') return undefined;
  const [, issue] = /^\/rest\/api\/3\/issue\/([^/]+)/.exec(path) ?? [];
  return issue === 'bulk' || issue === 'bulkfetch' ? undefined : issue;
}

/**
 * Writes to one issue, which bite where many comments are added: others are written meanwhile.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export const issueBudgets: readonly RateBudget[] = [
  { name: 'writes to an issue in 2 s', capacity: 20, perSeconds: 2 },
  { name: 'writes to an issue in 30 s', capacity: 100, perSeconds: 30 },
].map((limit) => ({
  ...limit,
  scope: (request) => writtenIssue(request) ?? '',
  weight: (request) => (writtenIssue(request) === undefined ? 0 : 1),
  refusal: refusalReason([issueReason]),
}));

/**
 * Limits of a whole connection that are documented nowhere, such as `jira-cost-based`: nothing is known of them before a
 * refusal names one, and then everything waits.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export const connectionBudget: RateBudget = {
  name: 'connection',
  capacity: Number.POSITIVE_INFINITY,
  perSeconds: 1,
  refusal: refusesEverything,
};
