import * as z from 'zod/mini';
import { kit } from '../kit.js';
import {
  groupItem,
  type Membership,
  roleGroupId,
  roleItem,
  roleMemberItem,
} from '../normalize-on-request.js';
import { groupsIn, rolesOf } from '../project-groups.js';
import { groups as groupType, roleMembers } from '../record-types-on-request.js';

/** Roles of the project and the groups in them, both as groups, and who has which role. In one page: a snapshot. */
export const roles = kit.stream({
  name: 'roles',
  delivers: { roles: groupType, groups: groupType, members: roleMembers },
  cursor: z.object({ complete: z.boolean() }),

  async *pages({ client, cursor, options, externalSyncUnit }) {
    if (options.access === 'nothing' || cursor?.complete) return;
    const found = await rolesOf(client, externalSyncUnit.id);
    const members = found.flatMap(({ id, actors }) =>
      actors.flatMap(({ actorUser, actorGroup }): Membership[] => {
        const member = actorUser?.accountId ?? actorGroup?.groupId;
        return member ? [{ group: roleGroupId(id), member }] : [];
      }),
    );
    yield { records: { roles: found, groups: groupsIn(found), members }, cursor: { complete: true } };
  },

  normalize: {
    roles: (role) => roleItem(role),
    groups: (group) => groupItem(group),
    members: (membership) => roleMemberItem(membership),
  },
});
