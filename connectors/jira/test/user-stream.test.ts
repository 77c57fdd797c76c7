import { RecordError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { users as userType } from '../src/metadata.js';
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
    const items = itemsOf(pages, 'users');
    const expected = [...simulator.truth('10000')].filter(({ kind }) => kind === 'user');
    expect(items.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(items.flatMap((item) => problemsOf(item, userType))).toEqual([]);
    for (const [index, { cursor }] of pages.entries()) {
      const rest = await walkAll(users, client, { cursor });
      expect(itemsOf([...pages.slice(0, index + 1), ...rest], 'users')).toEqual(items);
    }
  });

  it('of a site without any are nobody', async () => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: [] }));
    expect(await walkAll(users, client)).toEqual([]);
  });

  it.each([
    [
      { accountId: 'a', accountType: 'atlassian', displayName: 'Ada', emailAddress: 'a@b.c', active: true },
      { name: 'Ada', email: 'a@b.c', active: true, account_type: 'atlassian' },
    ],
    [
      { accountId: 'a', accountType: 'app', displayName: 'Bot', active: true },
      { name: 'Bot', email: null, active: true, account_type: 'app' },
    ],
    [
      { accountId: 'qm:x', accountType: 'customer', displayName: 'Zoe', emailAddress: '', active: false },
      { name: 'Zoe', email: null, active: false, account_type: 'customer' },
    ],
    [
      { accountId: 'unknown', accountType: 'unknown', displayName: '', emailAddress: null },
      { name: 'Unknown user', email: null, active: false, account_type: 'atlassian' },
    ],
    [{ accountId: 'a' }, { name: 'Unknown user', email: null, active: false, account_type: 'atlassian' }],
  ])('read as %o', (raw, data) => {
    const item = users.normalize.users?.(raw, context);
    expect(item).toMatchObject({ id: raw.accountId, data });
    expect(users.normalize.users?.(raw, context)).toEqual(item);
  });

  it.each([{}, { accountId: null }, 'junk', null])('%j fails alone', (raw) => {
    expect(() => users.normalize.users?.(raw, context)).toThrow(RecordError);
  });
});
