import { ok } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/failure.js';
import { limitOf, pageOf } from '../http/parameters.js';
import { membersOf, type Owner, type People } from '../world/people.js';

const SINCE = '2023-01-01T00:00:00.000Z';
const MOST_ENTRIES = 500;

export const peopleEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/crm/owners/{version}',
    scope: 'owners',
    answer: (call, portal) => {
      const archived = call.url.searchParams.get('archived') === 'true';
      const owners = portal.world.people.owners.filter(({ isArchived }) => isArchived === archived);
      const page = pageOf(
        owners,
        call.url.searchParams.get('after'),
        limitOf(call, portal, MOST_ENTRIES, 100),
      );
      return ok({ ...page, results: page.results.map((owner) => ownerJson(owner, portal.world.people)) });
    },
  },
  {
    method: 'GET',
    template: '/crm/owners/{version}/{ownerId}',
    scope: 'owners',
    answer: (call, { world: { people } }) => {
      const archived = call.url.searchParams.get('archived') === 'true';
      const owner = people.owners.find(
        ({ id, isArchived }) => String(id) === call.pathValue('ownerId') && isArchived === archived,
      );
      if (owner === undefined) throw notFound('owner');
      return ok(ownerJson(owner, people));
    },
  },
  {
    method: 'GET',
    template: '/settings/users/{version}',
    scope: 'users',
    answer: (call, portal) => {
      const users = portal.world.people.owners.filter(({ userId }) => userId !== undefined);
      const page = pageOf(users, call.url.searchParams.get('after'), limitOf(call, portal, 100));
      return ok({ ...page, results: page.results.map(userJson) });
    },
  },
  {
    method: 'GET',
    template: '/settings/users/{version}/teams',
    scope: 'users',
    answer: (_, { world }) =>
      ok({
        results: world.people.teams.map(({ id, name }) => ({
          id: String(id),
          name,
          userIds: usersOf(world.people, id, { isPrimary: true }),
          secondaryUserIds: usersOf(world.people, id, { isPrimary: false }),
        })),
      }),
  },
];

function ownerJson(owner: Owner, { teams }: People) {
  const { id, email, firstName, lastName, userId, isArchived, isQueue, teamIds } = owner;
  return {
    id: String(id),
    ...(email !== '' && { email }),
    firstName,
    lastName,
    type: isQueue ? 'QUEUE' : 'PERSON',
    // Who has left is known by the other field only.
    ...(userId !== undefined && { userId: isArchived ? null : userId, userIdIncludingInactive: userId }),
    ...(teamIds.length > 0 && {
      teams: teams
        .filter((team) => teamIds.includes(team.id))
        .map((team) => ({ id: String(team.id), name: team.name, primary: true })),
    }),
    archived: isArchived,
    createdAt: SINCE,
    updatedAt: SINCE,
  };
}

function userJson({ userId, email, firstName, lastName, teamIds }: Owner) {
  return {
    id: String(userId),
    email,
    firstName,
    lastName,
    roleIds: [],
    superAdmin: false,
    ...(teamIds[0] !== undefined && { primaryTeamId: String(teamIds[0]) }),
  };
}

function usersOf(people: People, teamId: number, { isPrimary }: { isPrimary: boolean }): string[] {
  return membersOf(people, teamId)
    .filter((member) => member.isPrimary === isPrimary)
    .map(({ userId }) => String(userId));
}
