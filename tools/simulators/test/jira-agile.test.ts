import { describe, expect, it } from 'vitest';
import { startSite } from './site-client.js';

describe('boards', () => {
  it('have numbers for ids and are found by project', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    const boards = async (query: string) =>
      (await site.get(`/rest/agile/1.0/board${query}`)).json.list('values');
    expect((await boards('?projectKeyOrId=DEMO')).map((board) => board.at('id').value)).toEqual([2, 5]);
    expect((await boards('?projectKeyOrId=10000&type=kanban')).map((board) => board.text('id'))).toEqual([
      '5',
    ]);
    expect(await boards('?projectKeyOrId=OPS')).toEqual([]);
  });

  it('without sprints answer 400, unknown ones 404', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    expect((await site.get('/rest/agile/1.0/board/5/sprint')).status).toBe(400);
    expect((await site.get('/rest/agile/1.0/board/77/sprint')).status).toBe(404);
  });

  it('list sprints by state, with times in UTC', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    const path = '/rest/agile/1.0/board/2/sprint';
    const open = (await site.get(`${path}?state=active,future`)).json.list('values');
    expect(open.map((sprint) => sprint.text('state'))).toEqual(['active', 'future']);
    const [active, future] = open;
    expect(active?.text('startDate')).toMatch(/Z$/);
    expect(future?.keys()).not.toContain('startDate');
  });

  it('do not tell their issues where they once did', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    expect((await site.get('/rest/agile/1.0/board/2/issue')).status).toBe(404);
  });
});

describe('shared boards', () => {
  it('are listed for both projects, with sprints that another board shows as well', async () => {
    const site = await startSite({ size: 1, seed: 1, sharedBoards: true });
    const boards = async (project: string) =>
      (await site.get(`/rest/agile/1.0/board?projectKeyOrId=${project}`)).json
        .list('values')
        .map((board) => `${board.text('id')} of ${board.text('location', 'projectKey')}`);
    expect(await boards('DEMO')).toEqual(['2 of DEMO', '5 of DEMO', '3 of PAST', '4 of PAST']);
    expect(await boards('PAST')).toEqual(['3 of PAST', '4 of PAST']);
    const sprints = async (board: number) =>
      (await site.get(`/rest/agile/1.0/board/${board}/sprint`)).json
        .list('values')
        .map((sprint) => [sprint.text('id'), sprint.text('originBoardId')]);
    const own = await sprints(2);
    expect(own).toHaveLength(14);
    expect(await sprints(3)).toEqual(own.slice(-5));
    expect((await site.get('/rest/agile/1.0/board/4/sprint')).status).toBe(400);
    const truth = [...site.simulator.truth('10000')].filter(({ kind }) => kind === 'sprint');
    expect(truth).toHaveLength(14);
  });
});

describe('the organizations of a service desk', () => {
  it('are those of a service desk only', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    const path = (id: string) => `/rest/servicedeskapi/servicedesk/${id}/organization?limit=2`;
    const { json } = await site.get(path('10001'));
    expect(json.at('isLastPage').value).toBe(false);
    expect(json.list('values')).toHaveLength(2);
    expect((await site.get(path('10000'))).status).toBe(404);
  });
});

describe('the customers of a service desk', () => {
  it('are told to who asks for an experimental list, at most fifty at a time, without their kind', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    const path = '/rest/servicedeskapi/servicedesk/10001/customer?limit=100';
    expect((await site.get(path)).status).toBe(412);
    const { json } = await site.get(path, { 'x-experimentalapi': 'opt-in' });
    expect(json.list('values')).toHaveLength(8);
    expect(json.at('limit').value).toBe(50);
    for (const customer of json.list('values')) expect(customer.keys()).not.toContain('accountType');
    expect((await site.get('/rest/servicedeskapi/organization/9/user')).status).toBe(404);
  });
});

describe('worklogs', () => {
  it('are embedded up to twenty, with their total, and listed whole', async () => {
    const site = await startSite({ size: 30, seed: 1 });
    const issue = (await site.get('/rest/api/3/issue/DEMO-26?fields=worklog,timespent')).json;
    expect(issue.list('fields', 'worklog', 'worklogs')).toHaveLength(20);
    expect(issue.text('fields', 'worklog', 'total')).toBe('23');
    const listed = (await site.get('/rest/api/3/issue/DEMO-26/worklog')).json.list('worklogs');
    expect(listed).toHaveLength(23);
    const seconds = listed.map((worklog) => Number(worklog.text('timeSpentSeconds')));
    expect(issue.at('fields', 'timespent').value).toBe(seconds.reduce((sum, each) => sum + each, 0));
  });
});
