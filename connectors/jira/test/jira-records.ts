import * as z from 'zod/mini';
import { type Comment, commentSchema, type Issue, issueSchema } from '../src/api-types.js';
import type { ProjectContext } from '../src/project-context.js';

export const project: ProjectContext = {
  site: 'https://acme.atlassian.net',
  recordTypes: {},
};

/** The least Jira sends about an issue: fields that are hidden or not on the screen are absent. */
export function sparseIssue(fields: Record<string, unknown> = {}) {
  return {
    id: '20001',
    key: 'DEMO-1',
    fields: {
      summary: 'Printer on fire',
      issuetype: { id: '10001' },
      status: { id: '3' },
      created: '2024-07-04T05:41:00.089-0700',
      updated: '2024-07-05T05:41:00.089-0700',
      ...fields,
    },
  };
}

export function parseIssue(fields: Record<string, unknown> = {}): Issue {
  return z.parse(issueSchema, sparseIssue(fields));
}

export function sparseComment(rest: Record<string, unknown> = {}) {
  return { id: '31', created: '2024-07-04T05:41:00.089-0700', ...rest };
}

export function parseComment(rest: Record<string, unknown> = {}): Comment {
  return z.parse(commentSchema, sparseComment(rest));
}

/** A document that shows one picture. */
export function pictureOf(alt: string | undefined, attrs: Record<string, unknown> = { type: 'file' }) {
  return {
    type: 'doc',
    version: 1,
    content: [
      {
        type: 'mediaSingle',
        content: [{ type: 'media', attrs: { id: 'f1c2', collection: '', ...attrs, ...(alt && { alt }) } }],
      },
    ],
  };
}

export function rawAttachment(id: string, filename: string, rest: Record<string, unknown> = {}) {
  return { id, filename, created: '2024-07-04T05:41:00.089-0700', mimeType: 'image/png', ...rest };
}
