import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { pageSizeOf } from '../http/pages.js';
import { countParameter, jsonBody, listParameter } from '../http/parameters.js';
import { renderHtml } from '../render/adf-html.js';
import { commentJson, historyJson } from '../render/children.js';
import { describeFields, issueJson, propertiesJson, selectFields } from '../render/issue.js';
import type { Site } from '../site.js';
import { readAttachments } from '../world/attachments.js';
import { readHistories } from '../world/changelog.js';
import { commentBody, readComments } from '../world/comments.js';
import { findIssue } from '../world/issues.js';
import type { Issue } from '../world/model.js';
import { remoteLinksOf } from '../world/remote-links.js';

const MOST_BULK = 100;
const MOST_COMMENTS = 100;

/** Single issues, issues by list, and what hangs on one issue. */
export const issueEndpoints: readonly Endpoint[] = [
  { method: 'POST', template: '/rest/api/3/issue/bulkfetch', answer: bulkFetch },
  { method: 'GET', template: '/rest/api/3/issue/{issueIdOrKey}', answer: readOne },
  { method: 'GET', template: '/rest/api/3/issue/{issueIdOrKey}/comment', answer: listComments },
  { method: 'GET', template: '/rest/api/3/issue/{issueIdOrKey}/changelog', answer: listHistories },
  { method: 'GET', template: '/rest/api/3/issue/{issueIdOrKey}/remotelink', answer: listRemoteLinks },
];

/** Ascending by id; what is missing or hidden is left out without a word, what is too large is named. */
function bulkFetch(call: Call, site: Site): Reply {
  const body = jsonBody(call);
  const asked = body.texts('issueIdsOrKeys');
  if (asked.length === 0) throw failure(400, 'issueIdsOrKeys must not be empty.');
  if (asked.length > MOST_BULK) {
    throw failure(400, `A maximum of ${MOST_BULK} issues can be fetched at a time.`);
  }
  const found = new Map<string, Issue>();
  for (const idOrKey of asked) {
    const issue = findIssue(site.world, idOrKey);
    if (issue !== undefined) found.set(issue.id, issue);
  }
  const selection = selectFields(site, body.texts('fields'), '*navigable');
  const expand = new Set(body.texts('expand'));
  const described = describeFields(selection, expand);
  const issues = [...found.values()].sort((left, right) => Number(left.id) - Number(right.id));
  const rendered = issues.map((issue) => ({
    id: issue.id,
    json: {
      ...issueJson(site, issue, selection, expand),
      ...described,
      ...propertiesJson(issue, body.texts('properties')),
    },
  }));
  const isTooLarge = ({ json }: { json: unknown }) =>
    Buffer.byteLength(JSON.stringify(json)) > site.largestBulkIssueBytes;
  return ok({
    issues: rendered.filter((issue) => !isTooLarge(issue)).map(({ json }) => json),
    issueErrors: rendered
      .filter(isTooLarge)
      .map(({ id }) => ({ id, errorMessage: 'The issue is too large to be fetched in bulk.' })),
  });
}

function readOne(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const selection = selectFields(site, listParameter(call, 'fields'), '*all');
  const expand = new Set(listParameter(call, 'expand'));
  return ok({
    ...issueJson(site, issue, selection, expand),
    ...describeFields(selection, expand),
    ...propertiesJson(issue, listParameter(call, 'properties')),
  });
}

function listComments(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const orderBy = call.url.searchParams.get('orderBy') ?? 'created';
  // An unescaped plus sign arrives as a blank.
  if (!/^[ +-]?created$/.test(orderBy)) {
    throw failure(
      400,
      `The value '${orderBy}' of parameter 'orderBy' is not valid. Use created, +created or -created.`,
    );
  }
  const comments = readComments(site.world, issue);
  if (orderBy.startsWith('-')) comments.reverse();
  const startAt = countParameter(call, 'startAt', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const maxResults = pageSizeOf(call, site, { whenAbsent: 50, most: MOST_COMMENTS });
  const expand = new Set(listParameter(call, 'expand'));
  const files = expand.has('renderedBody') ? readAttachments(site.world, issue) : [];
  return ok({
    startAt,
    maxResults,
    total: comments.length,
    comments: comments.slice(startAt, startAt + maxResults).map((comment) => ({
      ...commentJson(site, issue, comment),
      ...(expand.has('renderedBody')
        ? { renderedBody: renderHtml(commentBody(site.world, issue, comment), files) }
        : {}),
      ...(expand.has('properties') ? { properties: comment.properties ?? [] } : {}),
    })),
  });
}

/** Oldest first, unlike the preview embedded in an issue. */
function listHistories(call: Call, site: Site): Reply {
  const histories = readHistories(site.world, issueOfPath(call, site));
  const startAt = countParameter(call, 'startAt', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const maxResults = pageSizeOf(call, site, { whenAbsent: 100, most: 100 });
  const values = histories.slice(startAt, startAt + maxResults);
  return ok({
    self: call.url.href,
    maxResults,
    startAt,
    total: histories.length,
    isLast: startAt + values.length >= histories.length,
    values: values.map((history) => historyJson(site, history)),
  });
}

/** All at once; ids are numbers. */
function listRemoteLinks(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  return ok(
    remoteLinksOf(issue).map(({ id, globalId, url, title, application, relationship }) => ({
      id,
      self: `${site.url}/rest/api/3/issue/${issue.id}/remotelink/${id}`,
      ...(globalId !== undefined && { globalId }),
      ...(application !== undefined && { application: { name: application, type: 'com.pages.example' } }),
      ...(relationship !== undefined && { relationship }),
      object: { url, title },
    })),
  );
}

export function issueOfPath(call: Call, site: Site): Issue {
  const issue = findIssue(site.world, call.pathValue('issueIdOrKey'));
  if (issue === undefined) {
    throw failure(404, 'Issue does not exist or you do not have permission to see it.');
  }
  return issue;
}
