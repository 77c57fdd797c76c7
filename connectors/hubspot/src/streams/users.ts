import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { membershipsOf, teamItem, teamMemberItem, userItem } from '../normalize-lists.js';
import { teamMembers, teams, users as userType } from '../record-types.js';
import { withinOverlapSeconds } from './rest.js';

/** People who can sign in, and their teams: what was written names users, not owners. Read whole. */
export const users = kit.stream({
  name: 'users',
  delivers: { users: userType, teams, team_members: teamMembers },
  restSeconds: withinOverlapSeconds,
  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor, scope }) {
    if (cursor?.isLast === true) return;
    let hasTeams = cursor !== undefined || ![teams, teamMembers].some(({ key }) => scope.includes(key));
    for (let after = cursor?.after ?? ''; ; ) {
      const [{ results, next }, found] = await Promise.all([
        client.userPage(after),
        hasTeams ? [] : client.teams(),
      ]);
      hasTeams = true;
      after = next ?? after;
      yield {
        records: { users: results, teams: found, team_members: found.flatMap(membershipsOf) },
        cursor: { after, isLast: next === undefined },
      };
      if (next === undefined) return;
    }
  },

  normalize: {
    users: (raw) => userItem(raw),
    teams: (raw) => teamItem(raw),
    team_members: (membership) => teamMemberItem(membership),
  },
});
