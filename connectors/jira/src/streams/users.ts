import { RecordError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { userSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { users as userType } from '../metadata.js';

/** Jira keeps no dates for people; a fixed one keeps repeated runs identical. */
const unknownDate = '1970-01-01T00:00:00.000Z';

export const users = kit.stream({
  name: 'users',
  delivers: { users: userType },
  cursor: z.object({ startAt: z.number() }),

  async *pages({ client, cursor }) {
    for (let startAt = cursor?.startAt ?? 0; ; ) {
      const page = await client.userPage(startAt);
      if (page.length === 0) return;
      startAt += page.length;
      yield { records: { users: page }, cursor: { startAt } };
    }
  },

  normalize: {
    users: (raw) => {
      const parsed = z.safeParse(userSchema, raw);
      if (!parsed.success) throw new RecordError(`A user cannot be read: ${z.prettifyError(parsed.error)}`);
      const { accountId, accountType, displayName, emailAddress, active } = parsed.data;
      return {
        id: accountId,
        createdDate: unknownDate,
        modifiedDate: unknownDate,
        data: {
          name: displayName || 'Unknown user',
          email: emailAddress || null,
          active: active ?? false,
          account_type: accountKind(accountType),
        },
      };
    },
  },
});

function accountKind(accountType: string | null | undefined): 'atlassian' | 'app' | 'customer' {
  return accountType === 'app' || accountType === 'customer' ? accountType : 'atlassian';
}
