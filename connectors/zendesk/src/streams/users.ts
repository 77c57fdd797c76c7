import * as z from 'zod/mini';
import { userSchema } from '../api-types.js';
import { identitySchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { identityItem } from '../normalize-account.js';
import { agentItem, endUserItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { agents, endUsers } from '../record-types.js';
import { userIdentities } from '../record-types-lists.js';
import { exportPages, startOf } from './export-pages.js';

const roleSchema = z.object({ role: z.string() });

/** Everybody, also those who were deleted: tickets and comments go on naming them. */
export const users = kit.stream({
  name: 'users',
  delivers: { agents, end_users: endUsers, user_identities: userIdentities },
  cursor: z.object({ cursor: z.string(), since: z.number(), isLast: z.boolean() }),
  // Exports leave the last minute out.
  overlapSeconds: 300,

  async *pages({ client, cursor, window }) {
    if (cursor?.isLast === true) return;
    const ask = async (position: { cursor: string; since: number }) => {
      const page = await client.userExportPage(position);
      return page === 'position refused'
        ? page
        : { ...page, rows: page.users, beside: page.identities ?? [] };
    };
    for await (const { rows, beside, reached } of exportPages(cursor ?? startOf(window), ask)) {
      yield {
        records: {
          agents: rows.filter(isAgent),
          end_users: rows.filter((row) => !isAgent(row)),
          user_identities: beside,
        },
        cursor: reached,
      };
    }
  },

  normalize: {
    agents: (raw) => agentItem(parse(userSchema, raw, 'user')),
    end_users: (raw) => endUserItem(parse(userSchema, raw, 'user')),
    user_identities: (raw) => identityItem(parse(identitySchema, raw, 'identity')),
  },
});

function isAgent(raw: unknown): boolean {
  const { data } = z.safeParse(roleSchema, raw);
  return data !== undefined && data.role !== 'end-user';
}
