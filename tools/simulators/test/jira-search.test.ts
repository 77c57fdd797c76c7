import { describe, expect, it } from 'vitest';
import type { Json, SiteClient } from './site-client.js';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const WALK = 'project = 10000 AND updated >= 0 ORDER BY updated ASC, key ASC';
const SEARCH = '/rest/api/3/search/jql';

const ids = (issues: readonly Json[]) => issues.map((issue) => issue.text('id'));

function issueIds({ simulator }: SiteClient): string[] {
  return [...simulator.truth('10000')].filter(({ kind }) => kind === 'issue').map(({ id }) => id);
}

describe('paging', () => {
  it.each([
    [1, 40],
    [7, 300],
    [100, 300],
    [5000, 1200],
  ])(
    'in pages of %i finds each of %i issues once, also where more than a page shares a second',
    async (maxResults, size) => {
      const site = await startSite({ size, seed: 21, now: () => AT });
      const found = await site.searchAll(WALK, { maxResults });
      expect(new Set(ids(found)).size).toBe(found.length);
      expect(ids(found).sort()).toEqual(issueIds(site).sort());
    },
  );

  it('comes in order of update, equal times in order of key, in both directions', async () => {
    const site = await startSite({ size: 300, seed: 22, now: () => AT });
    const up = await site.searchAll(WALK, { fields: ['updated'], maxResults: 33 });
    const places = up.map((issue) => [
      Date.parse(isoOf(issue.text('fields', 'updated'))),
      Number(issue.text('id')),
    ]);
    const sorted = [...places].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
    expect(places).toEqual(sorted);
    const down = await site.searchAll('project = DEMO AND updated >= 0 ORDER BY updated DESC', {
      maxResults: 33,
    });
    expect(ids(down)).toEqual(ids(up).reverse());
  });

  it('moves an issue changed during the walk to the end and loses none', async () => {
    const site = await startSite({ size: 300, seed: 23, now: () => AT });
    let batch = 0;
    const found = await site.searchAll(WALK, {
      maxResults: 25,
      betweenPages: (pages) => {
        if (pages < 8) site.simulator.applyChanges({ seed: batch++, edits: 10, at: AT + pages * 1000 });
      },
    });
    expect(new Set(ids(found))).toEqual(new Set(issueIds(site)));
    expect(found.length).toBeGreaterThan(new Set(ids(found)).size);
  });

  it('starts at a millisecond, inclusive', async () => {
    const site = await startSite({ size: 300, seed: 24, now: () => AT });
    const times = [...site.simulator.truth('10000')]
      .filter(({ kind }) => kind === 'issue')
      .map(({ modified }) => Date.parse(modified ?? ''))
      .sort((left, right) => left - right);
    const from = times[120] ?? 0;
    const found = await site.searchAll(`project = DEMO AND updated >= ${from} ORDER BY updated ASC, key ASC`);
    expect(found).toHaveLength(times.filter((time) => time >= from).length);
    const later = await site.searchAll(`project = DEMO AND updated > ${from} ORDER BY updated ASC`);
    expect(later).toHaveLength(times.filter((time) => time > from).length);
  });

  it('walks several projects as one and leaves out the hidden one', async () => {
    const site = await startSite({ size: 30, seed: 25, now: () => AT });
    const found = await site.searchAll('updated >= 0 ORDER BY updated ASC, key ASC', { maxResults: 11 });
    expect(found).toHaveLength(70);
    const newestFirst = await site.searchAll('updated >= 0', { maxResults: 11 });
    expect(ids(newestFirst)).toEqual(ids(found).sort((left, right) => Number(right) - Number(left)));
  });

  it('sorts by other columns too, without loss', async () => {
    const site = await startSite({ size: 120, seed: 26, now: () => AT });
    const found = await site.searchAll('project = DEMO ORDER BY priority DESC, updated ASC, key DESC', {
      fields: ['priority', 'updated'],
      maxResults: 17,
    });
    expect(new Set(ids(found)).size).toBe(120);
    const ranks = found.map((issue) =>
      issue.at('fields', 'priority').value === null ? 99 : Number(issue.text('fields', 'priority', 'id')),
    );
    expect(ranks).toEqual([...ranks].sort((left, right) => right - left));
  });
});

