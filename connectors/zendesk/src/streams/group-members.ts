import { groupMembershipSchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { groupMemberItem } from '../normalize-account.js';
import { parse } from '../parse.js';
import { groupMembers } from '../record-types-lists.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

/** Agents of each group. */
export const groupMemberStream = kit.stream({
  name: 'group-members',
  delivers: { group_members: groupMembers },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor }) {
    for await (const { rows, cursor: reached } of listPages(cursor, client.groupMembershipPage))
      yield { records: { group_members: rows }, cursor: reached };
  },

  normalize: {
    group_members: (raw) => groupMemberItem(parse(groupMembershipSchema, raw, 'group membership')),
  },
});
