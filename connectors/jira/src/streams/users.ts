import * as z from 'zod/mini';
import { userSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { users as userType } from '../metadata.js';
import { userItem } from '../normalize.js';
import { parse } from '../parse.js';

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

  normalize: { users: (raw) => userItem(parse(userSchema, raw, 'user')) },
});
