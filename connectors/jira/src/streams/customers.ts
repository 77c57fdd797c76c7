import * as z from 'zod/mini';
import { userSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { appItem, customerItem, userItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { apps, customers as customerType, users } from '../record-types.js';
import { accountsOf, customersRestSeconds, isServiceDesk } from './service-desk.js';

/** Everybody who may write to a service desk, also those who never have. */
export const customers = kit.stream({
  name: 'customers',
  delivers: { users, customers: customerType, apps },
  cursor: z.object({ start: z.number() }),
  restSeconds: customersRestSeconds,

  async *pages({ client, cursor, metadata, externalSyncUnit }) {
    if (!isServiceDesk(metadata)) return;
    for (let start = cursor?.start ?? 0; ; ) {
      const { values, isLastPage } = await client.customerPage(externalSyncUnit.id, start);
      if (values.length === 0) return;
      start += values.length;
      yield { records: await accountsOf(client, values), cursor: { start } };
      if (isLastPage === true) return;
    }
  },

  normalize: {
    users: (raw) => userItem(parse(userSchema, raw, 'user')),
    customers: (raw) => customerItem(parse(userSchema, raw, 'user')),
    apps: (raw) => appItem(parse(userSchema, raw, 'user')),
  },
});
