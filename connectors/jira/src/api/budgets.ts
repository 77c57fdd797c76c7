import { type RateBudget, rateHeaders } from '@airdrop-connectors/core';

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
