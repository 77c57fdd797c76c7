import { recordNamed } from '@airdrop-connectors/core';

/**
 * Names of record types that others refer to before they are declared. Accounts are three of them, because what they
 * become in DevRev differs; their ids are unique across all three.
 */
export const usersTarget = recordNamed('users');
export const appsTarget = recordNamed('apps');
export const customersTarget = recordNamed('customers');
export const peopleTargets = [usersTarget, customersTarget, appsTarget] as const;

export const tagsTarget = recordNamed('tags');
export const componentsTarget = recordNamed('components');
export const versionsTarget = recordNamed('versions');
export const sprintsTarget = recordNamed('sprints');
export const boardsTarget = recordNamed('boards');
export const worklogsTarget = recordNamed('worklogs');
export const groupsTarget = recordNamed('groups');
export const organizationsTarget = recordNamed('organizations');

/** Issues of a service desk are requests of customers, all others are issues. */
export const issueCategory = { targetKind: 'category', key: 'issues' } as const;
export const requestCategory = { targetKind: 'category', key: 'requests' } as const;
export const workTargets = [issueCategory, requestCategory] as const;
