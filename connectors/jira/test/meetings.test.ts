import { describe, expect, it } from 'vitest';
import { issues } from '../src/streams/issues.js';
import { accountsIn } from '../src/streams/people.js';
import { startJiraSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

const account = (accountId: string, accountType: string) => ({
  accountId,
  accountType,
  displayName: accountId,
});
const customer = (accountId: string) => account(accountId, 'customer');
const externalSyncUnit = { id: '10001', name: 'Operations' };
const increment = { from: '2023-08-01T00:00:00.000Z' };

describe('people on issues', () => {
  it('are found wherever they appear, each once and by kind', () => {
    const met = new Set<string>();
    const kinds = new Set(['users', 'customers', 'apps'] as const);
    const page = [
      { fields: { reporter: customer('a'), customfield_1: [customer('b'), customer('a')] } },
      { author: customer('c'), updateAuthor: account('x', 'atlassian') },
      { author: account('y', 'app'), actor: { accountType: 'customer' } },
    ];
    const ids = (found: unknown[]) => found.map((user) => (user as { accountId: string }).accountId).sort();
    const found = accountsIn(page, kinds, met);
    expect(ids(found.customers)).toEqual(['a', 'b', 'c']);
    expect(ids(found.users)).toEqual(['x']);
    expect(ids(found.apps)).toEqual(['y']);
    expect(accountsIn(page, kinds, met)).toEqual({ users: [], customers: [], apps: [] });
    expect(ids(accountsIn({ reporter: customer('d') }, kinds, met).customers)).toEqual(['d']);
  });

  it('come with a first run only where they are not listed', async () => {
    const { simulator, client } = await startJiraSite({ size: 5 });
    const pages = await walkAll(issues, client, { externalSyncUnit });
    const expected = [...simulator.truth('10001')].filter(({ kind }) => kind === 'customer');
    const delivered = new Set(itemsOf(pages, 'customers').map(({ id }) => id));
    expect(delivered.size).toBeGreaterThan(2);
    const listed = await client.userPage(0);
    for (const { id } of expected) if (!JSON.stringify(listed).includes(id)) expect(delivered).toContain(id);
    expect([...itemsOf(pages, 'users'), ...itemsOf(pages, 'apps')]).toEqual([]);
  });

  it('all come with an increment', async () => {
    const { client } = await startJiraSite({ size: 60 });
    const pages = await walkAll(issues, client, { window: increment });
    const people = new Set(
      [...itemsOf(pages, 'users'), ...itemsOf(pages, 'apps'), ...itemsOf(pages, 'customers')].map(
        ({ id }) => id,
      ),
    );
    const referred = itemsOf(pages, 'issues').flatMap(({ data }) => [data?.assignee, data?.reporter]);
    expect(referred.filter((id) => typeof id === 'string' && !people.has(id))).toEqual([]);
    expect(people.size).toBeGreaterThan(10);
  });
});

describe('labels and sprints on issues', () => {
  it('labels come once', async () => {
    const { simulator, client } = await startJiraSite({ size: 120 });
    const tags = itemsOf(await walkAll(issues, client), 'tags').map(({ id }) => id);
    const expected = [...simulator.truth('10000')].filter(({ kind }) => kind === 'label').map(({ id }) => id);
    expect([...tags].sort()).toEqual(expected.sort());
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('sprints come with increments, as a board would list them', async () => {
    const { simulator, client } = await startJiraSite({ size: 120 });
    expect(itemsOf(await walkAll(issues, client), 'sprints')).toEqual([]);
    const met = itemsOf(await walkAll(issues, client, { window: increment }), 'sprints');
    expect(met.length).toBeGreaterThan(3);
    expect(new Set(met.map(({ id }) => id)).size).toBe(met.length);
    const truth = new Map(
      [...simulator.truth('10000')]
        .filter(({ kind }) => kind === 'sprint')
        .map((sprint) => [sprint.id, sprint.fields]),
    );
    for (const { id, data } of met) expect(data).toMatchObject(truth.get(id) ?? { name: 'no such sprint' });
  });
});
