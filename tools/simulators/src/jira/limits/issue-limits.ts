import type { Limit } from './limit.js';

/**
 * Writes to one issue: 20 within two seconds and 100 within thirty.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
const windows = [
  { seconds: 2, most: 20 },
  { seconds: 30, most: 100 },
] as const;
const longestSeconds = 30;
const isWrite = /^(POST|PUT|DELETE) \/rest\/api\/3\/issue\/\{issueIdOrKey\}/;

export function createIssueLimits(now: () => number): Limit {
  /** Times of the writes to each issue, oldest first. */
  const writes = new Map<string, number[]>();
  return {
    admit(endpoint, issue) {
      if (issue === undefined || !isWrite.test(endpoint)) return undefined;
      const time = now();
      const recent = (writes.get(issue) ?? []).filter((at) => at > time - longestSeconds * 1000);
      for (const { seconds, most } of windows) {
        const counted = recent.filter((at) => at > time - seconds * 1000);
        const [oldest] = counted;
        if (counted.length < most || oldest === undefined) continue;
        return {
          'retry-after': String(Math.max(1, Math.ceil((oldest + seconds * 1000 - time) / 1000))),
          'ratelimit-reason': 'jira-per-issue-on-write',
        };
      }
      writes.set(issue, [...recent, time]);
      return undefined;
    },
    headers: () => ({}),
  };
}
