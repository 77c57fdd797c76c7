import { recordNamed } from '@airdrop-connectors/core';

/**
 * Names of record types that others refer to before they are declared. People are two of them, because what they
 * become in DevRev differs; a role can change, so that whoever refers to one may mean either.
 */
export const agentsTarget = recordNamed('agents');
export const endUsersTarget = recordNamed('end_users');
export const peopleTargets = [agentsTarget, endUsersTarget] as const;

export const organizationsTarget = recordNamed('organizations');
export const groupsTarget = recordNamed('groups');
export const tagsTarget = recordNamed('tags');
export const ticketsTarget = { targetKind: 'category', key: 'tickets' } as const;
export const brandsTarget = recordNamed('brands');
export const formsTarget = recordNamed('forms');
export const segmentsTarget = recordNamed('user_segments');
export const permissionGroupsTarget = recordNamed('permission_groups');
export const categoriesTarget = recordNamed('categories');
export const sectionsTarget = recordNamed('sections');
export const articleLabelsTarget = recordNamed('article_labels');
export const articlesTarget = recordNamed('articles');
export const sideConversationsTarget = recordNamed('side_conversations');
