import { describe, expect, it } from 'vitest';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const inProject = (id: string) => `project = ${id} AND updated >= 0 ORDER BY updated ASC, key ASC`;

async function siteAfter(changes: { moves?: number; hides?: number; renamesUnit?: boolean }) {
  const site = await startSite({ size: 80, seed: 4, now: () => AT });
  const found = async (jql: string) =>
    (await site.searchAll(jql, { maxResults: 7 })).map((row) => row.text('id'));
  const truth = (unit: string) =>
    [...site.simulator.truth(unit)].filter(({ kind }) => kind === 'issue').map(({ id }) => id);
  const before = await found(inProject('10000'));
  site.simulator.applyChanges({ seed: 1, edits: 0, ...changes });
  const after = new Set(await found(inProject('10000')));
  return { site, found, truth, lost: before.filter((id) => !after.has(id)) };
}

describe('a moved issue', () => {
  it('is found in its new project only, in every order, and counted there', async () => {
    const { site, found, truth, lost } = await siteAfter({ moves: 4 });
    expect(lost).toHaveLength(4);
    for (const order of ['updated ASC, key ASC', 'created DESC', 'id ASC', 'key DESC', 'priority ASC']) {
      const there = await found(`project = OPS ORDER BY ${order}`);
      expect(there, order).toEqual(expect.arrayContaining(lost));
      expect([...there].sort(), order).toEqual(truth('10001').sort());
    }
    for (const [project, count] of [
      ['10000', 76],
      ['10001', 44],
    ] as const) {
      const { json } = await site.post('/rest/api/3/search/approximate-count', { jql: inProject(project) });
      expect(json.at('count').value).toBe(count);
      const { json: detail } = await site.get(`/rest/api/3/project/search?id=${project}&expand=insight`);
      expect(detail.at('values', 0, 'insight', 'totalIssueCount').value).toBe(count);
    }
  });

  it('answers to both keys with the new one, and its history tells of the move', async () => {
    const { site, lost } = await siteAfter({ moves: 1 });
    const { json } = await site.get(`/rest/api/3/issue/${lost[0]}?expand=changelog`);
    expect(json.text('key')).toBe('OPS-800001');
    expect(json.text('fields', 'project', 'id')).toBe('10001');
    const [move] = json.list('changelog', 'histories');
    expect(move?.list('items').map((item) => item.text('field'))).toEqual(['project', 'Key']);
    const old = move?.text('items', 1, 'fromString') ?? '';
    for (const key of [old, 'OPS-800001'])
      expect((await site.get(`/rest/api/3/issue/${key}`)).json.text('id')).toBe(lost[0]);
  });
});

describe('an issue that may not be seen any more', () => {
  it('is as if it did not exist, although its project is there', async () => {
    const { site, found, truth, lost } = await siteAfter({ hides: 3 });
    expect(lost).toHaveLength(3);
    expect((await found(inProject('10000'))).sort()).toEqual(truth('10000').sort());
    for (const id of lost) expect((await site.get(`/rest/api/3/issue/${id}`)).status).toBe(404);
    const { json } = await site.post('/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: lost });
    expect(json.list('issues')).toEqual([]);
  });

  it('is missing at the other end of its links', async () => {
    const { site, lost } = await siteAfter({ hides: 20 });
    const hidden = new Set(lost);
    const found = await site.searchAll(inProject('10000'), { fields: ['issuelinks'] });
    const ends = found.flatMap((issue) =>
      issue
        .list('fields', 'issuelinks')
        .map((link) =>
          link.text(link.keys().includes('outwardIssue') ? 'outwardIssue' : 'inwardIssue', 'id'),
        ),
    );
    expect(ends.length).toBeGreaterThan(0);
    expect(ends.filter((id) => hidden.has(id))).toEqual([]);
  });
});

describe('a renamed project', () => {
  it('and its issues answer to both keys with the new one; nothing of it is updated', async () => {
    const { site, found, lost } = await siteAfter({ renamesUnit: true });
    expect(lost).toEqual([]);
    expect(await found(`project = DEMO AND updated >= ${AT} ORDER BY updated ASC`)).toEqual([]);
    for (const key of ['DEMO', 'DEMOX']) {
      const { json } = await site.get(`/rest/api/3/project/${key}?expand=projectKeys`);
      expect(json.at('projectKeys').value).toEqual(['DEMOX', 'DEMO']);
      expect((await site.get(`/rest/api/3/issue/${key}-5`)).json.text('key')).toBe('DEMOX-5');
    }
  });
});
