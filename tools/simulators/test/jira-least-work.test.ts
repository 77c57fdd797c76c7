import { expect, it } from 'vitest';
import type { LeastWork } from '../src/pace.js';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const search = 'POST /rest/api/3/search/jql';
const comments = 'GET /rest/api/3/issue/{issueIdOrKey}/comment';
const files = 'GET /rest/api/3/attachment/content/{id}';

async function leastWork(options: object): Promise<{ work: LeastWork; truth: Map<string, string[]> }> {
  const { simulator } = await startSite({ size: 230, seed: 8, now: () => AT, ...options });
  const work = simulator.leastWork?.('10000');
  if (work === undefined) throw new Error('The site does not know the least.');
  const truth = new Map<string, string[]>();
  for (const { kind, id, fields } of simulator.truth('10000'))
    truth.set(kind, [...(truth.get(kind) ?? []), String(fields?.issue ?? id)]);
  return { work, truth };
}

it('counts pages, what previews leave out, and files as the truth has them', async () => {
  const { work, truth } = await leastWork({ limits: 'oauth' });
  const perIssue = new Map<string, number>();
  for (const issue of truth.get('comment') ?? []) perIssue.set(issue, (perIssue.get(issue) ?? 0) + 1);
  const long = [...perIssue.values()].filter((count) => count > 20);
  const attachments = truth.get('attachment')?.length ?? 0;
  expect(long.length).toBeGreaterThan(0);
  expect(work.calls.get(search)).toBe(3);
  expect(work.calls.get(comments)).toBe(long.length);
  expect(work.calls.get(files)).toBe(attachments);
  expect(work.calls.get('GET /rest/api/3/issue/{issueIdOrKey}/worklog')).toBe(1);
  expect(work.calls.get('GET /rest/agile/1.0/board/{boardId}/sprint')).toBe(1);
  expect(work.files).toHaveLength(attachments);
  // Two lists of people, the second one empty, and three pages of the search.
  expect(work.chainMs).toEqual({ data: 2 * 150 + 3 * 800, attachments: 0 });
  const points = work.budgets.find(({ name }) => name === 'points');
  const listed = ['user', 'customer', 'app'].reduce((sum, kind) => sum + (truth.get(kind)?.length ?? 0), 0);
  expect(points?.units).toEqual({
    data: 3 + 230 + long.length + long.reduce((sum, count) => sum + count, 0) + 2 + 2 * listed,
    attachments: 2 * attachments,
  });
});

it('knows smaller pages, and no budgets where no limits are played', async () => {
  const { work } = await leastWork({ pageSize: 10 });
  expect(work.calls.get(search)).toBe(23);
  expect(work.budgets).toEqual([]);
});
