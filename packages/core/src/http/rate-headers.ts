import type { BudgetReader, BudgetReading, RefusalReader } from './rate-budget.js';
import type { ResponseFacts } from './response-policy.js';

/** Header names of one budget, lower case; several spellings are tried in order. */
export interface RateHeaderNames {
  limit?: readonly string[];
  remaining?: readonly string[];
  reset?: readonly string[];
}

/** Spellings in use for the one budget that a system has. */
const usualNames: Required<RateHeaderNames> = {
  limit: ['x-ratelimit-limit', 'x-rate-limit-limit', 'x-rate-limit', 'ratelimit-limit', 'rate-limit'],
  remaining: [
    'x-ratelimit-remaining',
    'x-rate-limit-remaining',
    'ratelimit-remaining',
    'rate-limit-remaining',
  ],
  reset: ['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset', 'rate-limit-reset'],
};

/**
 * Reads limit, remaining and reset from a header each. A limit that comes with a refusal may be that of another
 * budget and is not taken over. A reset is seconds, a time since the epoch, or a date, also one without seconds.
 */
export function rateHeaders(names: RateHeaderNames = usualNames): BudgetReader {
  return ({ status, headers }, now) => {
    const limit = status === 429 ? undefined : numberIn(first(headers, names.limit));
    const remaining = numberIn(first(headers, names.remaining));
    const resetsInSeconds = secondsUntilReset(first(headers, names.reset), headers, now);
    return reading({ limit, remaining, resetsInSeconds });
  };
}

/**
 * Reads one policy out of `RateLimit: "name";r=11000;t=600, …` and `RateLimit-Policy: "name";q=65000;w=3600, …`.
 * Source: draft-ietf-httpapi-ratelimit-headers.
 */
export function policyRateHeaders(policy: string): BudgetReader {
  return ({ headers }) => {
    const state = parametersOf(headers.ratelimit, policy);
    const declared = parametersOf(headers['ratelimit-policy'], policy);
    return reading({
      limit: numberIn(declared?.q),
      remaining: numberIn(state?.r),
      resetsInSeconds: numberIn(state?.t),
    });
  };
}

/** Reads a header such as `total=20; remaining=16; resets=47`. */
export function listedRateHeader(name: string): BudgetReader {
  return ({ headers }) => {
    const parameters = keyValues(headers[name]?.split(';') ?? []);
    return reading({
      limit: numberIn(parameters.total),
      remaining: numberIn(parameters.remaining),
      resetsInSeconds: numberIn(parameters.resets),
    });
  };
}

/**
 * Reads from a header with the name of a limit which budget a refusal is about, e.g. `ratelimit-reason`.
 * @param names of the limits that the budget stands for; with `except`, all others are, also ones nobody knows yet
 */
export function refusalNamed(
  header: string,
  names: readonly string[] | { except: readonly string[] },
): RefusalReader {
  return ({ headers }) => {
    const name = headers[header]?.trim().toLowerCase();
    if (!name) return undefined;
    return 'except' in names ? !names.except.includes(name) : names.includes(name);
  };
}

/** The same where the name stands in the usual header, `RateLimit-Reason`. */
export function refusalReason(names: Parameters<typeof refusalNamed>[1]): RefusalReader {
  return refusalNamed('ratelimit-reason', names);
}

function reading(parts: { [Key in keyof BudgetReading]: number | undefined }): BudgetReading | undefined {
  const { limit, remaining, resetsInSeconds } = parts;
  if (limit === undefined && remaining === undefined) return undefined;
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...(resetsInSeconds !== undefined && { resetsInSeconds }),
  };
}

function first(headers: ResponseFacts['headers'], names: readonly string[] = []): string | undefined {
  for (const name of names) if (headers[name] !== undefined) return headers[name];
  return undefined;
}

function numberIn(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** Anything larger is a time since the epoch and no number of seconds to wait. */
const longestRelativeReset = 1_000_000;

function secondsUntilReset(
  text: string | undefined,
  headers: ResponseFacts['headers'],
  now: number,
): number | undefined {
  const number = numberIn(text);
  if (number !== undefined && number <= longestRelativeReset) return number;
  const time = number === undefined ? Date.parse(text ?? '') : number > 1e11 ? number : number * 1000;
  // The end of a window is told in the clock of the system, which sends its time along.
  const systemNow = Date.parse(headers.date ?? '');
  const seconds = (time - (Number.isNaN(systemNow) ? now : systemNow)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function parametersOf(list: string | undefined, policy: string): Record<string, string> | undefined {
  for (const entry of list?.split(',') ?? []) {
    const [name = '', ...parameters] = entry.split(';');
    if (name.trim().replace(/^"|"$/g, '') === policy) return keyValues(parameters);
  }
  return undefined;
}

function keyValues(parts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    parts.map((part) => {
      const [key = '', value = ''] = part.split('=', 2);
      return [key.trim(), value.trim()];
    }),
  );
}
