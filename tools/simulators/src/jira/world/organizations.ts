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
