import { draw, drawHex, drawUuid, salt } from '../../random/draw.js';

export interface User {
  accountId: string;
  accountType: 'atlassian' | 'app' | 'customer';
  displayName: string;
  active: boolean;
  /** Absent when the profile hides it, blank on some accounts. */
  emailAddress?: string;
  /** Absent on app accounts and on deleted people. */
  timeZone?: string;
  locale?: string;
  appType?: string;
  /** False for portal customers, whom GET /users/search does not show to an account without administration rights. */
  listed: boolean;
}

/** All accounts of a site, in the order of GET /users/search. */
export interface UserDirectory {
  all: readonly User[];
  listed: readonly User[];
  /** Account that owns the API token. */
  account: User;
  /** Accounts that appear as assignee, author or in user fields. */
  contributors: readonly User[];
  apps: readonly User[];
  listedCustomers: readonly User[];
  unlistedCustomers: readonly User[];
  byAccountId: ReadonlyMap<string, User>;
}

const PEOPLE = 42;
/** Positions that ids of people are drawn from start anew here: those behind are used for apps. */
const POSITIONS_OF_APPS = 1000;
const APPS = 8;
const CUSTOMERS = 8;
const UNLISTED_CUSTOMERS = 3;
const ZONES = ['America/Los_Angeles', 'Europe/Ljubljana', 'Asia/Kolkata', 'Pacific/Auckland', 'Etc/UTC'];
const FIRST_NAMES = (
  'Ana Boris Chidi Dana Emre Fatima Goran Hana Ivo Júlia Kofi Lena Mateo Nadia Oskar Priya Quentin ' +
  'Rosa Søren Tomás Uma Václav Wen Ximena Yusuf Zoë 美咲 محمد'
).split(' ');
const LAST_NAMES = (
  'Abara Berg Costa Dvořák Eriksen Fuchs Gupta Horvat Ito Jansen Kovač Lima Moreau Novak Okafor Petrov ' +
  "Quispe Rossi Šimić Tanaka Ueda Vidal Weiß O'Neill"
).split(' ');
const APP_NAMES =
  'Deploy Notifier,Chat Bridge,Test Runner,Alert Relay,Form Intake,Time Keeper,Release Bot,Mail Handler'.split(
    ',',
  );
const ID = salt('account id');
const NAME = salt('account name');

/** @param further people beyond the usual ones, who come after them */
export function createUsers(seed: number, accountTimeZone: string, further = 0): UserDirectory {
  const people = Array.from({ length: PEOPLE + further }, (_, position) =>
    person(seed, position, accountTimeZone),
  );
  const apps = APP_NAMES.slice(0, APPS).map(
    (displayName, position): User => ({
      accountId: accountId(seed, POSITIONS_OF_APPS + position),
      accountType: 'app',
      displayName,
      active: true,
      appType: 'app',
      listed: true,
    }),
  );
  const customers = Array.from({ length: CUSTOMERS }, (_, position) => customer(seed, position));
  const all = [...people, ...apps, ...customers];
  const account = people[0];
  if (account === undefined) throw new Error('The simulated site needs at least one person.');
  return {
    all,
    listed: all.filter((user) => user.listed),
    account,
    contributors: people.slice(0, PEOPLE),
    apps,
    listedCustomers: customers.filter((user) => user.listed),
    unlistedCustomers: customers.filter((user) => !user.listed),
    byAccountId: new Map(all.map((user) => [user.accountId, user])),
  };
}

function person(seed: number, position: number, accountTimeZone: string): User {
  const idPosition = position < POSITIONS_OF_APPS ? position : position + 10 * POSITIONS_OF_APPS;
  const base = { accountId: accountId(seed, idPosition), accountType: 'atlassian', listed: true } as const;
  if (position === 20 || position === 33) {
    return { ...base, displayName: 'Former user', active: false };
  }
  const first = FIRST_NAMES[draw(seed, NAME, position, 1) % FIRST_NAMES.length] ?? 'Ana';
  const last = LAST_NAMES[draw(seed, NAME, position, 2) % LAST_NAMES.length] ?? 'Berg';
  const user: User = {
    ...base,
    displayName: `${first} ${last}`,
    active: position % 9 !== 5,
    timeZone: position === 0 ? accountTimeZone : (ZONES[position % ZONES.length] ?? 'Etc/UTC'),
    locale: position % 4 === 3 ? 'de_DE' : 'en_US',
  };
  if (position === 0 || position % 7 < 4) {
    user.emailAddress = `person${position}@simulated.example`;
  } else if (position % 7 === 4) {
    user.emailAddress = '';
  }
  return user;
}

function customer(seed: number, position: number): User {
  const listed = position >= UNLISTED_CUSTOMERS;
  const user: User = {
    accountId: `qm:${drawUuid(seed, ID, 2000 + position)}:${drawUuid(seed, ID, 3000 + position)}`,
    accountType: 'customer',
    displayName: `Customer ${FIRST_NAMES[(position * 5) % FIRST_NAMES.length] ?? 'Ana'}`,
    active: position !== 6,
    timeZone: 'Etc/UTC',
    listed,
  };
  if (position % 2 === 0) user.emailAddress = `customer${position}@buyer.example`;
  return user;
}

/** The three generations of account ids still in use side by side. */
function accountId(seed: number, position: number): string {
  if (position % 3 === 0) return `712020:${drawUuid(seed, ID, position)}`;
  if (position % 3 === 1) return `557058:${drawUuid(seed, ID, position)}`;
  return `5${drawHex(23, seed, ID, position)}`;
}
