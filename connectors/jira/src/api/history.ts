import type { Client } from 'jira.js';
import { AuditRecords } from 'jira.js/version3/auditRecords';
import { Issues } from 'jira.js/version3/issues';
import { IssueWorklogs } from 'jira.js/version3/issueWorklogs';
import { auditPageSchema, changelogPageSchema, deletedWorklogPageSchema } from '../api-types-on-request.js';
import { read } from './answers.js';

/** What happened to issues: changes and deletions. */
export function historyApi(requests: Client) {
  const issues = new Issues(requests);
  const worklogs = new IssueWorklogs(requests);
  const audit = new AuditRecords(requests);
  return {
    /**
     * Changes of up to 1,000 issues, oldest first.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-changelog-bulkfetch-post
     */
    changelogPage: async (issueIds: readonly string[], nextPageToken: string) =>
      read(
        changelogPageSchema,
        await issues.getBulkChangelogs({
          issueIdsOrKeys: [...issueIds],
          maxResults: 10_000,
          ...(nextPageToken && { nextPageToken }),
        }),
        'POST /rest/api/3/changelog/bulkfetch',
      ),

    /**
     * Ids of worklogs of the whole site, without their issues; those of the last minute are left out.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-worklog-deleted-get
     * @param since milliseconds since the epoch
     */
    deletedWorklogPage: async (since: number) =>
      read(
        deletedWorklogPageSchema,
        await worklogs.getIdsOfWorklogsDeletedSince({ since }),
        'GET /rest/api/3/worklog/deleted',
      ),

    /**
     * Jira administrators only, and on paid plans.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-audit-records/
     * @param from RFC 3339
     */
    auditPage: async (from: string, offset: number) =>
      read(
        auditPageSchema,
        await audit.getAuditRecords({ from, offset, limit: 1000, filter: 'deleted' }),
        'GET /rest/api/3/auditing/record',
      ),
  };
}