describe('page token', () => {
  const request = { jql: WALK, fields: ['summary'], maxResults: 10 };

  it('is absent on the last page', async () => {
    const site = await startSite({ size: 10, seed: 1, now: () => AT });
    const { json } = await site.post(SEARCH, request);
    expect(json.list('issues')).toHaveLength(10);
    expect(json.keys()).not.toContain('nextPageToken');
    expect(json.at('isLast').value).toBe(true);
  });

  it('belongs to its query, its fields and its week', async () => {
    let now = AT;
    const site = await startSite({ size: 50, seed: 1, now: () => now });
    const token = (await site.post(SEARCH, request)).json.text('nextPageToken');
    const status = async (changed: Record<string, unknown>) =>
      (await site.post(SEARCH, { ...request, nextPageToken: token, ...changed })).status;
    expect(await status({})).toBe(200);
    expect(await status({ jql: `${WALK} ` })).toBe(400);
    expect(await status({ fields: ['status'] })).toBe(400);
    expect(await status({ nextPageToken: `${token}x` })).toBe(400);
    expect(await status({ nextPageToken: 'nonsense' })).toBe(400);
    now += 8 * 86_400_000;
    expect(await status({})).toBe(400);
  });

  it('is another one each time, and dies as early as it is told to', async () => {
    let now = AT;
    const site = await startSite({ size: 50, seed: 1, now: () => now, pageTokenSeconds: 60 });
    const token = (await site.post(SEARCH, request)).json.text('nextPageToken');
    now += 60_000;
    expect((await site.post(SEARCH, { ...request, nextPageToken: token })).status).toBe(200);
    expect((await site.post(SEARCH, request)).json.text('nextPageToken')).not.toBe(token);
    now += 1;
    expect((await site.post(SEARCH, { ...request, nextPageToken: token })).status).toBe(400);
  });

  it('can be given with a page that is empty or says that it is the last', async () => {
    const site = await startSite({ size: 25, seed: 1, now: () => AT, oddSearch: true });
    const pages: [issues: number, isLast: unknown][] = [];
    for (let nextPageToken: string | undefined; ; ) {
      const { json } = await site.post(SEARCH, { ...request, nextPageToken });
      pages.push([json.list('issues').length, json.at('isLast').value]);
      if (!json.keys().includes('nextPageToken')) break;
      nextPageToken = json.text('nextPageToken');
    }
    expect(pages).toEqual([
      [10, true],
      [0, true],
      [10, true],
      [0, true],
      [5, false],
    ]);
  });

  it('comes with a warning where the search is odd and a list in the query was cut', async () => {
    const listing = (values: number) =>
      `id in (${Array.from({ length: values }, (_, index) => 20_000 + index).join(', ')}) ORDER BY id ASC`;
    const ask = async (values: number, oddSearch: boolean) => {
      const site = await startSite({ size: 50, seed: 1, now: () => AT, oddSearch });
      const { json } = await site.post(SEARCH, { jql: listing(values), fields: ['id'], maxResults: 100 });
      const warnings = json.keys().includes('warnings') ? json.list('warnings') : [];
      return [json.list('issues').length, ...warnings.map((warning) => warning.text('type'))];
    };
    expect(await ask(20, true)).toEqual([20]);
    expect(await ask(21, true)).toEqual([20, 'CLAUSE_LIMIT_EXCEEDED']);
    expect(await ask(21, false)).toEqual([21]);
  });

  it('outlives the server', async () => {
    const first = await startSite({ size: 50, seed: 1, now: () => AT });
    const token = (await first.post(SEARCH, request)).json.text('nextPageToken');
    await first.simulator.close();
    const second = await startSite({ size: 50, seed: 1, now: () => AT });
    expect((await second.post(SEARCH, { ...request, nextPageToken: token })).status).toBe(200);
  });
});

