import { UnexpectedResponseError } from '@airdrop-connectors/core';
import type { Client } from 'jira.js';
import { IssueComments } from 'jira.js/version3/issueComments';
import { IssueRemoteLinks } from 'jira.js/version3/issueRemoteLinks';
import { IssueSearch } from 'jira.js/version3/issueSearch';
import { IssueWorklogs } from 'jira.js/version3/issueWorklogs';
import * as z from 'zod/mini';
import { commentPageSchema, searchPageSchema, worklogPageSchema } from '../api-types.js';
import { countSchema } from '../api-types-on-request.js';
import { read } from './answers.js';

/** Issues and what hangs on them. */
export function issueApi(requests: Client) {
  const search = new IssueSearch(requests);
  const comments = new IssueComments(requests);
  const worklogs = new IssueWorklogs(requests);
  const remoteLinks = new IssueRemoteLinks(requests);
  return {
    /**
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
     * @param nextPageToken empty for the first page; belongs to exactly this query and lives seven days
     * @param without fields that nobody wants and that would only make the answer larger
     */
    issuePage: async (jql: string, nextPageToken: string, without: readonly string[] = []) => {
      const body = await search
        .searchForIssuesUsingJqlEnhancedSearchPost({
          jql,
          fields: ['*all', ...without.map((field) => `-${field}`)],
          maxResults: 100,
          ...(nextPageToken && { nextPageToken }),
        })
        .catch((error: unknown) => {
          if (nextPageToken && error instanceof UnexpectedResponseError && error.status === 400)
            return 'token refused' as const;
          throw error;
        });
      return body === 'token refused' ? body : read(searchPageSchema, body, 'POST /rest/api/3/search/jql');
    },

    /** Lags and is off by a few. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-approximate-count-post */
    approximateCount: async (jql: string) =>
      read(countSchema, await search.countIssues({ jql }), 'POST /rest/api/3/search/approximate-count'),

    /** Links to pages elsewhere, all at once. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/ */
    remoteLinks: async (issueId: string) =>
      read(
        z.array(z.unknown()),
        await remoteLinks.getRemoteIssueLinks({ issueIdOrKey: issueId }),
        'GET /rest/api/3/issue/{id}/remotelink',
      ),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get */
    commentPage: async (issueId: string, startAt: number) =>
      read(
        commentPageSchema,
        await comments.getComments({ issueIdOrKey: issueId, startAt, maxResults: 100, orderBy: 'created' }),
        'GET /rest/api/3/issue/{id}/comment',
      ),

    /** Oldest first. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-worklogs/#api-rest-api-3-issue-issueidorkey-worklog-get */
    worklogPage: async (issueId: string, startAt: number) =>
      read(
        worklogPageSchema,
        await worklogs.getIssueWorklog({ issueIdOrKey: issueId, startAt, maxResults: 5000 }),
        'GET /rest/api/3/issue/{id}/worklog',
      ),
  };
}
