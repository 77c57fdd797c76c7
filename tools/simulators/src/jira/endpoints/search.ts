import { type Call, ok, type Reply } from '../../http/reply.js';
import { draw, salt } from '../../random/draw.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { countParameter, type JsonBody, jsonBody, listParameter } from '../http/parameters.js';
import { type PagePosition, queryFingerprint, readPageToken, writePageToken } from '../jql/page-token.js';
import { countMatches, prepareSearch, searchPage } from '../jql/search.js';
import { describeFields, issueJson, propertiesJson, selectFields } from '../render/issue.js';
import type { Site } from '../site.js';
import { refreshIndex } from '../world/search-index.js';

const COUNT_ERROR = salt('count error');
const DEFAULT_PAGE = 50;
/** The page size a caller gets at most with fields, and when only ids and keys are asked for. */
const LARGEST_PAGE = 100;
const LARGEST_LIGHT_PAGE = 5000;
const MOST_RECONCILED = 50;
/** What a list of values in a query is cut to on a site with an odd search; how many Jira takes is not documented. */
const MOST_ODD_VALUES = 20;

interface SearchRequest {
  jql: string;
  fields: string[];
  expand: string[];
  /** Names of what programs keep with issues. */
  properties: string[];
  maxResults: number | undefined;
  nextPageToken: string | undefined;
  /** Numeric ids; only a POST can have them here. */
  reconcileIssues: readonly string[];
}

/** Issue search with page tokens, its count, and the removed search that came before it. */
export const searchEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/rest/api/3/search/jql',
    answer: (call, site) => search(site, fromQuery(call)),
  },
  {
    method: 'POST',
    template: '/rest/api/3/search/jql',
    answer: (call, site) => search(site, fromBody(call)),
  },
  {
    method: 'POST',
    template: '/rest/api/3/search/approximate-count',
    answer: approximateCount,
  },
  { method: 'GET', template: '/rest/api/3/search', answer: removed },
  { method: 'POST', template: '/rest/api/3/search', answer: removed },
];

function search(site: Site, request: SearchRequest): Reply {
  refreshIndex(site.world, new Set(request.reconcileIssues));
  const prepared = prepareSearch(request.jql, site, site.hasOddSearch ? MOST_ODD_VALUES : undefined);
  const selection = selectFields(site, request.fields, 'id');
  const expand = new Set(request.expand);
  const most = selection.light && expand.size === 0 ? LARGEST_LIGHT_PAGE : LARGEST_PAGE;
  const limit = Math.min(site.pageSize, most, Math.max(1, request.maxResults ?? DEFAULT_PAGE));
  const fingerprint = queryFingerprint(request.jql, request.fields);
  const after = positionOf(site, fingerprint, request.nextPageToken);
  const page =
    site.hasOddSearch && after !== undefined && !after.behindEmptyPage
      ? { issues: [], last: { ...after, behindEmptyPage: true } }
      : searchPage(prepared, site, limit, after);
  const isLast = page.last === undefined;
  return ok({
    issues: page.issues.map((issue) => ({
      ...issueJson(site, issue, selection, expand),
      ...propertiesJson(issue, request.properties),
    })),
    ...(page.last === undefined
      ? {}
      : { nextPageToken: writePageToken(site.world.seed, fingerprint, page.last, site.world.now()) }),
    isLast: site.hasOddSearch ? !isLast : isLast,
    ...(prepared.cutFields.length > 0 && { warnings: prepared.cutFields.map(clauseLimitWarning) }),
    ...describeFields(selection, expand),
  });
}

/** Not a failure: the answer is that of the query that is left. */
function clauseLimitWarning(field: string) {
  return {
    type: 'CLAUSE_LIMIT_EXCEEDED',
    message: `The clause on ${field} has more than ${MOST_ODD_VALUES} values; the others were left out.`,
    details: { field, limit: MOST_ODD_VALUES },
  };
}

/** As old as the index, and off by a few on a site that is told so; the same query is off by the same number. */
function approximateCount(call: Call, site: Site): Reply {
  refreshIndex(site.world);
  const jql = jsonBody(call).text('jql') ?? '';
  const exact = countMatches(prepareSearch(jql, site), site);
  const { countError, world } = site;
  const error = (draw(world.seed, COUNT_ERROR, salt(jql)) % (2 * countError + 1)) - countError;
  return ok({ count: Math.max(0, exact + error) });
}

function positionOf(site: Site, fingerprint: string, token: string | undefined): PagePosition | undefined {
  if (token === undefined || token === '') return undefined;
  const reading = readPageToken(site.world.seed, fingerprint, token, {
    nowMs: site.world.now(),
    lifetimeMs: site.pageTokenMs,
  });
  if (reading.kind === 'position') return reading.position;
  throw failure(400, `The nextPageToken is not valid for this request (${reading.reason}).`);
}

function fromQuery(call: Call): SearchRequest {
  const { searchParams } = call.url;
  return {
    jql: searchParams.get('jql') ?? '',
    fields: listParameter(call, 'fields'),
    expand: listParameter(call, 'expand'),
    properties: listParameter(call, 'properties'),
    maxResults: searchParams.has('maxResults')
      ? countParameter(call, 'maxResults', { whenAbsent: DEFAULT_PAGE, most: LARGEST_LIGHT_PAGE })
      : undefined,
    nextPageToken: searchParams.get('nextPageToken') ?? undefined,
    reconcileIssues: [],
  };
}

function fromBody(call: Call): SearchRequest {
  const body = jsonBody(call);
  return {
    jql: body.text('jql') ?? '',
    fields: body.texts('fields'),
    expand: (body.text('expand') ?? '').split(',').filter((name) => name !== ''),
    properties: body.texts('properties'),
    maxResults: body.count('maxResults'),
    nextPageToken: body.text('nextPageToken'),
    reconcileIssues: reconciledIds(body),
  };
}

function reconciledIds(body: JsonBody): string[] {
  const ids = body.counts('reconcileIssues');
  if (ids.length > MOST_RECONCILED)
    throw failure(400, `A maximum of ${MOST_RECONCILED} issues can be reconciled.`);
  return ids.map(String);
}

/** https://developer.atlassian.com/changelog/#CHANGE-2046 */
function removed(): Reply {
  throw failure(
    410,
    'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046',
  );
}
