import type { Reply } from '../../http/reply.js';
import { bucketsOf, type LimitName, requestsPerMinute, zendeskLimits } from './plans.js';

/** Plays the limits of an account. */
export interface Limiter {
  /** Answers a request, or refuses it with 429. */
  pass(endpoint: string, answer: () => Reply): Reply;
  /** Requests refused, per endpoint. */
  refusals(): ReadonlyMap<string, number>;
}

interface Count {
  minute: number;
  spent: number;
}

/** Limits are counted in full minutes. Throws a sentence when there are none of that name; plays none without a name. */
export function createLimiter(name: string | undefined, now: () => number): Limiter {
  if (name !== undefined && !isLimitName(name))
    throw new Error(
      `A simulated Zendesk knows no limits "${name}". Choose one of ${zendeskLimits.join(', ')}, or none.`,
    );
  const counts = new Map<string, Count>();
  const refusals = new Map<string, number>();
  const minute = () => Math.floor(now() / 60_000);
  const resetsInSeconds = () => Math.ceil(((minute() + 1) * 60_000 - now()) / 1000);

  function countOf(bucket: string): Count {
    const known = counts.get(bucket);
    const count = known?.minute === minute() ? known : { minute: minute(), spent: 0 };
    counts.set(bucket, count);
    return count;
  }

  return {
    refusals: () => new Map(refusals),
    pass(endpoint, answer) {
      if (name === undefined) return answer();
      const buckets = bucketsOf(endpoint, name);
      const full = buckets.find(({ bucket, total }) => countOf(bucket).spent >= total);
      if (full !== undefined) {
        refusals.set(endpoint, (refusals.get(endpoint) ?? 0) + 1);
        return {
          status: 429,
          headers: { 'retry-after': String(resetsInSeconds()) },
          json: {
            error: 'APIRateLimitExceeded',
            description: 'Number of allowed API requests per minute exceeded',
          },
        };
      }
      for (const { bucket } of buckets) countOf(bucket).spent++;
      const reply = answer();
      return { ...reply, headers: { ...told(buckets), ...reply.headers } };
    },
  };

  function told(buckets: ReturnType<typeof bucketsOf>): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const { bucket, total } of buckets) {
      const remaining = total - countOf(bucket).spent;
      if (bucket === 'help-center') {
        headers['x-rate-limit'] = String(total);
        headers['x-rate-limit-remaining'] = String(remaining);
      } else if (bucket === 'account') {
        headers['x-rate-limit'] = String(total);
        headers['x-rate-limit-remaining'] = String(remaining);
        headers['ratelimit-limit'] = String(total);
        headers['ratelimit-remaining'] = String(remaining);
        headers['ratelimit-reset'] = String(resetsInSeconds());
      } else {
        headers[`zendesk-ratelimit-${bucket}`] =
          `total=${total}; remaining=${remaining}; resets=${resetsInSeconds()}`;
      }
    }
    return headers;
  }
}

function isLimitName(name: string): name is LimitName {
  return name in requestsPerMinute;
}
