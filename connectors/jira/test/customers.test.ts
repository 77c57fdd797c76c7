import { describe, expect, it } from 'vitest';
import { customersIn } from '../src/streams/customers.js';
import { issues } from '../src/streams/issues.js';

import { startJiraSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

const customer = (accountId: string) => ({ accountId, accountType: 'customer', displayName: accountId });

describe('customers of a service desk', () => {
  it('are found wherever they appear, each once', () => {
    const met = new Set<string>();
    const page = [
      { fields: { reporter: customer('a'), customfield_1: [customer('b'), customer('a')] } },
      { author: customer('c'), updateAuthor: { accountId: 'x', accountType: 'atlassian' } },
    ];
    const ids = (found: unknown[]) => found.map((user) => (user as { accountId: string }).accountId).sort();
    expect(ids(customersIn(page, met))).toEqual(['a', 'b', 'c']);
    expect(customersIn(page, met)).toEqual([]);
    expect(ids(customersIn({ reporter: customer('d') }, met))).toEqual(['d']);
  });

  it('are delivered with the issues that name them', async () => {
    const { simulator, client } = await startJiraSite({ size: 5 });
    const externalSyncUnit = { id: '10001', name: 'Operations' };
    const people = itemsOf(await walkAll(issues, client, { externalSyncUnit }), 'users');
    const expected = [...simulator.truth('10001')]
      .filter(({ kind, fields }) => kind === 'user' && fields?.accountType === 'customer')
      .map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.filter((id) => !people.some((user) => user.id === id))).toEqual([]);
  });
});
