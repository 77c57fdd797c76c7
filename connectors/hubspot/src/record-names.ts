import { recordNamed } from '@airdrop-connectors/core';

/** Names of record types that others refer to before they are declared. */
export const ownersTarget = recordNamed('owners');
export const usersTarget = recordNamed('users');
export const teamsTarget = recordNamed('teams');
export const tagsTarget = recordNamed('tags');
export const productsTarget = recordNamed('products');
export const conversationsTarget = recordNamed('conversations');

/** Types whose properties the portal adds to. */
export const contactsTarget = { targetKind: 'category', key: 'contacts' } as const;
export const companiesTarget = { targetKind: 'category', key: 'companies' } as const;
export const ticketsTarget = { targetKind: 'category', key: 'tickets' } as const;
export const dealsTarget = { targetKind: 'category', key: 'deals' } as const;

/** What engagements hang on, the first of these that they have. */
export const parentTargets = [ticketsTarget, dealsTarget, companiesTarget, contactsTarget] as const;
