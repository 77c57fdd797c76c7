import * as z from 'zod/mini';
import { type Account, organizationSchema, userSchema } from '../api-types.js';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import {
  appItem,
  customerItem,
  type OrganizationMember,
  organizationMemberItem,
  userItem,
} from '../normalize-lists.js';
import { parse } from '../parse.js';
import { apps, customers, organizationMembers as memberType, users } from '../record-types.js';
import { accountsOf, customersRestSeconds, isServiceDesk } from './service-desk.js';

/**
 * Who belongs to which organization of a service desk. Everything is read before anything is delivered: of a snapshot
 * the platform deletes what is not there, so a part of it would take members away.
 */
export const organizationMembers = kit.stream({
  name: 'organization-members',
  delivers: { members: memberType, users, customers, apps },
  cursor: z.object({ complete: z.boolean() }),
  restSeconds: customersRestSeconds,

  async *pages({ client, cursor, metadata, externalSyncUnit }) {
    if (cursor?.complete || !isServiceDesk(metadata)) return;
    const members: OrganizationMember[] = [];
    const people: Account[] = [];
    for (const organization of await organizationIds(client, externalSyncUnit.id)) {
      const found = await membersOf(client, organization);
      members.push(...found.map(({ accountId }) => ({ organization, member: accountId })));
      people.push(...found);
    }
    yield { records: { members, ...(await accountsOf(client, people)) }, cursor: { complete: true } };
  },

  normalize: {
    members: (membership) => organizationMemberItem(membership),
    users: (raw) => userItem(parse(userSchema, raw, 'user')),
    customers: (raw) => customerItem(parse(userSchema, raw, 'user')),
    apps: (raw) => appItem(parse(userSchema, raw, 'user')),
  },
});

async function organizationIds(client: JiraClient, projectId: string): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const { values, isLastPage } = await client.organizationPage(projectId, ids.length);
    ids.push(...values.map((raw) => parse(organizationSchema, raw, 'organization').id));
    if (isLastPage === true || values.length === 0) return ids;
  }
}

async function membersOf(client: JiraClient, organizationId: string): Promise<Account[]> {
  const found: Account[] = [];
  for (;;) {
    const { values, isLastPage } = await client.organizationMemberPage(organizationId, found.length);
    found.push(...values);
    if (isLastPage === true || values.length === 0) return found;
  }
}
