import { type HttpRequest, type RateBudget, rateHeaders } from '@airdrop-connectors/core';
import { refusedPolicy } from './answers.js';

const dayInSeconds = 86_400;

/**
 * Limits of the app in ten seconds and of the account in a day, both named by answers, and of all searches of the
 * account in a second, which answers of searches do not name.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export const budgets: readonly RateBudget[] = [
  {
    name: 'app',
    // What an app has depends on the tier of the account and on how it is connected.
    capacity: Number.POSITIVE_INFINITY,
    perSeconds: 10,
    reading: rateHeaders({
      limit: ['x-hubspot-ratelimit-max'],
      remaining: ['x-hubspot-ratelimit-remaining'],
    }),
    refusal: refusalOf('TEN_SECONDLY_ROLLING'),
  },
  {
    name: 'searches',
    capacity: 5,
    perSeconds: 1,
    weight: (request) => (isSearch(request) ? 1 : 0),
    refusal: refusalOf('SECONDLY'),
  },
];

/** How long to wait when the requests of a day are used up and nobody knows yet in which zone the account has midnight. */
export const dailyWaitSeconds = dayInSeconds / 24;

export function isSearch({ method, path }: HttpRequest): boolean {
  return method === 'POST' && path.startsWith('/crm/objects/') && path.endsWith('/search');
}

function refusalOf(policy: string): NonNullable<RateBudget['refusal']> {
  return ({ bodyStart }) => {
    const named = refusedPolicy(bodyStart);
    return named === undefined ? undefined : named === policy;
  };
}
