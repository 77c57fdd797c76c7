import { RecordError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { readIssue } from '../src/streams/issue-page.js';
import { issues } from '../src/streams/issues.js';
import { sparseIssue } from './jira-records.js';
import { startScriptedSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

const blocks = { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' };

/** Links delivered with one issue, DEMO-1 with the id 20001. */
async function linksOf(fields: Record<string, unknown>) {
  const { client, proxy } = await startScriptedSite();
  proxy.interpose(() => ({ status: 200, body: { issues: [sparseIssue(fields)], isLast: true } }));
  return itemsOf(await walkAll(issues, client), 'links').map(({ id, data }) => ({ id, ...data }));
}

describe('a link', () => {
  it('runs from the end that blocks to the end that is blocked', async () => {
    const issuelinks = [{ id: '7', type: blocks, outwardIssue: { id: '20002', key: 'DEMO-2' } }];
    expect(await linksOf({ issuelinks })).toEqual([
      { id: '7', type: '10000', source: '20001', target: '20002' },
    ]);
  });

  it('within a project is left to its outward end, so that it comes once', async () => {
    const issuelinks = [{ id: '7', type: blocks, inwardIssue: { id: '20002', key: 'DEMO-2' } }];
    expect(await linksOf({ issuelinks })).toEqual([]);
  });

  it('from another project is delivered here, in its direction', async () => {
    const issuelinks = [{ id: '7', type: blocks, inwardIssue: { id: '30002', key: 'DEMO2-2' } }];
    expect(await linksOf({ issuelinks })).toEqual([
      { id: '7', type: '10000', source: '30002', target: '20001' },
    ]);
  });

  it('to the parent has the id of the child, so that another parent takes the place of the first', async () => {
    const parent = { id: '19000', key: 'DEMO-0' };
    expect(await linksOf({ parent })).toEqual([
      { id: '20001-parent', type: 'parent', source: '20001', target: '19000' },
    ]);
  });

  it.each([
    ['without ends', { id: '7', type: blocks }],
    ['without a kind', { id: '7', outwardIssue: { id: '2', key: 'DEMO-2' } }],
    ['that is text', 'junk'],
  ])('%s fails alone', async (_, raw) => {
    await expect(linksOf({ issuelinks: [raw] })).rejects.toThrow(RecordError);
  });
});

describe('worklogs', () => {
  const worklog = {
    id: '5',
    created: '2024-07-04T05:41:00.089-0700',
    timeSpentSeconds: 5400,
    timeSpent: '1h 30m',
  };

  async function worklogsOf(first: readonly unknown[], total: number, pages: unknown[][] = []) {
    const { client, proxy } = await startScriptedSite();
    const found = sparseIssue({ worklog: { worklogs: first, total } });
    proxy.interpose(({ path, query }) =>
      path.endsWith('/worklog')
        ? {
            status: 200,
            body: { worklogs: pages.shift() ?? [], total, startAt: Number(query.get('startAt')) },
          }
        : { status: 200, body: { issues: [found], isLast: true } },
    );
    const items = itemsOf(await walkAll(issues, client), 'worklogs');
    return { items, asked: proxy.requests.filter(({ path }) => path.endsWith('/worklog')) };
  }

  it('say how long, when and by whom', async () => {
    const full = { ...worklog, author: { accountId: 'a' }, started: '2024-07-01T09:00:00.000+0200' };
    const { items, asked } = await worklogsOf([full], 1);
    expect(items[0]?.data).toEqual({
      time_spent: '1h 30m',
      seconds: 5400,
      started: '2024-07-01T07:00:00.000Z',
      issue: '20001',
      author: 'a',
      comment: null,
    });
    expect(asked).toEqual([]);
  });

  it('beyond those in the search are read to the end', async () => {
    const more = (id: number) => ({ ...worklog, id: String(id) });
    const { items, asked } = await worklogsOf([more(1)], 3, [[more(1), more(2)], [more(3)]]);
    expect(items.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(asked.map(({ query }) => query.get('startAt'))).toEqual(['0', '2']);
  });

  it('that only a role may see are left out and named, not shown to everybody', async () => {
    const hidden = { ...worklog, visibility: { type: 'role', value: 'Administrators' } };
    await expect(worklogsOf([hidden], 1)).rejects.toThrow(
      /Only the role "Administrators" may see this worklog/,
    );
    await expect(worklogsOf([hidden], 1)).rejects.toMatchObject({ isLimitation: true });
  });

  it('are not asked for when they are switched off', async () => {
    const { client, proxy } = await startScriptedSite();
    const found = sparseIssue({ worklog: { worklogs: [], total: 3 } });
    proxy.interpose(() => ({ status: 200, body: { issues: [found], isLast: true } }));
    await walkAll(issues, client, { without: ['worklogs'] });
    expect(proxy.requests).toHaveLength(1);
    expect(proxy.requests[0]?.body).toMatchObject({ fields: ['*all', '-worklog'] });
  });
});

describe('the kind of project', () => {
  it.each([
    ['service_desk', true],
    ['software', false],
    ['business', false],
    [undefined, false],
  ])('%s decides whether an issue is a request', (projectTypeKey, isServiceDesk) => {
    expect(readIssue(sparseIssue({ project: { projectTypeKey } })).isServiceDesk).toBe(isServiceDesk);
  });
});
