import type { Limit } from './limit.js';

/**
 * Bursts: one bucket for each method and endpoint of a site, filled again at its rate per second and shared by all who
 * use the site. Numbers of the vendor's page, the defaults by method and the endpoints that differ.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
const perSecondByMethod: Readonly<Record<string, number>> = { GET: 100, POST: 100, PUT: 50, DELETE: 50 };
const perSecondByEndpoint: Readonly<Record<string, number>> = {
  'GET /rest/api/3/issue/{issueIdOrKey}': 150,
  'GET /rest/api/3/issue/{issueIdOrKey}/changelog': 200,
  'GET /rest/api/3/attachment/content/{id}': 300,
  'POST /rest/api/3/search/approximate-count': 150,
  'GET /rest/servicedeskapi/servicedesk/{serviceDeskId}/customer': 5,
};
/** Below this part of a bucket answers warn of it. */
const nearLimit = 0.2;

/** Requests per second that an endpoint such as `GET /rest/api/3/field` takes. */
export function burstPerSecond(endpoint: string): number {
  return perSecondByEndpoint[endpoint] ?? perSecondByMethod[endpoint.split(' ', 1)[0] ?? ''] ?? 100;
}

export function createBurstLimits(now: () => number): Limit {
  const buckets = new Map<string, { tokens: number; at: number }>();

  /** The bucket as it is now. */
  function bucketOf(endpoint: string) {
    const perSecond = burstPerSecond(endpoint);
    const before = buckets.get(endpoint) ?? { tokens: perSecond, at: now() };
    const filled = before.tokens + ((now() - before.at) / 1000) * perSecond;
    const bucket = { tokens: Math.min(perSecond, filled), at: now() };
    buckets.set(endpoint, bucket);
    return bucket;
  }

  return {
    admit(endpoint) {
      const bucket = bucketOf(endpoint);
      if (bucket.tokens < 1) {
        const resetsAt = new Date(Math.ceil(now() / 1000 + 1) * 1000);
        return {
          'retry-after': '1',
          'ratelimit-reason': 'jira-burst-based',
          'x-ratelimit-limit': String(burstPerSecond(endpoint)),
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': resetsAt.toISOString(),
        };
      }
      bucket.tokens -= 1;
      return undefined;
    },
    headers(endpoint) {
      const perSecond = burstPerSecond(endpoint);
      const { tokens } = bucketOf(endpoint);
      return {
        'x-ratelimit-limit': String(perSecond),
        'x-ratelimit-remaining': String(Math.floor(tokens)),
        ...(tokens < perSecond * nearLimit && { 'x-ratelimit-nearlimit': 'true' }),
      };
    },
  };
}
