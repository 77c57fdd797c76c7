import { PermissionError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { customers } from '../src/streams/customers.js';
import { organizationMembers } from '../src/streams/organization-members.js';
import { DEMO_PROJECT, type JiraSite, SERVICE_DESK, startJiraSite } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import { itemsOf, walkAll } from './walk-stream.js';

/** How the streams of a service desk are walked, and what of one kind is there. */
async function serviceDesk({ simulator, client, proxy }: JiraSite) {
  const metadata = documentOf(await discover(client, SERVICE_DESK));
  proxy.requests.splice(0);
  const idsOf = (kind: string) =>
    [...simulator.truth(SERVICE_DESK.id)].filter((object) => object.kind === kind).map(({ id }) => id);
  return { walk: { externalSyncUnit: SERVICE_DESK, metadata }, idsOf };
}

const sorted = (items: readonly { id: string }[]) => items.map(({ id }) => id).sort();

describe('customers of a service desk', () => {
  it('arrive although Jira does not list them among its users, in pages of any size', async () => {
    const site = await startJiraSite({ size: 1 });
    const { walk, idsOf } = await serviceDesk(site);
    site.proxy.interpose((request) => {
      if (request.path.endsWith('/customer')) request.query.set('limit', '3');
      return undefined;
    });
    const pages = await walkAll(customers, site.client, walk);
    expect(pages).toHaveLength(3);
    expect(sorted(itemsOf(pages, 'customers'))).toEqual(idsOf('customer').sort());
    const rest = await walkAll(customers, site.client, { ...walk, cursor: pages[0]?.cursor });
    expect(rest).toEqual(pages.slice(1));
  });

  it('whom Jira does not know by their id are customers all the same, with what the service desk says', async () => {
    const { client, ...site } = await startJiraSite({ size: 1 });
    const { walk, idsOf } = await serviceDesk({ client, ...site });
    site.proxy.interpose(({ path }) =>
      path.endsWith('/user/bulk') ? { status: 200, body: { values: [] } } : undefined,
    );
    const found = itemsOf(await walkAll(customers, client, walk), 'customers');
    expect(sorted(found)).toEqual(idsOf('customer').sort());
    expect(found.map(({ data }) => data?.email)).toContain('customer0@buyer.example');
  });
});

describe('members of organizations', () => {
  it('arrive as one snapshot, with their accounts, staff as staff', async () => {
    const site = await startJiraSite({ size: 1 });
    const { walk, idsOf } = await serviceDesk(site);
    const pages = await walkAll(organizationMembers, site.client, walk);
    expect(pages).toHaveLength(1);
    const members = itemsOf(pages, 'members');
    expect(sorted(members)).toEqual(idsOf('member of an organization').sort());
    expect(await walkAll(organizationMembers, site.client, { ...walk, cursor: pages[0]?.cursor })).toEqual(
      [],
    );
    const accounts = new Set(
      [...itemsOf(pages, 'users'), ...itemsOf(pages, 'customers')].map(({ id }) => id),
    );
    expect(members.filter(({ data }) => !accounts.has(String(data?.member)))).toEqual([]);
    expect(itemsOf(pages, 'users')).toHaveLength(1);
    for (const { id } of itemsOf(pages, 'users')) expect(idsOf('user')).toContain(id);
    expect(site.proxy.requests.filter(({ path }) => path.endsWith('/user/bulk'))).toHaveLength(1);
  });

  it('are not delivered in part when one organization is refused', async () => {
    const site = await startJiraSite({ size: 1 });
    const { walk } = await serviceDesk(site);
    site.proxy.interpose(({ path }) =>
      path.includes('/organization/2/') ? { status: 403, body: {} } : undefined,
    );
    await expect(walkAll(organizationMembers, site.client, walk)).rejects.toThrow(PermissionError);
  });
});

it.each([customers, organizationMembers])(
  '$name rests between syncs, and asks nothing in other projects',
  async (stream) => {
    expect(stream.restSeconds).toBeGreaterThan(3_600);
    expect(stream.restSeconds).toBeLessThan(86_400);
    const { client, proxy } = await startJiraSite({ size: 1 });
    expect(await walkAll(stream, client, { externalSyncUnit: DEMO_PROJECT })).toEqual([]);
    expect(proxy.requests).toEqual([]);
  },
);
