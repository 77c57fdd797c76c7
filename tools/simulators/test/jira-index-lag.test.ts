import { describe, expect, it } from 'vitest';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const SINCE = `project = 10000 AND updated >= ${AT} ORDER BY updated ASC, key ASC`;
const ALL = 'project = 10000 AND updated >= 0 ORDER BY updated ASC, key ASC';

/** A site that shows changes to the search after 40 seconds, with five edited issues and two new ones. */
async function siteWithChanges() {
  const clock = { now: AT };
  const site = await startSite({ size: 30, seed: 1, now: () => clock.now, indexLagSeconds: 40 });
  site.simulator.applyChanges({ seed: 2, edits: 5, creations: 2 });
  const ids = async (jql: string) => (await site.searchAll(jql)).map((issue) => issue.text('id'));
  const count = async (jql: string) => {
    const { json } = await site.post('/rest/api/3/search/approximate-count', { jql });
    return json.at('count').value;
  };
  return { site, clock, ids, count };
}

describe('a search', () => {
  it('knows changes and new issues only after a while, and has every other issue meanwhile', async () => {
    const { clock, ids, count } = await siteWithChanges();
    expect(await ids(SINCE)).toEqual([]);
    expect(await count(SINCE)).toBe(0);
    expect(await ids(ALL)).toHaveLength(30);
    expect(await ids('project = 10000 ORDER BY id ASC')).toHaveLength(30);
    clock.now += 39_000;
    expect(await ids(SINCE)).toEqual([]);
    clock.now += 1_007;
    expect(await ids(SINCE)).toHaveLength(7);
    expect(await count(SINCE)).toBe(7);
    expect(await ids(ALL)).toHaveLength(32);
    expect(await ids('project = 10000 ORDER BY id ASC')).toHaveLength(32);
  });

  it('shows an issue as it is, although it finds it as it was', async () => {
    const { site } = await siteWithChanges();
    const found = await site.searchAll(ALL, { fields: ['updated'] });
    const shown = found.filter((issue) => issue.text('fields', 'updated') >= '2025-11-03');
    expect(shown).toHaveLength(5);
  });

  it('knows issues that are to be reconciled at once', async () => {
    const { site, ids } = await siteWithChanges();
    const reconcileIssues = [20_030];
    const { json } = await site.post('/rest/api/3/search/jql', { jql: SINCE, reconcileIssues });
    expect(json.list('issues').map((issue) => issue.text('id'))).toEqual(['20030']);
    expect(await ids(SINCE)).toEqual(['20030']);
    const tooMany = { jql: SINCE, reconcileIssues: Array.from({ length: 51 }, (_, index) => 20_000 + index) };
    expect((await site.post('/rest/api/3/search/jql', tooMany)).status).toBe(400);
  });
});

describe('the count of a search', () => {
  it('is off by a few where it is told so, the same each time, and never below nothing', async () => {
    const queries = Array.from({ length: 30 }, (_, index) => `project = 10000 AND updated >= ${index}`);
    const site = await startSite({ size: 30, seed: 1, now: () => AT, countError: 3 });
    const count = async (jql: string) =>
      Number((await site.post('/rest/api/3/search/approximate-count', { jql })).json.at('count').value);
    const counts = await Promise.all(queries.map(count));
    expect(new Set(counts)).toEqual(new Set([27, 28, 29, 30, 31, 32, 33]));
    expect(await Promise.all(queries.map(count))).toEqual(counts);
    const nothing = queries.map((jql) => `${jql} AND updated < 0`);
    expect(Math.min(...(await Promise.all(nothing.map(count))))).toBe(0);
  });
});

describe('everything else', () => {
  it('knows a change at once', async () => {
    const { site } = await siteWithChanges();
    expect((await site.get('/rest/api/3/issue/DEMO-31')).status).toBe(200);
  });
});