describe('fields', () => {
  it('are the id alone unless asked for', async () => {
    const site = await startSite({ size: 5, seed: 1, now: () => AT });
    const { json } = await site.post(SEARCH, { jql: WALK });
    expect(json.list('issues').map((issue) => issue.keys())).toEqual(Array.from({ length: 5 }, () => ['id']));
  });

  it('follow *all, *navigable, names and exclusions', async () => {
    const site = await startSite({ size: 5, seed: 1, now: () => AT });
    const fieldsOf = async (fields: string[]) => {
      const { json } = await site.post(SEARCH, { jql: WALK, fields, maxResults: 1 });
      return json.at('issues', 0, 'fields').keys();
    };
    expect(await fieldsOf(['*all'])).toEqual(
      expect.arrayContaining(['comment', 'attachment', 'summary', 'worklog']),
    );
    const navigable = await fieldsOf(['*navigable']);
    expect(navigable).toContain('summary');
    expect(navigable).not.toContain('comment');
    expect(await fieldsOf(['summary', 'nosuchfield', 'status'])).toEqual(
      expect.arrayContaining(['status', 'summary']),
    );
    expect(await fieldsOf(['*all', '-comment'])).not.toContain('comment');
    const query = new URLSearchParams({ jql: WALK, fields: 'summary,status', maxResults: '1' });
    const viaGet = await site.get(`${SEARCH}?${query}`);
    expect(viaGet.json.at('issues', 0, 'fields').keys().sort()).toEqual(['status', 'summary']);
  });

  it('cap a page at 100, and at 5000 when only ids are asked for', async () => {
    const site = await startSite({ size: 6000, seed: 1, now: () => AT });
    const size = async (fields: string[], maxResults?: number) =>
      (await site.post(SEARCH, { jql: WALK, fields, maxResults })).json.list('issues').length;
    expect(await size(['summary'], 5000)).toBe(100);
    expect(await size(['summary'])).toBe(50);
    expect(await size(['id', 'key'], 9999)).toBe(5000);
  });

  it('expand to names, schema, rendered text and at most 40 histories', async () => {
    const site = await startSite({ size: 600, seed: 3, now: () => AT });
    let longest = 0;
    let nextPageToken: unknown;
    for (let pages = 0; pages < 6; pages++) {
      const { json } = await site.post(SEARCH, {
        jql: WALK,
        fields: ['summary', 'description'],
        expand: 'names,schema,changelog,renderedFields',
        maxResults: 100,
        nextPageToken,
      });
      nextPageToken = json.at('nextPageToken').value;
      expect(json.text('names', 'summary')).toBe('Summary');
      expect(json.text('schema', 'summary', 'type')).toBe('string');
      for (const issue of json.list('issues')) {
        const histories = issue.list('changelog', 'histories');
        expect(histories.length).toBeLessThanOrEqual(40);
        longest = Math.max(longest, Number(issue.text('changelog', 'total')));
        const created = histories.map((history) => Date.parse(isoOf(history.text('created'))));
        expect(created).toEqual([...created].sort((left, right) => right - left));
        expect(typeof issue.at('renderedFields', 'description').value).toBe('string');
      }
    }
    expect(longest).toBeGreaterThan(40);
  });

  it('show 20 comments of many, and the rest on the comment endpoint', async () => {
    const site = await startSite({ size: 300, seed: 4, now: () => AT });
    const issues = await site.searchAll(WALK, { fields: ['comment'] });
    const chatty = issues.filter((issue) => Number(issue.text('fields', 'comment', 'total')) > 20);
    expect(chatty.length).toBeGreaterThan(0);
    for (const issue of chatty) {
      expect(issue.list('fields', 'comment', 'comments')).toHaveLength(20);
      const total = Number(issue.text('fields', 'comment', 'total'));
      const rest = await site.get(`/rest/api/3/issue/${issue.text('id')}/comment?startAt=20&maxResults=100`);
      expect(rest.json.list('comments')).toHaveLength(total - 20);
      const backwards = await site.get(
        `/rest/api/3/issue/${issue.text('id')}/comment?orderBy=-created&maxResults=1`,
      );
      expect(backwards.json.text('comments', 0, 'id')).toBe(rest.json.list('comments').at(-1)?.text('id'));
    }
  });
});

describe('bulk fetch and single read', () => {
  it('answer in order of id, leave out the missing and refuse more than 100', async () => {
    const site = await startSite({ size: 150, seed: 5, now: () => AT });
    const fetched = await site.post('/rest/api/3/issue/bulkfetch', {
      issueIdsOrKeys: ['DEMO-9', '20001', 'VAULT-1', 'DEMO-9999', 'demo-9'],
      fields: ['summary'],
    });
    expect(fetched.json.list('issues').map((issue) => issue.text('key'))).toEqual(['DEMO-2', 'DEMO-9']);
    expect(fetched.json.list('issueErrors')).toEqual([]);
    const tooMany = Array.from({ length: 101 }, (_, index) => `DEMO-${index + 1}`);
    expect((await site.post('/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: tooMany })).status).toBe(400);
    const one = await site.get('/rest/api/3/issue/DEMO-9?fields=summary&expand=names');
    expect(one.json.at('fields').keys()).toEqual(['summary']);
    expect(one.json.text('names', 'summary')).toBe('Summary');
    expect((await site.get('/rest/api/3/issue/VAULT-1')).status).toBe(404);
  });

  it('in bulk names issues that are too large', async () => {
    const request = { issueIdsOrKeys: ['DEMO-1', 'DEMO-2', 'DEMO-3', 'DEMO-99999'], fields: ['*all'] };
    const ask = async (largestBulkIssueBytes: number) => {
      const site = await startSite({ size: 150, seed: 5, now: () => AT, largestBulkIssueBytes });
      const { json } = await site.post('/rest/api/3/issue/bulkfetch', request);
      return json;
    };
    const whole = (await ask(1_000_000)).list('issues');
    const sizes = whole.map(({ value }) => Buffer.byteLength(JSON.stringify(value)));
    // The links of an issue hold the port of the site: another site can make it some bytes shorter.
    const largest = Math.max(...sizes);
    const cut = await ask(largest - 500);
    expect(cut.list('issues').length + cut.list('issueErrors').length).toBe(3);
    expect(cut.list('issueErrors').map((error) => error.text('id'))).toContain(
      whole[sizes.indexOf(largest)]?.text('id'),
    );
    expect(cut.list('issueErrors')[0]?.text('errorMessage')).toMatch(/too large/);
  });
});

/** Jira's offset has no colon, which Date.parse does not take. */
function isoOf(jiraTime: string): string {
  expect(jiraTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/);
  return jiraTime.replace(/(\d\d)$/, ':$1');
}
