import { organizationMembershipSchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { organizationMemberItem } from '../normalize-account.js';
import { parse } from '../parse.js';
import { organizationMembers } from '../record-types-lists.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

/** Customers of each organization; a customer can belong to several. */
export const organizationMemberStream = kit.stream({
  name: 'organization-members',
  delivers: { organization_members: organizationMembers },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor }) {
    for await (const { rows, cursor: reached } of listPages(cursor, client.organizationMembershipPage))
      yield { records: { organization_members: rows }, cursor: reached };
  },

  normalize: {
    organization_members: (raw) =>
      organizationMemberItem(parse(organizationMembershipSchema, raw, 'organization membership')),
  },
});
