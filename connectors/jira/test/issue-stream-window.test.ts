import { describe, expect, it } from 'vitest';
import { issues } from '../src/streams/issues.js';
import { issuesByChange } from './expected-items.js';
import { startJiraSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

const searches = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => path.endsWith('/search/jql')).length;
const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();

async function startWithHistory() {
  const site = await startJiraSite({ size: 300 });
  const history = issuesByChange(site.simulator);
  const at = (index: number) => history[index]?.updated ?? '';
  const idsDelivered = async (window: { from?: string; to?: string }) =>
    itemsOf(await walkAll(issues, site.client, { window }), 'issues')
      .map(({ id }) => id)
      .sort();
  const idsBetween = (from: string, to: string) =>
    history
      .filter(({ updated }) => updated >= from && updated <= to)
      .map(({ id }) => id)
      .sort();
  return { ...site, at, idsDelivered, idsBetween };
}

describe('the window of a run', () => {
  it.each([0, 45, 200, 299])('starts with the change at its first instant (%i)', async (index) => {
    const { at, idsDelivered, idsBetween } = await startWithHistory();
    const from = at(index);
    const delivered = await idsDelivered({ from });
    expect(delivered).toEqual(idsBetween(from, '9'));
    expect(delivered.length).toBeGreaterThan(0);
    expect(await idsDelivered({ from: new Date(Date.parse(from) + 1).toISOString() })).not.toEqual(delivered);
  });

  it.each([0, 45, 200, 299])('ends with the change at its last instant (%i)', async (index) => {
    const { at, idsDelivered, idsBetween } = await startWithHistory();
    const to = at(index);
    const delivered = await idsDelivered({ to });
    expect(delivered).toEqual(idsBetween('', to));
    expect(delivered.length).toBeGreaterThan(0);
    expect(await idsDelivered({ to: before(to) })).not.toEqual(delivered);
  });

  it('with two ends delivers what lies between, and children of nothing else', async () => {
    const { client, at, idsBetween } = await startWithHistory();
    const [from, to] = [at(190), at(260)];
    const pages = await walkAll(issues, client, { window: { from, to } });
    const inside = idsBetween(from, to);
    expect(inside.length).toBeGreaterThan(60);
    expect(inside.length).toBeLessThan(80);
    expect(
      itemsOf(pages, 'issues')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(inside);
    const parents = itemsOf(pages, 'attachments').map(({ parentId }) => parentId);
    const commented = itemsOf(pages, 'comments').map(({ data }) => data?.issue);
    expect([...parents, ...commented].filter((id) => !inside.includes(String(id)))).toEqual([]);
  });

  it('that ends early is not followed by a walk over everything later', async () => {
    const { client, proxy, at } = await startWithHistory();
    await walkAll(issues, client, { window: { to: at(10) } });
    expect(searches(proxy.requests)).toBeLessThanOrEqual(2);
  });

  it('that holds nothing asks once', async () => {
    const { client, proxy, at } = await startWithHistory();
    const from = new Date(Date.parse(at(299)) + 1).toISOString();
    expect(itemsOf(await walkAll(issues, client, { window: { from } }), 'issues')).toEqual([]);
    expect(searches(proxy.requests)).toBe(1);
  });

  it('is not read in the time zone of the account', async () => {
    const { proxy, client, at } = await startWithHistory();
    const from = at(100);
    await walkAll(issues, client, { window: { from } });
    const sent = proxy.requests.find(({ path }) => path.endsWith('/search/jql'))?.body;
    expect(sent).toMatchObject({
      jql: `project = 10000 AND updated >= ${Date.parse(from)} ORDER BY updated ASC, key ASC`,
    });
  });
});
