import type { Site } from '../site.js';
import type { Organization } from '../world/organizations.js';

export function organizationJson(site: Site, { id, name }: Organization): Record<string, unknown> {
  return { id, name, _links: { self: `${site.url}/rest/servicedeskapi/organization/${id}` } };
}
