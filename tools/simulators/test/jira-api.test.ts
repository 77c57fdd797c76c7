import { describe, expect, it } from 'vitest';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12, 0, 30, 400);

describe('access', () => {
  it('wants the right e-mail and token', async () => {
    const site = await startSite({ size: 5, seed: 1 });
    const { email = '', token = '' } = site.simulator.connection;
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    for (const authorization of [
      basic(`${email}:wrong`),
      basic(`other@x.example:${token}`),
      `Bearer ${token}`,
      '',
    ]) {
      const answer = await site.get('/rest/api/3/myself', { authorization });
      expect(answer.status).toBe(401);
      expect(answer.json.value).toEqual({
        message: 'Client must be authenticated to access this resource.',
        'status-code': 401,
      });
      expect(answer.headers.get('x-aaccountid')).toBeNull();
      expect(answer.headers.get('www-authenticate')).not.toBeNull();
    }
    const anonymous = await fetch(`${site.simulator.url}/_edge/tenant_info`);
    expect(anonymous.status).toBe(200);
  });

  it('dates replies by the clock of the world and names the account', async () => {
    const site = await startSite({ size: 5, seed: 1, now: () => AT });
    const { headers, json } = await site.get('/rest/api/3/myself');
    expect(headers.get('date')).toBe('Mon, 03 Nov 2025 12:00:30 GMT');
    expect(decodeURIComponent(headers.get('x-aaccountid') ?? '')).toBe(json.text('accountId'));
    expect(json.text('timeZone')).toBe('America/Los_Angeles');
    expect((await site.get('/nowhere')).headers.get('date')).toBe('Mon, 03 Nov 2025 12:00:30 GMT');
  });

  it('answers unknown paths, removed ones and broken bodies with JSON', async () => {
    const site = await startSite({ size: 5, seed: 1 });
    expect((await site.get('/rest/api/3/nowhere')).status).toBe(404);
    expect((await site.get('/rest/api/3/issue/%E0%A4%A')).status).toBe(404);
    for (const answer of [
      await site.get('/rest/api/3/search?jql=x'),
      await site.post('/rest/api/3/search', {}),
    ]) {
      expect(answer.status).toBe(410);
      expect(answer.json.text('errorMessages', 0)).toMatch(
        /has been removed. Please migrate to the \/rest\/api\/3\/search\/jql/,
      );
    }
    expect((await site.post('/rest/api/3/myself', {})).status).toBe(405);
    expect((await site.post('/rest/api/3/search/jql', [])).status).toBe(400);
    expect((await site.post('/rest/api/3/search/jql', { jql: 5 })).status).toBe(400);
    expect(
      (await site.post('/rest/api/3/search/jql', { jql: 'project = DEMO', unknownParameter: 1 })).status,
    ).toBe(200);
    const { authorization } = {
      authorization: `Basic ${Buffer.from(`${site.simulator.connection.email}:${site.simulator.connection.token}`).toString('base64')}`,
    };
    const broken = await fetch(`${site.simulator.url}/rest/api/3/search/jql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{"jql":',
    });
    expect(broken.status).toBe(400);
    expect((await site.get('/rest/api/3/project/search?maxResults=ten')).status).toBe(400);
  });

  it('is also given through the gateway, with links that name it', async () => {
    const site = await startSite({ size: 5, seed: 1 });
    const gateway = `/ex/jira/${(await site.get('/_edge/tenant_info')).json.text('cloudId')}`;
    const issue = await site.get(`${gateway}/rest/api/3/issue/DEMO-1`);
    expect(issue.json.text('self')).toBe(`${site.simulator.url}${gateway}/rest/api/3/issue/20000`);
    const projects = await site.get(`${gateway}/rest/api/3/project/search?maxResults=1`);
    expect(projects.json.text('nextPage')).toContain(
      `${site.simulator.url}${gateway}/rest/api/3/project/search`,
    );
    const info = await site.get(`${gateway}/rest/api/3/serverInfo`);
    expect(info.json.text('baseUrl')).toBe(site.simulator.url);
    expect((await site.get('/ex/jira/another/rest/api/3/myself')).status).toBe(404);
    expect(site.simulator.calls().get('GET /rest/api/3/issue/{issueIdOrKey}')).toBe(1);
  });

  it('counts requests per endpoint template, downloads apart', async () => {
    const site = await startSite({ size: 60, seed: 1 });
    await site.get('/rest/api/3/issue/DEMO-1');
    await site.get('/rest/api/3/issue/DEMO-2');
    await site.post('/rest/api/3/search/jql', { jql: 'project = DEMO' });
    await site.get('/nowhere');
    const file = [...site.simulator.truth('10000')].find(({ kind }) => kind === 'attachment');
    const redirect = await site.raw(`/rest/api/3/attachment/content/${file?.id}`);
    await fetch(redirect.headers.get('location') ?? '');
    expect(Object.fromEntries(site.simulator.calls())).toEqual({
      'GET /rest/api/3/issue/{issueIdOrKey}': 2,
      'POST /rest/api/3/search/jql': 1,
      'GET (unknown path)': 1,
      'GET /rest/api/3/attachment/content/{id}': 1,
      'GET media': 1,
    });
  });
});

describe('projects', () => {
  it('are paged, filtered, ordered and expanded', async () => {
    const site = await startSite({ size: 25, seed: 1, now: () => AT });
    const keys = async (query: string) =>
      (await site.get(`/rest/api/3/project/search${query}`)).json
        .list('values')
        .map((row) => row.text('key'));
    expect(site.simulator.externalSyncUnitIds).toEqual(['10000', '10001', '10003']);
    expect(await keys('')).toEqual(['DEMO', 'OPS']);
    expect(await keys('?orderBy=-key')).toEqual(['OPS', 'DEMO']);
    expect(await keys('?keys=OPS')).toEqual(['OPS']);
    expect(await keys('?keys=OPS&keys=DEMO')).toEqual(['DEMO', 'OPS']);
    expect(await keys('?keys=OPS,DEMO')).toEqual([]);
    expect(await keys('?id=10000&id=10002')).toEqual(['DEMO']);
    expect(await keys('?status=archived')).toEqual(['PAST']);
    expect(await keys('?status=live&status=archived')).toEqual(['DEMO', 'OPS', 'PAST']);
    expect(await keys('?typeKey=service_desk&action=browse')).toEqual(['OPS']);
    const first = await site.get('/rest/api/3/project/search?maxResults=1&expand=insight,lead');
    expect(first.json.at('isLast').value).toBe(false);
    expect(first.json.at('values', 0, 'insight', 'totalIssueCount').value).toBe(25);
    expect(first.json.at('values', 0).keys()).not.toContain('description');
    const next = await fetch(first.json.text('nextPage'), { headers: { authorization: 'none' } });
    expect(next.status).toBe(401);
    expect(await keys(new URL(first.json.text('nextPage')).search)).toEqual(['OPS']);
  });

  it('show their statuses per type, and what can be set on a new issue', async () => {
    const site = await startSite({ size: 25, seed: 1 });
    const statuses = await site.get('/rest/api/3/project/10000/statuses');
    expect(statuses.json.list().map((row) => row.text('name'))).toEqual([
      'Epic',
      'Story',
      'Task',
      'Bug',
      'Sub-task',
    ]);
    const names = statuses.json.list().map((row) =>
      row
        .list('statuses')
        .map((status) => status.text('name'))
        .join(),
    );
    expect(new Set(names).size).toBeGreaterThan(2);
    const bugId = statuses.json.text(3, 'id');
    const meta = await site.get(`/rest/api/3/issue/createmeta/DEMO/issuetypes/${bugId}?maxResults=200`);
    const severity = meta.json.list('fields').find((field) => field.text('name') === 'Severity');
    expect(severity?.list('allowedValues').map((option) => option.text('value'))).toEqual([
      'Critical',
      'Major',
      'Minor',
    ]);
    expect((await site.get('/rest/api/3/issue/createmeta/DEMO/issuetypes/1')).status).toBe(400);
    for (const hidden of ['VAULT', '10002', 'NOPE']) {
      for (const path of [
        `project/${hidden}`,
        `project/${hidden}/statuses`,
        `issue/createmeta/${hidden}/issuetypes`,
      ]) {
        expect((await site.get(`/rest/api/3/${path}`)).status).toBe(404);
      }
    }
  });

  it('give type and status ids that differ from site to site', async () => {
    const typesOf = async (seed: number) =>
      (await (await startSite({ size: 1, seed })).get('/rest/api/3/issuetype')).json
        .list()
        .map((row) => row.text('id'));
    expect(await typesOf(1)).not.toEqual(await typesOf(2));
  });
});

describe('people', () => {
  it('come as a bare array, in pages, without portal customers', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    const page = async (query: string) =>
      (await site.get(`/rest/api/3/users/search${query}`)).json.list().map((row) => row.text('accountId'));
    const all = await page('?maxResults=1000');
    expect([...(await page('')), ...(await page('?startAt=50'))]).toEqual(all);
    expect(await page(`?startAt=${all.length}`)).toEqual([]);
    const unlisted = [...site.simulator.truth('10001')].filter(
      ({ kind, id }) => kind === 'customer' && !all.includes(id),
    );
    expect(unlisted).toHaveLength(3);
    const query = [unlisted[0]?.id ?? '', all[0] ?? '', 'unknown'].map(
      (id) => `accountId=${encodeURIComponent(id)}`,
    );
    const bulk = await site.get(`/rest/api/3/user/bulk?${query.join('&')}`);
    expect(bulk.json.list('values').map((row) => row.text('accountId'))).toEqual([unlisted[0]?.id, all[0]]);
  });
});

describe('permissions', () => {
  it('must be named, exist, and concern what can be seen', async () => {
    const site = await startSite({ size: 1, seed: 1 });
    const path = '/rest/api/3/mypermissions';
    expect((await site.get(path)).status).toBe(400);
    expect((await site.get(`${path}?permissions=FLY`)).status).toBe(400);
    expect((await site.get(`${path}?permissions=BROWSE_PROJECTS&projectKey=VAULT`)).status).toBe(404);
    const { json } = await site.get(`${path}?permissions=BROWSE_PROJECTS,ADMINISTER&projectKey=DEMO`);
    expect(json.at('permissions', 'BROWSE_PROJECTS', 'havePermission').value).toBe(true);
    expect(json.at('permissions', 'ADMINISTER', 'havePermission').value).toBe(false);
  });
});
