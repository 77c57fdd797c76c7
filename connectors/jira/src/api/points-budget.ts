import { type HttpRequest, policyRateHeaders, type RateBudget } from '@airdrop-connectors/core';
import { refusesEverything } from './budgets.js';

/**
 * OAuth pays for calls and for the objects they return, out of one quota an hour which all customers of an app share;
 * tokens do not. Answers name it only when most of it is used up, so what each did cost is counted.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/#points-based-quota-rate-limits
 */
export const pointsBudget: RateBudget = {
  name: 'points',
  capacity: 65_000,
  perSeconds: 3_600,
  window: 'aligned',
  weight: expectedPoints,
  cost: pointsOf,
  reading: policyRateHeaders('global-app-quota'),
  refusal: refusesEverything,
};

/** Full pages, until the answer tells. */
function expectedPoints({ path }: HttpRequest): number {
  return /\/(search|comment|changelog)(\/|$)/.test(path) ? 101 : 2;
}

/** One point for the request and one for each object it brings, two for each person. */
function pointsOf({ path }: HttpRequest, answer: unknown): number {
  return 1 + objectsIn(answer) * (/\/(users?|group|role)\b/.test(path) ? 2 : 1);
}

const lists = ['issues', 'comments', 'values', 'worklogs', 'issueChangeLogs'] as const;

function objectsIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length;
  if (typeof answer !== 'object' || answer === null) return 1;
  for (const name of lists) {
    const list: unknown = Object.entries(answer).find(([key]) => key === name)?.[1];
    if (Array.isArray(list)) return list.length;
  }
  return 1;
}
