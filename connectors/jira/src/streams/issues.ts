import { ahead, attachments } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { attachmentSchema, commentSchema, issueSchema, userSchema } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { customFieldsOf } from '../custom-fields.js';
import { kit } from '../kit.js';
import { comments as commentType, issues as issueFamily, users as userType } from '../metadata.js';
import { attachmentItem, commentItem, issueItem, userItem } from '../normalize.js';
import { parse } from '../parse.js';
import { customersIn } from './customers.js';
import { attachmentsOf, completeComments, type FoundIssue, readIssue } from './issue-page.js';

/** Search is eventually consistent and clocks differ: changes this close to the last run are read again. */
const overlapSeconds = 300;

export const issues = kit.stream({
  name: 'issues',
  delivers: { issues: issueFamily, comments: commentType, attachments, users: userType },
  after: ['users'],
  overlapSeconds,

  prepare: async ({ client, externalSyncUnit }) => {
    const [project, fields] = await Promise.all([client.project(externalSyncUnit.id), client.fields()]);
    return {
      site: client.site,
      isServiceDesk: project.projectTypeKey === 'service_desk',
      customFields: customFieldsOf(fields, project.id),
      /** Customers this invocation has delivered; the search for users does not know them. */
      metCustomers: new Set<string>(),
    };
  },

  /** `since`: lower bound of the query the token belongs to; `updated`: where to start when it is refused. */
  cursor: z.object({ since: z.number(), updated: z.number(), token: z.string() }),

  async *pages({ client, prepared, cursor, window, externalSyncUnit, scope }) {
    const until = window.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(window.to);
    // A cursor without a token lies behind the last page. Asking again would find the last change again, for ever
    // when there is only time for one page; what changed since belongs to the next run.
    if (cursor?.token === '') return;
    const found = searchPages(client, externalSyncUnit.id, cursor ?? start(window.from), until);
    for await (const { inWindow, cursor: reached } of ahead(found)) {
      const comments = scope.includes('comments')
        ? await Promise.all(inWindow.map((issue) => completeComments(client, issue)))
        : [];
      yield {
        records: {
          issues: inWindow,
          comments: comments.flat(),
          attachments: inWindow.flatMap((issue, index) => attachmentsOf(issue, comments[index] ?? [])),
          users: customersIn(
            [inWindow.map(({ raw }) => raw), comments.flat().map(({ raw }) => raw)],
            prepared.metCustomers,
          ),
        },
        cursor: reached,
      };
    }
  },

  normalize: {
    issues: (issue, { prepared }) => issueItem(parse(issueSchema, issue.raw, 'issue'), issue.media, prepared),
    comments: ({ raw, issue }, { prepared }) =>
      commentItem(parse(commentSchema, raw, 'comment'), issue, prepared),
    attachments: ({ raw, issue, inline }, { prepared }) =>
      attachmentItem(parse(attachmentSchema, raw, 'attachment'), issue, inline, prepared),
    users: (raw) => userItem(parse(userSchema, raw, 'user')),
  },
});

interface Position {
  since: number;
  updated: number;
  token: string;
}

/**
 * Pages of a search, each naming the next one, with what of them lies in the window and how to go on after it.
 * @param until end of the window, milliseconds since the epoch
 */
async function* searchPages(
  client: JiraClient,
  projectId: string,
  from: Position,
  until: number,
): AsyncGenerator<{ inWindow: FoundIssue[]; cursor: Position }, void, void> {
  let { since, updated, token } = from;
  for (;;) {
    const page = await client.issuePage(updatedSince(projectId, since), token);
    if (page === 'token refused') {
      // A token lives seven days. Everything up to `updated` was read, so a new query from there misses nothing.
      since = updated;
      token = '';
      continue;
    }
    const issues = page.issues.map(readIssue);
    updated = issues.reduce((latest, issue) => Math.max(latest, issue.updated || 0), updated);
    token = page.nextPageToken ?? '';
    const inWindow = issues.filter((issue) => !(issue.updated > until));
    yield { inWindow, cursor: { since, updated, token } };
    // Oldest change first: behind a page that lies wholly beyond the window there are only later changes.
    if (token === '' || (issues.length > 0 && inWindow.length === 0)) return;
  }
}

function start(from: string | undefined): Position {
  const since = from === undefined ? 0 : Date.parse(from);
  return { since, updated: since, token: '' };
}

/**
 * Oldest change first, so that an issue changed while we read moves to the end instead of out of sight. Epoch
 * milliseconds, because date text is read in the account's time zone and cut to minutes. No upper bound: an issue
 * changed more often than we run would never be inside.
 */
function updatedSince(projectId: string, since: number): string {
  return `project = ${projectId} AND updated >= ${since} ORDER BY updated ASC, key ASC`;
}
