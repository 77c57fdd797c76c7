import * as z from 'zod/mini';
import { userSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { appItem, customerItem, userItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { apps, customers, users as userType } from '../record-types.js';
import { accountsByKind } from './people.js';

/** Everybody the site lists. Later runs bring those they meet on changed issues and comments. */
export const users = kit.stream({
  name: 'users',
  delivers: { users: userType, customers, apps },
  cursor: z.object({ startAt: z.number() }),

  async *pages({ client, cursor, window }) {
    if (window.from !== undefined) return;
    for (let startAt = cursor?.startAt ?? 0; ; ) {
      const page = await client.userPage(startAt);
      if (page.length === 0) return;
      startAt += page.length;
      yield { records: accountsByKind(page), cursor: { startAt } };
    }
  },

  normalize: {
    users: (raw) => userItem(parse(userSchema, raw, 'user')),
    customers: (raw) => customerItem(parse(userSchema, raw, 'user')),
    apps: (raw) => appItem(parse(userSchema, raw, 'user')),
  },
});
