import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JiraSimulatorOptions } from '../src/jira/index.js';
import { type SiteClient, saying, startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const mark = { key: 'devrev.sync', value: { id: 'a1' } };

async function start(options: Partial<JiraSimulatorOptions> = {}) {
  const clock = { now: AT };
  const site = await startSite({ size: 20, seed: 3, now: () => clock.now, ...options });
  const types = (await site.get('/rest/api/3/issue/createmeta/DEMO/issuetypes')).json.list('issueTypes');
  const typeId = (name: string) => types.find((type) => type.text('name') === name)?.text('id') ?? '';
  const fieldId = async (name: string) =>
    (await site.get('/rest/api/3/field')).json
      .list()
      .find((field) => field.text('name') === name)
      ?.text('id') ?? '';
  const create = (fields: object, type = 'Task', more: object = {}) =>
    site.post('/rest/api/3/issue', {
      fields: { project: { key: 'DEMO' }, issuetype: { id: typeId(type) }, ...fields },
      ...more,
    });
  return { site, clock, create, fieldId, typeId };
}

const truthOf = ({ simulator }: SiteClient, id: string) =>
  [...simulator.truth('10000')].find((object) => object.kind === 'issue' && object.id === id);
const written = ({ simulator }: SiteClient) => [...(simulator.written?.() ?? [])];

describe('an issue that is sent', () => {
  it('is there as it was sent, with nothing drawn, by the account of the token', async () => {
    const { site, create } = await start();
    const components = (await site.get('/rest/api/3/project/DEMO')).json.list('components');
    const chosen = { id: components[0]?.text('id') };
    const me = (await site.get('/rest/api/3/myself')).json.text('accountId');
    const made = await create({
      summary: 'New',
      description: saying('Words'),
      labels: ['one'],
      priority: { id: '2' },
      components: [chosen],
      assignee: { accountId: me },
      duedate: '2026-01-31',
    });
    expect(made).toMatchObject({ status: 201 });
    const { json } = await site.get(`/rest/api/3/issue/${made.json.text('key')}`);
    expect(json.at('fields').value).toMatchObject({
      summary: 'New',
      description: saying('Words'),
      labels: ['one'],
      priority: { id: '2' },
      components: [chosen],
      assignee: { accountId: me },
      creator: { accountId: me },
      duedate: '2026-01-31',
      environment: null,
      fixVersions: [],
      comment: { total: 0 },
      attachment: [],
    });
    const id = made.json.text('id');
    expect(truthOf(site, id)?.fields).toMatchObject({
      summary: 'New',
      assignee: me,
      priority: '2',
      parent: null,
    });
    expect(written(site)).toEqual([{ kind: 'issue', id, isNew: true, writes: 1 }]);
    expect(
      await site.searchAll(`project = DEMO AND creator = currentUser() AND created >= ${AT}`),
    ).toHaveLength(1);
  });

  it('keeps what programs say about it, also where the search does not know it yet', async () => {
    const { site, create } = await start({ indexLagSeconds: 10 });
    const made = await create({ summary: 'New' }, 'Task', { properties: [mark] });
    expect(await site.searchAll(`project = DEMO AND created >= ${AT}`)).toEqual([]);
    const read = await site.post('/rest/api/3/issue/bulkfetch', {
      issueIdsOrKeys: [made.json.text('key'), 'DEMO-1', 'DEMO-9999'],
      properties: [mark.key],
    });
    expect(read.json.list('issues').map((issue) => issue.at('properties').value)).toEqual([
      {},
      { [mark.key]: mark.value },
    ]);
  });

  it('has its custom fields in their forms', async () => {
    const { site, create, fieldId, typeId } = await start();
    const region = await fieldId('Region');
    const [number, reviewer, goLive] = [
      await fieldId('Story Points'),
      await fieldId('Reviewer'),
      await fieldId('Go-live'),
    ];
    const path = `/rest/api/3/issue/createmeta/DEMO/issuetypes/${typeId('Story')}?maxResults=200`;
    const metadata = (await site.get(path)).json.list('fields');
    const options = metadata.find((field) => field.text('fieldId') === region)?.list('allowedValues');
    const [parent] = options ?? [];
    const child = parent?.list('children')[1];
    const me = (await site.get('/rest/api/3/myself')).json.text('accountId');
    const made = await create(
      {
        summary: 'New',
        [region]: { id: parent?.text('id'), child: { id: child?.text('id') } },
        [number]: 3.5,
        [reviewer]: { accountId: me },
      },
      'Story',
    );
    const fields = (await site.get(`/rest/api/3/issue/${made.json.text('key')}`)).json.at('fields');
    expect(fields.at(region).value).toMatchObject({
      id: parent?.text('id'),
      child: { id: child?.text('id') },
    });
    expect([fields.at(number).value, fields.text(reviewer, 'accountId'), fields.at(goLive).value]).toEqual([
      3.5,
      me,
      null,
    ]);
  });

  it('is refused field by field', async () => {
    const { site, create, fieldId } = await start();
    const effort = await fieldId('Story Points');
    const refused = await create({
      summary: 'two\nlines',
      labels: ['a b'],
      components: [{ id: '1' }],
      assignee: { accountId: 'nobody' },
      duedate: '31.1.2026',
      description: 'text',
      [effort]: 1,
      customfield_99999: 'x',
    });
    expect(refused.status).toBe(400);
    expect(refused.json.at('errors').keys().sort()).toEqual(
      [
        'summary',
        'labels',
        'components',
        'assignee',
        'duedate',
        'description',
        effort,
        'customfield_99999',
      ].sort(),
    );
    expect((await create({})).json.at('errors').value).toEqual({
      summary: 'You must specify a summary of the issue.',
    });
    expect((await create({ summary: 'x', description: saying('a'.repeat(32_768)) })).status).toBe(400);
    expect((await create({ summary: 'x', description: saying('') })).status).toBe(400);
    expect((await create({ summary: 'x' }, 'Sub-task')).json.text('errors', 'issuetype')).toContain('parent');
    expect(written(site)).toEqual([]);
  });

  it('is made with others of its list, but for those that are refused', async () => {
    const { site, typeId } = await start();
    const issue = (summary: string) => ({
      fields: { project: { id: '10000' }, issuetype: { id: typeId('Task') }, summary },
    });
    const some = await site.post('/rest/api/3/issue/bulk', {
      issueUpdates: [issue('a'), issue(''), issue('c')],
    });
    expect(some.status).toBe(201);
    expect(some.json.list('issues')).toHaveLength(2);
    expect(some.json.at('errors', 0).value).toMatchObject({ status: 400, failedElementNumber: 1 });
    expect((await site.post('/rest/api/3/issue/bulk', { issueUpdates: [issue('')] })).status).toBe(400);
  });
});

describe('an issue that is edited', () => {
  it('has what was sent, and moves in the search, whatever was drawn before', async () => {
    const { site, clock } = await start();
    clock.now += 60_000;
    const edited = await site.put('/rest/api/3/issue/DEMO-3?notifyUsers=false', {
      fields: { summary: 'Changed', labels: [], parent: null },
    });
    expect(edited.status).toBe(204);
    const fields = (await site.get('/rest/api/3/issue/DEMO-3')).json.at('fields');
    expect(fields.value).toMatchObject({ summary: 'Changed', labels: [] });
    expect(fields.at('parent').value).toBeUndefined();
    expect(await site.searchAll(`project = DEMO AND updated >= ${clock.now}`)).toHaveLength(1);
    site.simulator.applyChanges({ seed: 1, edits: 20, at: clock.now + 60_000 });
    const { value } = (await site.get('/rest/api/3/issue/DEMO-3')).json.at('fields');
    expect(value).toMatchObject({ labels: [] });
  });

  it('takes no field twice, and elements one by one', async () => {
    const { site } = await start();
    const twice = { fields: { labels: [] }, update: { labels: [{ add: 'a' }] } };
    expect((await site.put('/rest/api/3/issue/DEMO-3', twice)).status).toBe(400);
    await site.put('/rest/api/3/issue/DEMO-3', { fields: { labels: ['a', 'b'] } });
    await site.put('/rest/api/3/issue/DEMO-3', { update: { labels: [{ add: 'c' }, { remove: 'a' }] } });
    const { json } = await site.get('/rest/api/3/issue/DEMO-3?fields=labels');
    expect(json.at('fields', 'labels').value).toEqual(['b', 'c']);
  });

  it('tells what can be edited', async () => {
    const { site } = await start();
    const fields = (await site.get('/rest/api/3/issue/DEMO-3/editmeta')).json.at('fields');
    expect(fields.keys()).toEqual(expect.arrayContaining(['summary', 'description', 'labels']));
    expect(fields.keys()).not.toContain('status');
  });

  it('loses the files of pictures that are taken out of its description', async () => {
    const { site } = await start({ size: 60, attachmentShare: 3 });
    const shown = (
      await site.searchAll('project = DEMO ORDER BY key ASC', { fields: ['description', 'attachment'] })
    ).find((issue) => JSON.stringify(issue.at('fields', 'description').value).includes('"mediaSingle"'));
    const before = shown?.list('fields', 'attachment').length ?? 0;
    await site.put(`/rest/api/3/issue/${shown?.text('key')}`, {
      fields: { description: saying('No picture') },
    });
    const { json } = await site.get(`/rest/api/3/issue/${shown?.text('key')}?fields=attachment`);
    expect(json.list('fields', 'attachment').length).toBeLessThan(before);
  });
});

describe('a status', () => {
  it('is reached step by step, as far as the workflow offers it, with what a screen asks for', async () => {
    const { site, create } = await start();
    const key = (await create({ summary: 'New' }, 'Bug')).json.text('key');
    const offered = async () =>
      (await site.get(`/rest/api/3/issue/${key}/transitions?expand=transitions.fields`)).json.list(
        'transitions',
      );
    const take = (id: string, fields = {}) =>
      site.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id }, fields });
    const names: string[] = [];
    for (;;) {
      const next = (await offered()).find((transition) => transition.text('name') === 'Go on');
      if (next === undefined) break;
      names.push(next.text('to', 'name'));
      if (next.at('fields').keys().includes('resolution')) {
        const refused = await take(next.text('id'));
        expect(refused.json.text('errors', 'resolution')).toContain('required');
        expect((await take(next.text('id'), { resolution: { id: '10000' } })).status).toBe(204);
      } else expect((await take(next.text('id'))).status).toBe(204);
    }
    expect(names).toEqual(['In Progress', 'Blocked', 'In Review', 'Done', "Won't Do"]);
    expect((await take('2')).status).toBe(400);
    const { json } = await site.get(`/rest/api/3/issue/${key}?expand=changelog`);
    expect(json.text('fields', 'resolution', 'id')).toBe('10000');
    expect(json.list('changelog', 'histories')).toHaveLength(5);
  });

  it('that is taken back has no resolution any more', async () => {
    const { site, create } = await start();
    const key = (await create({ summary: 'New' }, 'Task')).json.text('key');
    const path = `/rest/api/3/issue/${key}/transitions`;
    expect((await site.post(path, { transition: { id: '2' } })).status).toBe(204);
    const back = (await site.get(path)).json.list('transitions').find((each) => each.text('name') === 'Back');
    await site.post(path, { transition: { id: back?.text('id') } });
    const { json } = await site.get(`/rest/api/3/issue/${key}`);
    expect(json.at('fields', 'resolution').value).toBeNull();
  });
});

