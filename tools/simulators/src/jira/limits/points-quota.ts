import type { Limit } from './limit.js';

/**
 * The hourly quota of apps with OAuth, one for the app at all its customers; traffic with API tokens is outside of it.
 * A request costs one point and one for each object it returns, two when those are people; a write costs one.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export const quotaPoints = 65_000;
export const quotaSeconds = 3_600;
/** What is left is only told once it is less than this part of the quota. */
const toldBelow = 0.2;

/** Lists of ids are too long for an address. */
const readingPosts = /^POST \/rest\/api\/3\/(search|changelog|workflows|issue\/bulkfetch)\b/;

/** Points of an answered request. */
export function pointsOf(endpoint: string, json: unknown): number {
  if (!endpoint.startsWith('GET ') && !readingPosts.test(endpoint)) return 1;
  return 1 + objectsIn(json) * (/\/(users?|group|role)\b/.test(endpoint) ? 2 : 1);
}

/** Entries of a list or of a page; anything else is one object. */
function objectsIn(json: unknown): number {
  if (Array.isArray(json)) return json.length;
  if (typeof json !== 'object' || json === null) return 1;
  for (const list of ['issues', 'values', 'comments', 'worklogs', 'issueChangeLogs'])
    if (list in json) return objectsIn((json as Record<string, unknown>)[list]);
  return 1;
}

/** Everything is refused from the moment the quota is used up until the full hour. */
export function createPointsQuota(now: () => number): Limit {
  let hour = 0;
  let spent = 0;

  function left(): number {
    const current = Math.floor(now() / 1000 / quotaSeconds);
    if (current !== hour) spent = 0;
    hour = current;
    return quotaPoints - spent;
  }

  const resetsAt = () => (Math.floor(now() / 1000 / quotaSeconds) + 1) * quotaSeconds * 1000;
  const secondsLeft = () => Math.ceil((resetsAt() - now()) / 1000);

  return {
    admit() {
      if (left() > 0) return undefined;
      return {
        'retry-after': String(secondsLeft()),
        'ratelimit-reason': 'jira-quota-global-based',
        'x-ratelimit-limit': String(quotaPoints),
        'x-ratelimit-remaining': '0',
        // Seen without seconds.
        'x-ratelimit-reset': `${new Date(resetsAt()).toISOString().slice(0, 16)}Z`,
      };
    },
    headers(endpoint, json) {
      spent += pointsOf(endpoint, json);
      const remaining = left();
      return {
        'ratelimit-policy': `"global-app-quota";q=${quotaPoints};w=${quotaSeconds}`,
        ...(remaining < quotaPoints * toldBelow && {
          ratelimit: `"global-app-quota";r=${Math.max(0, remaining)};t=${secondsLeft()}`,
        }),
      };
    },
  };
}
