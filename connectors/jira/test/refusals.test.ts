import { describe, expect, it } from 'vitest';
import { burstBudgets, connectionBudget } from '../src/api/budgets.js';
import { pointsBudget } from '../src/api/points-budget.js';

/** Which budgets a refusal with this reason is about. */
function refusedBy(reason: string | undefined): string[] {
  const facts = {
    status: 429,
    headers: reason === undefined ? {} : { 'ratelimit-reason': reason },
    bodyStart: '',
  };
  return [...burstBudgets, connectionBudget, pointsBudget].flatMap(({ name, refusal }) =>
    refusal?.(facts) === true ? [name] : [],
  );
}

describe('a refusal', () => {
  it.each([
    ['jira-burst-based', ['requests', 'file contents', 'customers']],
    ['jira-quota-global-based', ['connection', 'points']],
    ['jira-quota-tenant-based', ['connection', 'points']],
    ['jira-cost-based', ['connection', 'points']],
    ['a-limit-of-tomorrow', ['connection', 'points']],
    ['jira-per-issue-on-write', []],
    [undefined, []],
  ])('for the reason %s is about %j', (reason, budgets) => {
    expect(refusedBy(reason)).toEqual(budgets);
  });
});
