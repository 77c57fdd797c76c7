import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { teamItem, userItem } from '../normalize-lists.js';
import { teams, users as userType } from '../record-types.js';
import { withinOverlapSeconds } from './rest.js';

/** People who can sign in, and their teams: what was written names users, not owners. Read whole. */
export const users = kit.stream({
  name: 'users',
  delivers: { users: userType, teams },
  restSeconds: withinOverlapSeconds,
  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor, scope }) {
    if (cursor?.isLast === true) return;
    let hasTeams = cursor !== undefined || !scope.includes(teams.key);
    for (let after = cursor?.after ?? ''; ; ) {
      const [{ results, next }, found] = await Promise.all([
        client.userPage(after),
        hasTeams ? [] : client.teams(),
      ]);
      hasTeams = true;
      after = next ?? after;
      yield { records: { users: results, teams: found }, cursor: { after, isLast: next === undefined } };
      if (next === undefined) return;
    }
  },

  normalize: { users: (raw) => userItem(raw), teams: (raw) => teamItem(raw) },
});
