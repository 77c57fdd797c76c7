import { RecordError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { apps, customers, users as userType } from '../src/record-types.js';
import { users } from '../src/streams/users.js';
import { problemsOf } from './item-check.js';
import { startJiraSite, startScriptedSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

const context = { prepared: undefined, externalSyncUnit: { id: '10000', name: 'Demo' } };

describe('people', () => {
  it('are all delivered, in pages of any size', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 20 });
    proxy.interpose((request) => {
      if (request.path.endsWith('/users/search')) request.query.set('maxResults', '9');
      return undefined;
    });
    const pages = await walkAll(users, client);
    expect(pages.length).toBeGreaterThan(2);
    for (const [feed, kind, type] of [
      ['users', 'user', userType],
      ['customers', 'customer', customers],
      ['apps', 'app', apps],
    ] as const) {
      const items = itemsOf(pages, feed);
      const expected = [...simulator.truth('10000')].filter((object) => object.kind === kind);
      expect(items.length).toBeGreaterThan(0);
      expect(items.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      expect(items.flatMap((item) => problemsOf(item, type))).toEqual([]);
      for (const [index, { cursor }] of pages.entries()) {
        const rest = await walkAll(users, client, { cursor });
        expect(itemsOf([...pages.slice(0, index + 1), ...rest], feed)).toEqual(items);
      }
    }
  });

  it('are not listed again in an increment, which meets those that matter on the issues', async () => {
    const { client, proxy } = await startJiraSite({ size: 20 });
    expect(await walkAll(users, client, { window: { from: '2024-01-01T00:00:00.000Z' } })).toEqual([]);
    expect(proxy.requests).toEqual([]);
  });

  it('of a site without any are nobody', async () => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: [] }));
    expect(await walkAll(users, client)).toEqual([]);
  });

  it.each([
    [
      'users',
      { accountId: 'a', accountType: 'atlassian', displayName: 'Ada', emailAddress: 'a@b.c', active: true },
      { name: 'Ada', email: 'a@b.c', active: true },
    ],
    [
      'apps',
      { accountId: 'a', accountType: 'app', displayName: 'Bot', active: true },
      { name: 'Bot', active: true },
    ],
    [
      'customers',
      { accountId: 'qm:x', accountType: 'customer', displayName: 'Zoe', emailAddress: '', active: false },
      { name: 'Zoe', email: null, active: false },
    ],
    [
      'users',
      { accountId: 'unknown', accountType: 'unknown', displayName: '', emailAddress: null },
      { name: 'Unknown user', email: null, active: false },
    ],
    ['users', { accountId: 'a' }, { name: 'Unknown user', email: null, active: false }],
  ])('become %s: %o', async (feed, raw, data) => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(({ query }) => ({ status: 200, body: query.get('startAt') === '0' ? [raw] : [] }));
    const pages = await walkAll(users, client);
    expect(itemsOf(pages, feed)).toMatchObject([{ id: raw.accountId, data }]);
    expect(['users', 'customers', 'apps'].flatMap((each) => itemsOf(pages, each))).toHaveLength(1);
  });

  it.each([{}, { accountId: null }, 'junk', null])('%j fails alone', (raw) => {
    expect(() => users.normalize.users?.(raw, context)).toThrow(RecordError);
  });
});
