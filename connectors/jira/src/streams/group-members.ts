import * as z from 'zod/mini';
import type { JiraClient } from '../client.js';
import { kit } from '../kit.js';
import { groupMemberItem, type Membership } from '../normalize-on-request.js';
import { groupsIn, rolesOf } from '../project-groups.js';
import { groupMembers as groupMemberType } from '../record-types-on-request.js';

/**
 * Who is in the groups that have a role in the project; administrators only. Everything is read before anything is
 * delivered: of a snapshot the platform deletes what is not there, so a part of it would take members away.
 */
export const groupMembers = kit.stream({
  name: 'group-members',
  delivers: { members: groupMemberType },
  cursor: z.object({ complete: z.boolean() }),

  async *pages({ client, cursor, options, externalSyncUnit }) {
    if (options.access === 'nothing' || cursor?.complete) return;
    const groups = groupsIn(await rolesOf(client, externalSyncUnit.id));
    const members = await Promise.all(groups.map(({ id }) => membersOf(client, id)));
    yield { records: { members: members.flat() }, cursor: { complete: true } };
  },

  normalize: { members: (membership) => groupMemberItem(membership) },
});

async function membersOf(client: JiraClient, group: string): Promise<Membership[]> {
  const found: Membership[] = [];
  for (;;) {
    const { values, isLast } = await client.groupMemberPage(group, found.length);
    found.push(...values.map(({ accountId }) => ({ group, member: accountId })));
    if (isLast === true || values.length === 0) return found;
  }
}
