import { draw, salt } from '../../random/draw.js';

export interface User {
  id: number;
  name: string;
  email: string | null;
  role: 'end-user' | 'agent' | 'admin';
  phone: string | null;
  organizationId: number | null;
  isActive: boolean;
  isSuspended: boolean;
  /** Seconds since the epoch. */
  createdAt: number;
  updatedAt: number;
}

export interface Organization {
  id: number;
  name: string;
  domains: readonly string[];
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

export interface Group {
  id: number;
  name: string;
  description: string;
  isPublic: boolean;
  isDeleted: boolean;
  memberIds: readonly number[];
}

/** Everybody, the same number whatever the number of tickets. */
export interface People {
  /** Administrator whose credential the connection holds. */
  readonly admin: User;
  readonly agents: readonly User[];
  readonly endUsers: readonly User[];
  readonly organizations: readonly Organization[];
  readonly groups: readonly Group[];
  /** Who has the tickets of a user who was merged into another, by the id of that user. */
  readonly winners: ReadonlyMap<number, User>;
}

const USERS = salt('users');
/** Ids have fourteen digits. */
const FIRST_USER_ID = 46_406_100_000_000;
const FIRST_ORGANIZATION_ID = 46_406_200_000_000;
const FIRST_GROUP_ID = 46_406_300_000_000;
const JOINED = Date.UTC(2022, 0, 3) / 1000;

const GIVEN = 'Ada,Björk,Chloé,Dae-jung,Eşref,Fatima,Grzegorz,Hana,Ismene,Žana'.split(',');
const FAMILY = 'Novak,O’Neil,Šimić,Tanaka,van Dijk,ليلى,Nguyễn,Müller'.split(',');

export function createPeople(seed: number): People {
  const organizations = Array.from({ length: 9 }, (_, index) => organization(index));
  const agents = Array.from({ length: 8 }, (_, index) => user(seed, index, index === 0 ? 'admin' : 'agent'));
  const endUsers = Array.from({ length: 36 }, (_, index) => endUser(seed, index, organizations));
  const [admin] = agents;
  if (admin === undefined) throw new Error('The simulated account has no administrator.');
  return {
    admin,
    agents,
    endUsers,
    organizations,
    winners: new Map(),
    groups: ['Support', 'Billing & refunds', 'Tier 2', 'Night shift'].map((name, index) => ({
      id: FIRST_GROUP_ID + index * 32,
      name,
      description: index === 1 ? 'Money matters' : '',
      isPublic: index !== 2,
      isDeleted: index === 3,
      memberIds: agents.filter((_, position) => position % 3 === index % 3).map(({ id }) => id),
    })),
  };
}

function user(seed: number, index: number, role: User['role']): User {
  const drawn = draw(seed, USERS, index);
  const name = `${GIVEN[drawn % GIVEN.length]} ${FAMILY[(drawn >>> 8) % FAMILY.length]}`;
  return {
    id: FIRST_USER_ID + index * 16,
    name,
    email: `person${index}@people.example`,
    role,
    phone: null,
    organizationId: null,
    isActive: true,
    isSuspended: false,
    createdAt: JOINED + index * 3_600,
    updatedAt: JOINED + 86_400 * 30 + index * 3_600,
  };
}

/** Some have no address, some are suspended, some were deleted and keep their name, one for good. */
function endUser(seed: number, index: number, organizations: readonly Organization[]): User {
  const plain = user(seed, index + 1_000, 'end-user');
  const belongs = index % 3 === 0 ? null : (organizations[index % organizations.length]?.id ?? null);
  const base = { ...plain, organizationId: belongs };
  switch (index % 12) {
    case 5:
      return { ...base, email: null, phone: `+386 40 000 ${String(index).padStart(3, '0')}` };
    case 7:
      return { ...base, isSuspended: true };
    case 9:
      return { ...base, email: null, isActive: false };
    case 11:
      return {
        ...base,
        name: 'Permanently Deleted User',
        email: null,
        isActive: false,
        organizationId: null,
      };
    default:
      return base;
  }
}

function organization(index: number): Organization {
  const updatedAt = JOINED + 86_400 * 40 + index * 11;
  return {
    id: FIRST_ORGANIZATION_ID + index * 64,
    name: `Customer ${index + 1} d.o.o.`,
    domains: index % 2 === 0 ? [`customer${index + 1}.example`] : [],
    createdAt: JOINED + index * 5_000,
    updatedAt,
    deletedAt: index === 8 ? updatedAt : null,
  };
}

export interface Identity {
  id: number;
  user: User;
  type: 'email' | 'phone_number';
  value: string;
}

/** How a user can be reached. */
export function userIdentities(user: User): Identity[] {
  const found: [Identity['type'], string | null][] = [
    ['email', user.email],
    ['phone_number', user.phone],
  ];
  return found.flatMap(([type, value], position) =>
    value === null ? [] : [{ id: user.id * 4 + position, user, type, value }],
  );
}
