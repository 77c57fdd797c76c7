import type { Client } from 'jira.js';
import { IssueFields } from 'jira.js/version3/issueFields';
import { IssueLinkTypes } from 'jira.js/version3/issueLinkTypes';
import { IssuePriorities } from 'jira.js/version3/issuePriorities';
import { Users } from 'jira.js/version3/users';
import * as z from 'zod/mini';
import { accountPageSchema, fieldListSchema, linkTypesSchema, priorityPageSchema } from '../api-types.js';
import { read } from './answers.js';

/** What the whole site shares. */
export function catalogueApi(requests: Client) {
  const fields = new IssueFields(requests);
  const linkTypes = new IssueLinkTypes(requests);
  const priorities = new IssuePriorities(requests);
  const users = new Users(requests);
  return {
    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-get */
    fields: async () => read(fieldListSchema, await fields.getFields(), 'GET /rest/api/3/field'),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-link-types/#api-rest-api-3-issuelinktype-get */
    linkTypes: async () =>
      read(linkTypesSchema, await linkTypes.getIssueLinkTypes(), 'GET /rest/api/3/issueLinkType'),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-search-get */
    priorityPage: async (startAt: number) =>
      read(
        priorityPageSchema,
        await priorities.searchPriorities({ startAt, maxResults: 50 }),
        'GET /rest/api/3/priority/search',
      ),

    /**
     * A bare array; records are validated one by one so that an odd one does not cost the page.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/
     */
    userPage: async (startAt: number) =>
      read(
        z.array(z.unknown()),
        await users.getAllUsers({ startAt, maxResults: 1000 }),
        'GET /rest/api/3/users/search',
      ),

    /**
     * Of at most 200 accounts what is known of them; unknown ones are left out.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users/#api-rest-api-3-user-bulk-get
     */
    accounts: async (accountIds: readonly string[]) =>
      read(
        accountPageSchema,
        // jira.js makes one text of the list, meant for an address that nobody encodes any more.
        await requests.sendRequest<unknown>({
          method: 'GET',
          url: '/rest/api/3/user/bulk',
          params: { accountId: [...accountIds], maxResults: 200 },
        }),
        'GET /rest/api/3/user/bulk',
      ),
  };
}
