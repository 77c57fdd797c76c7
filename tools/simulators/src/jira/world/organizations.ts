import type { User, UserDirectory } from './users.js';

/** A company whose people write to a service desk. */
export interface Organization {
  id: string;
  name: string;
}

/** Organizations of the one service desk, in the order of its list. */
export const ORGANIZATIONS: readonly Organization[] = [
  { id: '1', name: 'Buyer & Sons' },
  { id: '2', name: 'Überseehandel GmbH' },
  { id: '5', name: 'No requests yet' },
];

/** People of an organization; those of the last one have not been entered yet, and one of the first is no customer. */
export function membersOf(
  { listedCustomers, unlistedCustomers, contributors }: UserDirectory,
  id: string,
): readonly User[] {
  switch (id) {
    case '1':
      return [...unlistedCustomers.slice(0, 2), ...listedCustomers.slice(0, 1), ...contributors.slice(9, 10)];
    case '2':
      return listedCustomers.slice(0, 3);
    default:
      return [];
  }
}

/** Whoever may write to the service desk through its portal, also without ever having done so. */
export function customersOf({ listedCustomers, unlistedCustomers }: UserDirectory): readonly User[] {
  return [...listedCustomers, ...unlistedCustomers];
}