describe('what ties issues', () => {
  it('is made once for each pair, shown at both ends, and answered without a body', async () => {
    const { site, create } = await start();
    const [from, to] = [(await create({ summary: 'a' })).json, (await create({ summary: 'b' })).json];
    const link = {
      type: { name: 'Blocks' },
      inwardIssue: { key: from.text('key') },
      outwardIssue: { key: to.text('key') },
    };
    for (let count = 0; count < 2; count++) {
      const made = await site.post('/rest/api/3/issueLink', link);
      expect([made.status, made.json.value]).toEqual([201, undefined]);
    }
    const links = async (key: string) =>
      (await site.get(`/rest/api/3/issue/${key}?fields=issuelinks`)).json.list('fields', 'issuelinks');
    const [out] = await links(from.text('key'));
    expect(out?.text('outwardIssue', 'id')).toBe(to.text('id'));
    expect((await links(to.text('key'))).map((other) => other.text('inwardIssue', 'id'))).toEqual([
      from.text('id'),
    ]);
    const truth = [...site.simulator.truth('10000')].filter(
      ({ kind, id }) => kind === 'link' && id === out?.text('id'),
    );
    expect(truth).toMatchObject([{ fields: { outward: from.text('id'), inward: to.text('id') } }]);
  });

  it('to pages elsewhere is known by its global id', async () => {
    const { site } = await start();
    const path = '/rest/api/3/issue/DEMO-4/remotelink';
    const link = (title: string) => ({
      globalId: 'devrev:1',
      object: { url: 'https://app.example/1', title },
    });
    expect((await site.post(path, link('a'))).status).toBe(201);
    expect((await site.post(path, link('b'))).status).toBe(200);
    const links = (await site.get(path)).json
      .list()
      .filter((each) => each.at('globalId').value === 'devrev:1');
    expect(links.map((each) => each.text('object', 'title'))).toEqual(['b']);
  });

  it('to a sprint replaces the one it was in; closed ones take none', async () => {
    const { site, fieldId } = await start();
    const sprint = await fieldId('Sprint');
    const sprints = (await site.get('/rest/agile/1.0/board/2/sprint')).json.list('values');
    const idOf = (state: string) => sprints.find((each) => each.text('state') === state)?.text('id');
    const put = (state: string) =>
      site.post(`/rest/agile/1.0/sprint/${idOf(state)}/issue`, { issues: ['DEMO-3'] });
    expect((await put('closed')).status).toBe(400);
    expect((await put('active')).status).toBe(204);
    expect((await put('future')).status).toBe(204);
    const shown = async () => (await site.get('/rest/api/3/issue/DEMO-3')).json.at('fields', sprint).value;
    expect(JSON.stringify(await shown())).toContain(`"id":${idOf('future')}`);
    expect(JSON.stringify(await shown())).not.toContain(`"id":${idOf('active')}`);
    await site.post('/rest/agile/1.0/backlog/issue', { issues: ['DEMO-3'] });
    expect(JSON.stringify(await shown())).not.toContain(`"id":${idOf('future')}`);
  });
});

