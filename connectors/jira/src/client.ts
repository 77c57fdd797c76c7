import {
  type ClientContext,
  type HttpClient,
  type RateBudget,
  type RemoteFile,
  rateHeaders,
  type SystemDescription,
  UnexpectedResponseError,
} from '@airdrop-connectors/core';
import type { Callback, Client, RequestConfig } from 'jira.js';
import { IssueComments } from 'jira.js/version3/issueComments';
import { IssueFields } from 'jira.js/version3/issueFields';
import { IssuePriorities } from 'jira.js/version3/issuePriorities';
import { IssueSearch } from 'jira.js/version3/issueSearch';
import { Projects } from 'jira.js/version3/projects';
import { Users } from 'jira.js/version3/users';
import * as z from 'zod/mini';
import {
  commentPageSchema,
  fieldListSchema,
  issueTypeStatusesSchema,
  priorityPageSchema,
  projectPageSchema,
  projectSchema,
  searchPageSchema,
} from './api-types.js';
import type { JiraConnection } from './connection.js';
import { pointsBudget } from './points-budget.js';

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
  pointsBudget,
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
  const projects = new Projects(requests);
  const search = new IssueSearch(requests);
  const comments = new IssueComments(requests);
  const fields = new IssueFields(requests);
  const priorities = new IssuePriorities(requests);
  const users = new Users(requests);

  return {
    site: connection.site,

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-search-get */
    projectPage: async (startAt: number) =>
      read(
        projectPageSchema,
        await projects.searchProjects({
          startAt,
          maxResults: 100,
          orderBy: 'key',
          action: 'browse',
          expand: 'description,insight',
        }),
        'GET /rest/api/3/project/search',
      ),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-projectidorkey-get */
    project: async (projectId: string) =>
      read(
        projectSchema,
        await projects.getProject({ projectIdOrKey: projectId }),
        'GET /rest/api/3/project/{id}',
      ),

    /** Issue types of a project with the statuses each can have; needs no admin rights. */
    projectStatuses: async (projectId: string) =>
      read(
        issueTypeStatusesSchema,
        await projects.getAllStatuses({ projectIdOrKey: projectId }),
        'GET /rest/api/3/project/{id}/statuses',
      ),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/#api-rest-api-3-field-get */
    fields: async () => read(fieldListSchema, await fields.getFields(), 'GET /rest/api/3/field'),

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/#api-rest-api-3-priority-search-get */
    priorityPage: async (startAt: number) =>
      read(
        priorityPageSchema,
        await priorities.searchPriorities({ startAt, maxResults: 50 }),
        'GET /rest/api/3/priority/search',
      ),

    /** A bare array; records are validated one by one so that an odd one does not cost the page. */
    userPage: async (startAt: number) =>
      read(
        z.array(z.unknown()),
        await users.getAllUsers({ startAt, maxResults: 1000 }),
        'GET /rest/api/3/users/search',
      ),

    /**
     * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
     * @param nextPageToken empty for the first page; belongs to exactly this query and lives seven days
     */
    issuePage: async (jql: string, nextPageToken: string) => {
      const body = await search
        .searchForIssuesUsingJqlEnhancedSearchPost({
          jql,
          fields: ['*all', '-worklog'],
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

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-get */
    commentPage: async (issueId: string, startAt: number) =>
      read(
        commentPageSchema,
        await comments.getComments({ issueIdOrKey: issueId, startAt, maxResults: 100, orderBy: 'created' }),
        'GET /rest/api/3/issue/{id}/comment',
      ),

    /** The address is built from the id: links in payloads may name a host where the token must not go. */
    attachmentContent: (attachmentId: string, { isWebPage }: { isWebPage: boolean }): Promise<RemoteFile> =>
      http.file({
        path: `/rest/api/3/attachment/content/${encodeURIComponent(attachmentId)}`,
        endpoint: fileContentEndpoint,
        refuseWebPage: !isWebPage,
      }),
  };
}

/** jira.js builds and types requests; this hands them to core's HTTP instead of a transport of its own. */
function requestsOver(http: HttpClient): Client {
  const unused = (): never => {
    throw new UnexpectedResponseError('Not offered: the transport belongs to core.');
  };
  async function sendRequest<Body>(config: RequestConfig, callback?: never): Promise<Body>;
  async function sendRequest<Body>(config: RequestConfig, callback?: Callback<Body>): Promise<void>;
  async function sendRequest(config: RequestConfig): Promise<unknown> {
    const path = config.url ?? '/';
    const method = readMethod(config.method);
    return http.json({
      method,
      path,
      endpoint: path.replace(/(?<!\/api)\/\d+(?=\/|$)/g, '/{id}'),
      query: readQuery(config.params),
      ...(config.data !== undefined && { body: config.data }),
      // Jira's POST searches read; nothing this connector posts changes anything.
      safeToRepeat: method === 'GET' || path.startsWith('/rest/api/3/search/'),
    });
  }
  return {
    sendRequest,
    sendRequestFullResponse: unused,
    handleSuccessResponse: unused,
    handleFailedResponse: unused,
  };
}

function readMethod(method: unknown): 'GET' | 'POST' | 'PUT' | 'DELETE' {
  const upper = String(method ?? 'GET').toUpperCase();
  return upper === 'POST' || upper === 'PUT' || upper === 'DELETE' ? upper : 'GET';
}

/** jira.js passes `false` for parameters that were not given. */
function readQuery(params: unknown): Record<string, string | number | boolean | undefined> {
  const query: Record<string, string | number | boolean | undefined> = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || value === true) query[name] = value;
  }
  return query;
}

function read<Schema extends z.ZodMiniType>(
  schema: Schema,
  body: unknown,
  endpoint: string,
): z.output<Schema> {
  const result = z.safeParse(schema, body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UnexpectedResponseError(
    `Jira answered ${endpoint} in a form this connector does not know (${issue?.path.join('.') || 'body'}: ` +
      `${issue?.message ?? 'invalid'}). Report this with the log of the run.`,
  );
}

/** Jira's error body; either list may be empty or missing. */
function jiraErrorMessage(body: string): string | undefined {
  try {
    const { message, errorMessages, errors } = z.parse(
      z.object({
        message: z.optional(z.nullable(z.string())),
        errorMessages: z.optional(z.nullable(z.array(z.string()))),
        errors: z.optional(z.nullable(z.record(z.string(), z.string()))),
      }),
      JSON.parse(body),
    );
    return (
      [message, ...(errorMessages ?? []), ...Object.values(errors ?? {})].filter(Boolean).join(' ') ||
      undefined
    );
  } catch {
    return undefined;
  }
}
