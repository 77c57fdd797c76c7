import { ahead, attachments } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import {
  attachmentSchema,
  commentSchema,
  issueLinkSchema,
  issueSchema,
  sprintSchema,
  userSchema,
  worklogSchema,
} from '../api-types.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { attachmentItem, commentItem, issueItem, linkItem, requestItem, worklogItem } from '../normalize.js';
import { appItem, customerItem, sprintItem, tagItem, userItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import * as recordTypes from '../record-types.js';
import {
  attachmentsOf,
  completeComments,
  completeWorklogs,
  type FoundIssue,
  linksOf,
  readIssue,
} from './issue-page.js';
import { createMeetings } from './meetings.js';
import { createMetLabels } from './met-labels.js';

/** Search is eventually consistent and clocks differ: changes this close to the last run are read again. */
const overlapSeconds = 300;

export const issues = kit.stream({
  name: 'issues',
  delivers: {
    issues: recordTypes.issues,
    requests: recordTypes.requests,
    comments: recordTypes.comments,
    worklogs: recordTypes.worklogs,
    links: recordTypes.links,
    attachments,
    tags: recordTypes.tags,
    sprints: recordTypes.sprints,
    users: recordTypes.users,
    customers: recordTypes.customers,
    apps: recordTypes.apps,
  },
  after: ['users'],
  overlapSeconds,

  prepare: async ({ client, metadata, window }) => ({
    site: await client.site(),
    recordTypes: metadata.record_types,
    meetings: createMeetings({ isFirstRun: window.from === undefined }),
  }),

  /**
   * `since`: lower bound of the query the token belongs to; `updated`: where to start when it is refused; `labels`: of
   * issues so far.
   */
  cursor: z.object({
    since: z.number(),
    updated: z.number(),
    token: z.string(),
    labels: z._default(z.string(), ''),
  }),

  async *pages({ client, prepared, cursor, window, externalSyncUnit, scope }) {
    const until = window.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(window.to);
    const wantsWorklogs = scope.includes('worklogs');
    // A cursor without a token lies behind the last page. Asking again would find the last change again, for ever
    // when there is only time for one page; what changed since belongs to the next run.
    if (cursor?.token === '') return;
    const found = searchPages(client, externalSyncUnit.id, cursor ?? start(window.from), {
      until,
      without: wantsWorklogs ? [] : ['worklog'],
    });
    const labels = createMetLabels(cursor?.labels ?? '');
    for await (const { inWindow, cursor: reached } of ahead(found)) {
      const [comments, worklogs] = await Promise.all([
        Promise.all(
          inWindow.map((issue) => (scope.includes('comments') ? completeComments(client, issue) : [])),
        ),
        Promise.all(inWindow.map((issue) => (wantsWorklogs ? completeWorklogs(client, issue) : []))),
      ]);
      yield {
        records: {
          issues: inWindow.filter(({ isServiceDesk }) => !isServiceDesk),
          requests: inWindow.filter(({ isServiceDesk }) => isServiceDesk),
          comments: comments.flat(),
          worklogs: worklogs.flat(),
          links: inWindow.flatMap(linksOf),
          attachments: inWindow.flatMap((issue, index) => attachmentsOf(issue, comments[index] ?? [])),
          tags: inWindow.flatMap((issue) => issue.labels.filter(labels.isNew)),
          ...prepared.meetings.of(inWindow, [...comments.flat(), ...worklogs.flat()]),
        },
        cursor: { ...reached, labels: labels.latest() },
      };
    }
  },

  normalize: {
    issues: ({ raw, media }, { prepared }) => issueItem(parse(issueSchema, raw, 'issue'), media, prepared),
    requests: ({ raw, media }, { prepared }) =>
      requestItem(parse(issueSchema, raw, 'issue'), media, prepared),
    comments: ({ raw, issue }) => commentItem(parse(commentSchema, raw, 'comment'), issue),
    worklogs: ({ raw, issue }) => worklogItem(parse(worklogSchema, raw, 'worklog'), issue),
    links: ({ raw, issue }) => linkItem(parse(issueLinkSchema, raw, 'issue link'), issue),
    attachments: ({ raw, issue, inline }, { prepared }) =>
      attachmentItem(parse(attachmentSchema, raw, 'attachment'), issue, inline, prepared),
    tags: (label) => tagItem(label),
    sprints: (raw) => sprintItem(parse(sprintSchema, raw, 'sprint')),
    users: (raw) => userItem(parse(userSchema, raw, 'user')),
    customers: (raw) => customerItem(parse(userSchema, raw, 'user')),
    apps: (raw) => appItem(parse(userSchema, raw, 'user')),
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
 * @param without fields that are not asked for
 */
async function* searchPages(
  client: JiraClient,
  projectId: string,
  from: Position,
  { until, without }: { until: number; without: readonly string[] },
): AsyncGenerator<{ inWindow: FoundIssue[]; cursor: Position }, void, void> {
  let { since, updated, token } = from;
  for (;;) {
    const page = await client.issuePage(updatedSince(projectId, since), token, without);
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
