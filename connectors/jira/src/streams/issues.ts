import { attachments } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { attachmentSchema, commentSchema, issueSchema, userSchema } from '../api-types.js';
import { customFieldsOf } from '../custom-fields.js';
import { kit } from '../kit.js';
import { comments as commentType, issues as issueFamily, users as userType } from '../metadata.js';
import { attachmentItem, commentItem, issueItem, userItem } from '../normalize.js';
import { parse } from '../parse.js';
import { customersIn } from './customers.js';
import { attachmentsOf, completeComments, readIssue } from './issue-page.js';

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
    let { since, updated, token } = cursor ?? start(window.from);
    for (;;) {
      const page = await client.issuePage(updatedSince(externalSyncUnit.id, since), token);
      if (page === 'token refused') {
        // A token lives seven days. Everything up to `updated` was read, so a new query from there misses nothing.
        since = updated;
        token = '';
        continue;
      }
      const found = page.issues.map(readIssue);
      const inWindow = found.filter((issue) => !(issue.updated > until));
      const comments = scope.includes('comments')
        ? await Promise.all(inWindow.map((issue) => completeComments(client, issue)))
        : [];
      updated = found.reduce((latest, issue) => Math.max(latest, issue.updated || 0), updated);
      token = page.nextPageToken ?? '';
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
        cursor: { since, updated, token },
      };
      // Oldest change first: behind a page that lies wholly beyond the window there are only later changes.
      const isBeyond = found.length > 0 && inWindow.length === 0;
      if (token === '' || isBeyond) return;
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

function start(from: string | undefined) {
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
