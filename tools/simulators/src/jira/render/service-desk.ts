import type { Site } from '../site.js';
import type { Organization } from '../world/organizations.js';
import type { User } from '../world/users.js';

export function organizationJson(site: Site, { id, name }: Organization): Record<string, unknown> {
  return { id, name, _links: { self: `${site.url}/rest/servicedeskapi/organization/${id}` } };
}

/** Unlike everywhere else, without the kind of the account. */
export function customerJson(site: Site, user: User): Record<string, unknown> {
  const { accountId, emailAddress, displayName, active, timeZone } = user;
  const query = new URLSearchParams({ accountId });
  return {
    accountId,
    ...(emailAddress !== undefined && { emailAddress }),
    displayName,
    active,
    ...(timeZone !== undefined && { timeZone }),
    _links: { self: `${site.url}/rest/api/2/user?${query}` },
  };
}
