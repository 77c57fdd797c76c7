import { type HttpClient, NotFoundError } from '@airdrop-connectors/core';
import { issueSchema } from '../api-types.js';
import {
  createdIssueSchema,
  editFieldsSchema,
  foundKeysSchema,
  issueLinksSchema,
  markedIssuesSchema,
  transitionsSchema,
} from '../api-types-writing.js';
import { read } from './answers.js';

/** Fields of an issue as Jira takes them, by field id. */
export type IssueMembers = Readonly<Record<string, unknown>>;

/** A value that programs keep with an issue or a comment, and people do not see. */
export interface Property {
  key: string;
  value: Readonly<Record<string, unknown>>;
}

const issueEndpoint = '/rest/api/3/issue/{id}';

/**
 * Issues as the account of the connection writes them, and what a writer has to look up. Not by jira.js, which knows
 * neither which of its calls may be repeated nor how to send a document that it has not made.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/
 */
export function issueWritingApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** With everything but what hangs on it; undefined for one that is gone. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get */
    issue: async (id: string) => {
      const query = { fields: '*all,-comment,-worklog' };
      const body = await orNothing(http.json({ path: issuePath(id), endpoint: issueEndpoint, query }));
      return body === undefined ? undefined : read(issueSchema, body, `GET ${issueEndpoint}`);
    },

    /** What can be edited of an issue by this account. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-editmeta-get */
    editFields: async (id: string) => {
      const endpoint = `${issueEndpoint}/editmeta`;
      const body = await http.json({ path: `${issuePath(id)}/editmeta`, endpoint });
      return read(editFieldsSchema, body, `GET ${endpoint}`).fields ?? {};
    },

    /** Its properties are set by the same call. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post */
    createIssue: async (fields: IssueMembers, properties: readonly Property[]) => {
      const path = '/rest/api/3/issue';
      const body = await http.json({ method: 'POST', path, body: { fields, properties } });
      return read(createdIssueSchema, body, `POST ${path}`);
    },

    /** The same twice leaves the same issue. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-put */
    editIssue: async (id: string, body: { fields?: IssueMembers; update?: IssueMembers }): Promise<void> => {
      const request = {
        method: 'PUT',
        path: issuePath(id),
        endpoint: issueEndpoint,
        safeToRepeat: true,
      } as const;
      await http.json({ ...request, body });
    },

    /** Those this account may run now, with the fields of their screens. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get */
    transitions: async (id: string) => {
      const endpoint = `${issueEndpoint}/transitions`;
      const query = { expand: 'transitions.fields' };
      const body = await http.json({ path: `${issuePath(id)}/transitions`, endpoint, query });
      return read(transitionsSchema, body, `GET ${endpoint}`).transitions;
    },

    /** One that has taken effect is refused the second time, or leads to the same status. */
    transition: async (id: string, transitionId: string, fields: IssueMembers): Promise<void> => {
      await http.json({
        method: 'POST',
        path: `${issuePath(id)}/transitions`,
        endpoint: `${issueEndpoint}/transitions`,
        body: { transition: { id: transitionId }, ...(Object.keys(fields).length > 0 && { fields }) },
        safeToRepeat: true,
      });
    },

    /** Keys of the first issues that a search finds, as far as its index knows them. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/ */
    foundKeys: async (jql: string, atMost: number) => {
      const path = '/rest/api/3/search/jql';
      const body = { jql, fields: ['created'], maxResults: atMost };
      const answer = await http.json({ method: 'POST', path, body, safeToRepeat: true });
      return read(foundKeysSchema, answer, `POST ${path}`).issues.map(({ key }) => key);
    },

    /**
     * Up to 100 issues with one of their properties, as they are now; keys that nobody has are left out.
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post
     */
    issuesWithProperty: async (keys: readonly string[], property: string) => {
      const path = '/rest/api/3/issue/bulkfetch';
      const body = { issueIdsOrKeys: [...keys], fields: ['created'], properties: [property] };
      const answer = await http.json({ method: 'POST', path, body, safeToRepeat: true });
      return read(markedIssuesSchema, answer, `POST ${path}`).issues.map(({ id, properties }) => ({
        id,
        value: properties?.[property],
      }));
    },

    /** Links at one of their ends. */
    issueLinks: async (id: string) => {
      const query = { fields: 'issuelinks' };
      const body = await orNothing(http.json({ path: issuePath(id), endpoint: issueEndpoint, query }));
      return body === undefined
        ? []
        : (read(issueLinksSchema, body, `GET ${issueEndpoint}`).fields.issuelinks ?? []);
    },

    /** A link that is there already is not made again. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-post */
    createLink: async (type: string, source: string, target: string): Promise<void> => {
      await http.json({
        method: 'POST',
        path: '/rest/api/3/issueLink',
        body: { type: { id: type }, inwardIssue: { id: source }, outwardIssue: { id: target } },
        safeToRepeat: true,
      });
    },

    /** Out of the sprint it is in, too. https://developer.atlassian.com/cloud/jira/software/rest/api-group-sprint/#api-rest-agile-1-0-sprint-sprintid-issue-post */
    moveToSprint: async (sprintId: string, issueId: string): Promise<void> => {
      await http.json({
        method: 'POST',
        path: `/rest/agile/1.0/sprint/${encodeURIComponent(sprintId)}/issue`,
        endpoint: '/rest/agile/1.0/sprint/{id}/issue',
        body: { issues: [issueId] },
        safeToRepeat: true,
      });
    },

    /** https://developer.atlassian.com/cloud/jira/software/rest/api-group-backlog/#api-rest-agile-1-0-backlog-issue-post */
    moveToBacklog: async (issueId: string): Promise<void> => {
      const path = '/rest/agile/1.0/backlog/issue';
      await http.json({ method: 'POST', path, body: { issues: [issueId] }, safeToRepeat: true });
    },
  };
}

export const issuePath = (id: string) => `/rest/api/3/issue/${encodeURIComponent(id)}`;

export async function orNothing(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}
