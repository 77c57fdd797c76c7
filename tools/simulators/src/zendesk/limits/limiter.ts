import type { Reply } from '../../http/reply.js';
import { type Bucket, bucketsOf, type LimitName, requestsPerMinute, zendeskLimits } from './plans.js';

/** Plays the limits of an account. */
export interface Limiter {
  /**
   * Answers a request, or refuses it with 429.
   * @param ticketId of the ticket it updates
   */
  pass(endpoint: string, answer: () => Reply, ticketId?: string): Reply;
  /** Requests refused, per endpoint. */
  refusals(): ReadonlyMap<string, number>;
}

interface Count {
  /** Number of the window since the epoch. */
  window: number;
  spent: number;
}

/** Limits are counted in full minutes, or as many of them as their window has. Throws a sentence when there are none of that name; plays none without a name. */
export function createLimiter(name: string | undefined, now: () => number): Limiter {
  if (name !== undefined && !isLimitName(name))
    throw new Error(
      `A simulated Zendesk knows no limits "${name}". Choose one of ${zendeskLimits.join(', ')}, or none.`,
    );
  const counts = new Map<string, Count>();
  const refusals = new Map<string, number>();
  let refused = 0;
  const windowOf = (minutes: number) => Math.floor(now() / (minutes * 60_000));
  const resetsInSeconds = (minutes = 1) =>
    Math.ceil(((windowOf(minutes) + 1) * minutes * 60_000 - now()) / 1000);

  function countOf({ bucket, of = '', minutes = 1 }: Bucket): Count {
    const key = `${bucket} ${of}`;
    const known = counts.get(key);
    const window = windowOf(minutes);
    const count = known?.window === window ? known : { window, spent: 0 };
    counts.set(key, count);
    return count;
  }

  return {
    refusals: () => new Map(refusals),
    pass(endpoint, answer, ticketId) {
      if (name === undefined) return answer();
      const buckets = bucketsOf(endpoint, name, ticketId);
      const full = buckets.find((bucket) => countOf(bucket).spent >= bucket.total);
      if (full !== undefined) {
        refusals.set(endpoint, (refusals.get(endpoint) ?? 0) + 1);
        return refusal(refused++, resetsInSeconds(full.minutes), told(buckets));
      }
      for (const bucket of buckets) countOf(bucket).spent++;
      const reply = answer();
      return { ...reply, headers: { ...told(buckets), ...reply.headers } };
    },
  };

  function told(buckets: readonly Bucket[]): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const counted of buckets) {
      const { bucket, total, minutes } = counted;
      const remaining = total - countOf(counted).spent;
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
          `total=${total}; remaining=${remaining}; resets=${resetsInSeconds(minutes)}`;
      }
    }
    return headers;
  }
}

const sentence = 'Number of allowed API requests per minute exceeded';
const asText = (text: string): Reply => ({
  status: 429,
  headers: { 'content-type': 'text/plain', 'content-length': String(text.length) },
  bytes: [Buffer.from(text)],
});

/** Zendesk refuses in several forms, in turn here: JSON, plain text, that of the edge, which names no limit and no time. */
function refusal(number: number, resetsInSeconds: number, limits: Record<string, string>): Reply {
  const form = [
    { status: 429, json: { error: 'APIRateLimitExceeded', description: sentence } },
    asText(`${sentence}: 0`),
    {
      status: 429,
      json: { detail: 'Rate limited by Zendesk edge protection', status: '429', title: 'Automated response' },
    },
  ][number % 3];
  const isOfEdge = number % 3 === 2;
  return {
    ...form,
    status: 429,
    headers: { ...form?.headers, ...(!isOfEdge && { ...limits, 'retry-after': String(resetsInSeconds) }) },
  };
}

function isLimitName(name: string): name is LimitName {
  return name in requestsPerMinute;
}
