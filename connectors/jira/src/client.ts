import type { ClientContext, RemoteFile } from '@airdrop-connectors/core';
import { accessApi } from './api/access.js';
import { accountApi } from './api/account.js';
import { fileContentEndpoint } from './api/budgets.js';
import { catalogueApi } from './api/catalogues.js';
import { commentWritingApi } from './api/comment-writing.js';
import { historyApi } from './api/history.js';
import { issueWritingApi } from './api/issue-writing.js';
import { issueApi } from './api/issues.js';
import { projectApi } from './api/projects.js';
import { requestsOver } from './api/requests.js';
import { serviceDeskApi } from './api/service-desk.js';
import { softwareApi } from './api/software.js';
import { createTransport } from './api/transport.js';
import type { JiraConnection } from './connection.js';

export type JiraClient = ReturnType<typeof createJiraClient>;

/** One method per endpoint, no loops, no state. What is read is asked for by jira.js, and everything is sent by core. */
export function createJiraClient(context: ClientContext<JiraConnection>) {
  const transport = createTransport(context);
  const requests = requestsOver(transport);
  return {
    /** Origin that people see in their browser. */
    site: transport.site,
    connectionKind: transport.connectionKind,
    ...accountApi(requests),
    ...projectApi(requests),
    ...catalogueApi(requests),
    ...issueApi(requests),
    ...softwareApi(requests),
    ...serviceDeskApi(requests),
    ...accessApi(requests),
    ...historyApi(requests),
    ...issueWritingApi(transport),
    ...commentWritingApi(transport),

    /**
     * The address is built from the id: links in payloads may name a host where the token must not go.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/
     */
    attachmentContent: (attachmentId: string, { isWebPage }: { isWebPage: boolean }): Promise<RemoteFile> =>
      transport.file({
        path: `/rest/api/3/attachment/content/${encodeURIComponent(attachmentId)}`,
        endpoint: fileContentEndpoint,
        refuseWebPage: !isWebPage,
      }),
  };
}
