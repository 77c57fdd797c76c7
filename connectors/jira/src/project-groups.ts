import type { Role } from './api-types-on-request.js';
import type { JiraClient } from './client.js';

/** A group of the site. */
export interface Group {
  id: string;
  name: string;
}

/** Roles of a project with their actors; one call for the list and one for each. */
export async function rolesOf(client: JiraClient, projectId: string): Promise<Role[]> {
  const ids = Object.values(await client.roleUrls(projectId)).map((url) => Number(url.split('/').at(-1)));
  return Promise.all(ids.filter(Number.isSafeInteger).map((id) => client.role(projectId, id)));
}

/** Groups that have a role in the project, each once; the others of a site are none of its business. */
export function groupsIn(roles: readonly Role[]): Group[] {
  const found = new Map<string, Group>();
  for (const { actorGroup } of roles.flatMap(({ actors }) => actors)) {
    const id = actorGroup?.groupId;
    if (id) found.set(id, { id, name: actorGroup?.displayName || actorGroup?.name || id });
  }
  return [...found.values()];
}
