import { policyRateHeaders, type RateBudget, rateHeaders } from '@airdrop-connectors/core';

export const fileContentEndpoint = '/rest/api/3/attachment/content/{id}';

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
    weight: ({ endpoint }) => (endpoint === fileContentEndpoint ? 0 : 1),
    reading: rateHeaders(),
  },
  {
    name: 'file contents',
    capacity: 300,
    perSeconds: 1,
    weight: ({ endpoint }) => (endpoint === fileContentEndpoint ? 1 : 0),
    reading: rateHeaders(),
  },
];

/** Objects of a full page, by the endpoint that returns them; people count twice. */
const pointsOf: Readonly<Record<string, number>> = {
  '/rest/api/3/search/jql': 1 + 100,
  '/rest/api/3/project/search': 1 + 100,
  '/rest/api/3/users/search': 1 + 2 * 1000,
  [fileContentEndpoint]: 1 + 1,
};

/**
 * OAuth pays for calls and for the objects they return, out of one quota an hour for the whole app; tokens do not.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/#points-based-quota-rate-limits
 */
export const pointsBudget: RateBudget = {
  name: 'points',
  capacity: 65_000,
  perSeconds: 3600,
  window: 'aligned',
  weight: ({ endpoint = '' }) => pointsOf[endpoint] ?? 1,
  reading: policyRateHeaders('global-app-quota'),
};
