import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { countParameter, jsonBody } from '../http/parameters.js';
import { historyJson } from '../render/children.js';
import type { Site } from '../site.js';
import { readHistories } from '../world/changelog.js';
import { findIssue } from '../world/issues.js';
import { requireAdministrator } from './administration.js';

const MOST_ISSUES = 1_000;
const MOST_FIELDS = 10;
const MOST_ENTRIES = 10_000;
const ENTRIES_WHEN_ABSENT = 1_000;
/** The feed leaves out what is younger, because it may still change. */
const BLIND_MS = 60_000;
const WORKLOGS_PER_PAGE = 1_000;

/** What happened to issues: their changes in bulk, deleted worklogs, and the audit log. */
export const historyEndpoints: readonly Endpoint[] = [
  { method: 'POST', template: '/rest/api/3/changelog/bulkfetch', answer: bulkChangelogs },
  { method: 'GET', template: '/rest/api/3/worklog/deleted', answer: deletedWorklogs },
  { method: 'GET', template: '/rest/api/3/auditing/record', answer: auditRecords },
];

/** Oldest entry first over all issues that were asked for; what is missing or hidden is left out without a word. */
function bulkChangelogs(call: Call, site: Site): Reply {
  const body = jsonBody(call);
  const asked = body.texts('issueIdsOrKeys');
  const fieldIds = body.texts('fieldIds');
  if (asked.length === 0) throw failure(400, 'issueIdsOrKeys must not be empty.');
  if (asked.length > MOST_ISSUES)
    throw failure(400, `Changelogs of at most ${MOST_ISSUES} issues can be fetched at a time.`);
  if (fieldIds.length > MOST_FIELDS)
    throw failure(400, `Changelogs can be narrowed to at most ${MOST_FIELDS} fields.`);
  const entries = [...new Set(asked)]
    .flatMap((idOrKey) => {
      const issue = findIssue(site.world, idOrKey);
      return issue === undefined
        ? []
        : readHistories(site.world, issue).map((history) => ({ issueId: issue.id, history }));
    })
    .filter(({ history }) => isAbout(history.items, fieldIds))
    .sort(
      (left, right) => left.history.at - right.history.at || Number(left.issueId) - Number(right.issueId),
    );
  const start = Number(body.text('nextPageToken') ?? 0);
  if (!Number.isSafeInteger(start)) throw failure(400, 'The nextPageToken is not valid.');
  const limit = Math.min(site.pageSize, MOST_ENTRIES, body.count('maxResults') ?? ENTRIES_WHEN_ABSENT);
  const page = entries.slice(start, start + limit);
  const byIssue = new Map<string, typeof page>();
  for (const entry of page) {
    const list = byIssue.get(entry.issueId);
    if (list === undefined) byIssue.set(entry.issueId, [entry]);
    else list.push(entry);
  }
  return ok({
    issueChangeLogs: [...byIssue].map(([issueId, list]) => ({
      issueId,
      changeHistories: list.map(({ history }) => historyJson(site, history)),
    })),
    ...(start + page.length < entries.length && { nextPageToken: String(start + page.length) }),
  });
}

function isAbout(items: readonly { fieldId?: string }[], fieldIds: readonly string[]): boolean {
  return (
    fieldIds.length === 0 || items.some(({ fieldId }) => fieldId !== undefined && fieldIds.includes(fieldId))
  );
}

function deletedWorklogs(call: Call, site: Site): Reply {
  const since = countParameter(call, 'since', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const until = site.world.now() - BLIND_MS;
  const found = site.world.deletedWorklogs.filter(({ at }) => at >= since && at <= until);
  const page = found.slice(0, Math.min(site.pageSize, WORKLOGS_PER_PAGE));
  const lastPage = page.length === found.length;
  const reached = lastPage ? Math.max(since, until) : (found[page.length]?.at ?? until);
  const address = (from: number) => `${site.url}/rest/api/3/worklog/deleted?since=${from}`;
  return ok({
    values: page.map(({ id, at }) => ({ worklogId: Number(id), updatedTime: at, properties: [] })),
    since,
    until: reached,
    self: address(since),
    ...(!lastPage && { nextPage: address(reached) }),
    lastPage,
  });
}

/** Newest first. Of a deleted issue the log keeps the key and no id. */
function auditRecords(call: Call, site: Site): Reply {
  requireAdministrator(site);
  const { searchParams } = call.url;
  const from = Date.parse(searchParams.get('from') ?? '1970-01-01T00:00:00Z');
  const offset = countParameter(call, 'offset', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const limit = Math.min(
    site.pageSize,
    countParameter(call, 'limit', { whenAbsent: 1000, most: 1000, least: 1 }),
  );
  const records = site.world.deletedIssues
    .filter(({ at }) => at >= from)
    .map(({ key, at }, position) => ({
      id: position + 1,
      summary: 'Deleted Jira issue',
      remoteAddress: '192.0.2.1',
      authorAccountId: site.world.users.account.accountId,
      created: site.zone.format(at),
      category: 'issue',
      eventSource: '',
      objectItem: { name: key, typeName: 'ISSUE_DELETE' },
    }))
    .reverse();
  return ok({ offset, limit, total: records.length, records: records.slice(offset, offset + limit) });
}