describe('a file that is sent', () => {
  const content = Buffer.from('content of the file');
  const send = async ({ simulator }: SiteClient, headers: Record<string, string>, bytes = content) => {
    const { email, token } = simulator.connection;
    const body = new FormData();
    body.append('file', new Blob([bytes], { type: 'text/plain' }), 'ä "quoted".txt');
    return fetch(`${simulator.url}/rest/api/3/issue/DEMO-3/attachments`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`, ...headers },
      body,
    });
  };
  const noCheck = { 'x-atlassian-token': 'no-check' };

  it('arrives with its name and content', async () => {
    const { site } = await start();
    const answer = await send(site, noCheck);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject([
      { filename: 'ä "quoted".txt', size: content.length, mimeType: 'text/plain' },
    ]);
    const [file] = written(site);
    expect(file).toMatchObject({
      kind: 'attachment',
      isNew: true,
      file: { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
    });
    const read = await site.raw(`/rest/api/3/attachment/content/${file?.id}?redirect=false`);
    expect(await read.text()).toBe(content.toString());
  });

  it('is refused without the header against forged requests, and above the limit', async () => {
    const { site } = await start({ maxAttachmentBytes: 10 });
    expect((await send(site, {})).status).toBe(403);
    expect((await send(site, noCheck)).status).toBe(413);
    expect(written(site)).toEqual([]);
  });
});

describe('writes to one issue', () => {
  it('are refused beyond twenty in two seconds; others go on', async () => {
    const { site, clock } = await start({ limits: 'api-token' });
    const edit = (key: string) => site.put(`/rest/api/3/issue/${key}`, { fields: { labels: ['a'] } });
    for (let count = 0; count < 20; count++) expect((await edit('DEMO-3')).status).toBe(204);
    const refused = await edit('DEMO-3');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit-reason')).toBe('jira-per-issue-on-write');
    expect((await edit('DEMO-4')).status).toBe(204);
    clock.now += 2_000;
    expect((await edit('DEMO-3')).status).toBe(204);
  });
});
