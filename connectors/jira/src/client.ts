import {
  type ClientContext,
  type RateBudget,
  type RemoteFile,
  rateHeaders,
  type SystemDescription,
} from '@airdrop-connectors/core';
import { jiraErrorMessage } from './api/answers.js';
import { catalogueApi } from './api/catalogues.js';
import { issueApi } from './api/issues.js';
import { projectApi } from './api/projects.js';
import { requestsOver } from './api/requests.js';
import { serviceDeskApi } from './api/service-desk.js';
import { softwareApi } from './api/software.js';
import type { JiraConnection } from './connection.js';

const system: SystemDescription = {
  name: 'Jira',
  authenticationAdvice:
    'Check site and e-mail of the connection, or make a new API token at id.atlassian.com and update the connection.',
  permissionAdvice:
    'Ask a Jira administrator to give the account of this connection access, then sync again.',
  errorMessage: jiraErrorMessage,
};

const fileContentEndpoint = '/rest/api/3/attachment/content/{id}';

/**
 * Bursts per second, counted for each method and endpoint of a site and shared with all its other integrations; the
 * answers name the limit of their endpoint, which takes the place of these.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
const budgets: readonly RateBudget[] = [
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

export type JiraClient = ReturnType<typeof createJiraClient>;

/** One method per endpoint, no loops, no state. Requests are built by jira.js and sent by core. */
export function createJiraClient({ connection, createHttpClient }: ClientContext<JiraConnection>) {
  const http = createHttpClient({
    baseUrl: connection.site,
    headers: {
      authorization: `Basic ${Buffer.from(`${connection.email}:${connection.token}`).toString('base64')}`,
      // Names of system statuses, types and fields come in the account's language otherwise.
      'accept-language': 'en',
      'x-force-accept-language': 'true',
    },
    system,
    budgets,
  });
  const requests = requestsOver(http);
  return {
    site: connection.site,
    ...projectApi(requests),
    ...catalogueApi(requests),
    ...issueApi(requests),
    ...softwareApi(requests),
    ...serviceDeskApi(requests),

    /** The address is built from the id: links in payloads may name a host where the token must not go. */
    attachmentContent: (attachmentId: string, { isWebPage }: { isWebPage: boolean }): Promise<RemoteFile> =>
      http.file({
        path: `/rest/api/3/attachment/content/${encodeURIComponent(attachmentId)}`,
        endpoint: fileContentEndpoint,
        refuseWebPage: !isWebPage,
      }),
  };
}
