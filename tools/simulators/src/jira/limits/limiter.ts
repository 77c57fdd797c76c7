import type { Reply } from '../../http/reply.js';
import { createBurstLimits } from './burst-limits.js';
import { createIssueLimits } from './issue-limits.js';
import type { Limit } from './limit.js';
import { createPointsQuota } from './points-quota.js';

/** What limits are played: those for requests with an API token, or with OAuth, which has a quota of points as well. */
export const jiraLimits = ['api-token', 'oauth'] as const;
export type JiraLimits = (typeof jiraLimits)[number];

/** Plays the limits of a site. */
export interface Limiter {
  /**
   * Answers a request, or refuses it with 429.
   * @param issue that its path names
   */
  pass(endpoint: string, answer: () => Promise<Reply>, issue?: string): Promise<Reply>;
  /** Requests refused, per endpoint. */
  refusals(): ReadonlyMap<string, number>;
}

/** Throws a sentence when there are no limits of that name; plays none when no name is given. */
export function createLimiter(name: string | undefined, now: () => number): Limiter {
  const limits = limitsOf(name, now);
  const refusals = new Map<string, number>();
  return {
    refusals: () => new Map(refusals),
    async pass(endpoint, answer, issue) {
      for (const limit of limits) {
        const headers = limit.admit(endpoint, issue);
        if (headers === undefined) continue;
        refusals.set(endpoint, (refusals.get(endpoint) ?? 0) + 1);
        return { status: 429, headers, json: { errorMessages: ['Rate limit exceeded.'], errors: {} } };
      }
      const reply = await answer();
      const told = limits.map((limit) => limit.headers(endpoint, reply.json));
      return { ...reply, headers: Object.assign({}, ...told, reply.headers) };
    },
  };
}

function limitsOf(name: string | undefined, now: () => number): Limit[] {
  switch (name) {
    case undefined:
      return [];
    case 'api-token':
      return [createBurstLimits(now), createIssueLimits(now)];
    case 'oauth':
      return [createPointsQuota(now), createBurstLimits(now), createIssueLimits(now)];
    default:
      throw new Error(
        `A simulated Jira knows no limits "${name}". Choose one of ${jiraLimits.join(', ')}, or none.`,
      );
  }
}
