import type { Reply } from '../../http/reply.js';
import { failureJson } from '../http/failure.js';
import { dayIn } from './account-day.js';
import {
  hubspotLimits,
  isLimitName,
  isSearch,
  type LimitName,
  perDay,
  perTenSeconds,
  searchesPerSecond,
} from './tiers.js';

/** Plays the limits of an account. */
export interface Limiter {
  /** Answers a request, or refuses it with 429. */
  pass(endpoint: string, answer: () => Reply): Reply;
  /** Requests refused, per endpoint. */
  refusals(): ReadonlyMap<string, number>;
}

const TEN_SECONDS_MS = 10_000;
const SECOND_MS = 1_000;
const QUARTER_MS = 900_000;

/** Throws a sentence when there are none of that name; plays none without a name. `spentToday`: by other programs; days are those of the account. */
export function createLimiter(
  name: string | undefined,
  now: () => number,
  { spentToday, timeZone }: { spentToday: number; timeZone: string },
): Limiter {
  if (name !== undefined && !isLimitName(name))
    throw new Error(
      `A simulated HubSpot knows no limits "${name}". Choose one of ${hubspotLimits.join(', ')}, or none.`,
    );
  const refusals = new Map<string, number>();
  const requests = createWindow(TEN_SECONDS_MS, now);
  const searches = createWindow(SECOND_MS, now);
  let today = { day: dayIn(timeZone, now()), until: endOfQuarter(now()), spent: spentToday };

  function refuse(endpoint: string, policyName: string): Reply {
    refusals.set(endpoint, (refusals.get(endpoint) ?? 0) + 1);
    const message = `You have reached your ${policyName === 'SECONDLY' ? 'secondly' : policyName.toLowerCase()} limit.`;
    return {
      status: 429,
      json: failureJson(message, 'RATE_LIMITS', {
        errorType: 'RATE_LIMIT',
        policyName,
        groupName: 'publicapi',
      }),
    };
  }

  return {
    refusals: () => new Map(refusals),
    pass(endpoint, answer) {
      if (name === undefined) return answer();
      if (now() >= today.until) nextQuarter();
      if (today.spent >= perDay[name]) return refuse(endpoint, 'DAILY');
      if (isSearch(endpoint) && searches.count() >= searchesPerSecond) return refuse(endpoint, 'SECONDLY');
      if (requests.count() >= perTenSeconds[name]) return refuse(endpoint, 'TEN_SECONDLY_ROLLING');
      today.spent += 1;
      requests.add();
      if (isSearch(endpoint)) searches.add();
      const reply = answer();
      return isSearch(endpoint) ? reply : { ...reply, headers: { ...headersOf(name), ...reply.headers } };
    },
  };

  /** Days begin at a quarter of an hour in every time zone; to look more often costs time. */
  function nextQuarter(): void {
    const day = dayIn(timeZone, now());
    today = { day, until: endOfQuarter(now()), spent: day === today.day ? today.spent : 0 };
  }

  /** Searches tell nothing, and apps that people connect are not told of the day. */
  function headersOf(tier: LimitName): Record<string, string> {
    return {
      'x-hubspot-ratelimit-max': String(perTenSeconds[tier]),
      'x-hubspot-ratelimit-remaining': String(perTenSeconds[tier] - requests.count()),
      'x-hubspot-ratelimit-interval-milliseconds': String(TEN_SECONDS_MS),
      ...(tier !== 'oauth' && {
        'x-hubspot-ratelimit-daily': String(perDay[tier]),
        'x-hubspot-ratelimit-daily-remaining': String(perDay[tier] - today.spent),
      }),
    };
  }
}

function endOfQuarter(now: number): number {
  return (Math.floor(now / QUARTER_MS) + 1) * QUARTER_MS;
}

/** Requests of the latest period, wherever it begins. */
function createWindow(lengthMs: number, now: () => number) {
  const times: number[] = [];
  return {
    add: () => times.push(now()),
    count() {
      while (times[0] !== undefined && times[0] <= now() - lengthMs) times.shift();
      return times.length;
    },
  };
}
