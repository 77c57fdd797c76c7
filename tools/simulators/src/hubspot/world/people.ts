import { draw, pick, salt } from '../../random/draw.js';

const NAME = salt('person');
const FIRST_NAMES = ['Ada', 'Ben', 'Chloé', 'Dmitrij', 'Eşref', 'Fatima', 'Göran', '小林', 'Ira', 'João'];
const LAST_NAMES = ["O'Neill", 'Müller', 'Garcia', 'Nguyễn', 'Kowalski', 'Åberg', '', 'Smith-Jones'];
const OWNERS = 12;
const FIRST_OWNER = 81_000_000;
const FIRST_USER = 52_000_000;

export interface Owner {
  id: number;
  /** Undefined for a queue. */
  userId?: number;
  email: string;
  firstName: string;
  lastName: string;
  isQueue: boolean;
  /** The user has left. */
  isArchived: boolean;
  teamIds: readonly number[];
  /** Teams beside the first one. */
  furtherTeamIds: readonly number[];
}

export interface Team {
  id: number;
  name: string;
}

export interface People {
  owners: readonly Owner[];
  teams: readonly Team[];
}

export const teamNames = ['Support', 'Ventes & suivi', '夜勤'];

/** Owners with ids that are not those of their users, one who has left and one that is a queue. */
export function createPeople(seed: number): People {
  const teams = teamNames.map((name, position) => ({ id: 7_100_000 + position, name }));
  const owners = Array.from({ length: OWNERS }, (_, position): Owner => {
    const isQueue = position === OWNERS - 1;
    const isArchived = position === OWNERS - 2;
    return {
      id: FIRST_OWNER + position * 17,
      ...(!isQueue && { userId: FIRST_USER + position * 13 }),
      email: isQueue ? '' : `agent-${position}@acme.example`,
      firstName: isQueue ? 'Night queue' : personName(seed, position).first,
      lastName: isQueue ? '' : personName(seed, position).last,
      isQueue,
      isArchived,
      teamIds: position % 3 === 0 ? [] : [pick(teams, position).id],
      furtherTeamIds: position % 4 === 1 ? [pick(teams, position + 1).id] : [],
    };
  });
  return { owners, teams };
}

export function personName(seed: number, number: number): { first: string; last: string } {
  const drawn = draw(seed, NAME, number);
  return { first: pick(FIRST_NAMES, drawn), last: pick(LAST_NAMES, drawn >>> 8) };
}

/** Users of a team, and for whom it is the first one. */
export function membersOf({ owners }: People, teamId: number): { userId: number; isPrimary: boolean }[] {
  return owners.flatMap(({ userId, teamIds, furtherTeamIds }) => {
    const isPrimary = teamIds.includes(teamId);
    return userId === undefined || !(isPrimary || furtherTeamIds.includes(teamId))
      ? []
      : [{ userId, isPrimary }];
  });
}

/** Those that can be given work today. */
export function activeOwners({ owners }: People): Owner[] {
  return owners.filter(({ isQueue, isArchived }) => !isQueue && !isArchived);
}
