import type { Readable } from 'node:stream';
import type { AdfOutputDocument, HttpClient } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { commentPageSchema } from '../api-types.js';
import { issueFilesSchema, markedCommentSchema } from '../api-types-writing.js';
import { read } from './answers.js';
import { issuePath, orNothing, type Property } from './issue-writing.js';

/** What a comment is made of. */
export interface CommentContent {
  body: AdfOutputDocument;
  visibility?: { type: 'role' | 'group'; value: string; identifier: string };
  properties?: readonly Property[];
}

const commentsEndpoint = '/rest/api/3/issue/{id}/comment';
const commentEndpoint = `${commentsEndpoint}/{id}`;

/**
 * Comments and files as the account of the connection writes them.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/
 */
export function commentWritingApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** Its properties are set by the same call. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-issue-issueidorkey-comment-post */
    addComment: async (issueId: string, content: CommentContent) => {
      const request = { method: 'POST', path: commentsPath(issueId), endpoint: commentsEndpoint } as const;
      return read(
        markedCommentSchema,
        await http.json({ ...request, body: content }),
        `POST ${commentsEndpoint}`,
      );
    },

    /** Undefined for one that is gone. */
    comment: async (issueId: string, id: string) => {
      const path = `${commentsPath(issueId)}/${encodeURIComponent(id)}`;
      const body = await orNothing(http.json({ path, endpoint: commentEndpoint }));
      return body === undefined ? undefined : read(markedCommentSchema, body, `GET ${commentEndpoint}`);
    },

    /** What is not sent is taken away, a restriction to a role or group as well. */
    replaceComment: async (issueId: string, id: string, content: CommentContent) => {
      const path = `${commentsPath(issueId)}/${encodeURIComponent(id)}`;
      const request = { method: 'PUT', path, endpoint: commentEndpoint, safeToRepeat: true } as const;
      return read(
        markedCommentSchema,
        await http.json({ ...request, body: content }),
        `PUT ${commentEndpoint}`,
      );
    },

    /** Newest first, with their properties. */
    newestComments: async (issueId: string, startAt: number) => {
      const query = { startAt, maxResults: 100, orderBy: '-created', expand: 'properties' };
      const body = await http.json({ path: commentsPath(issueId), endpoint: commentsEndpoint, query });
      return read(commentPageSchema, body, `GET ${commentsEndpoint}`);
    },

    /** All files of an issue; none for one that is gone. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/ */
    files: async (issueId: string) => {
      const endpoint = '/rest/api/3/issue/{id}';
      const body = await orNothing(
        http.json({ path: issuePath(issueId), endpoint, query: { fields: 'attachment' } }),
      );
      return body === undefined
        ? []
        : (read(issueFilesSchema, body, `GET ${endpoint}`).fields.attachment ?? []);
    },

    /** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-issue-issueidorkey-attachments-post */
    addFile: async (
      issueId: string,
      { fileName, contentType, bytes }: { fileName: string; contentType: string; bytes: number },
      open: () => Promise<Readable>,
    ) => {
      const endpoint = '/rest/api/3/issue/{id}/attachments';
      const body = await http.json({
        method: 'POST',
        path: `${issuePath(issueId)}/attachments`,
        endpoint,
        // Without it Jira takes the request for one that a web page has forged.
        headers: { 'x-atlassian-token': 'no-check' },
        upload: { open, bytes, contentType, form: { name: 'file', fileName } },
      });
      return read(z.array(z.object({ id: z.string() })).check(z.minLength(1)), body, `POST ${endpoint}`);
    },
  };
}

const commentsPath = (issueId: string) => `${issuePath(issueId)}/comment`;
