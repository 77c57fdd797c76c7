import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { countParameter } from '../http/parameters.js';
import { organizationJson } from '../render/service-desk.js';
import type { Site } from '../site.js';
import { ORGANIZATIONS } from '../world/organizations.js';
import { findProject } from '../world/world.js';

/** Jira Service Management: what a service desk knows beyond its project. */
export const serviceDeskEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/organization',
    answer: organizations,
  },
];

/** A service desk can be named by the id of its project. */
function organizations(call: Call, site: Site): Reply {
  const project = findProject(site.world, call.pathValue('serviceDeskId'));
  if (project?.definition.projectTypeKey !== 'service_desk') {
    throw failure(404, 'The Service Desk you are trying to view does not exist.');
  }
  const start = countParameter(call, 'start', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const limit = Math.min(
    site.pageSize,
    countParameter(call, 'limit', { whenAbsent: 50, most: 50, least: 1 }),
  );
  const values = ORGANIZATIONS.slice(start, start + limit);
  return ok({
    size: values.length,
    start,
    limit,
    isLastPage: start + values.length >= ORGANIZATIONS.length,
    _links: { self: call.url.href, base: site.url, context: '' },
    values: values.map((organization) => organizationJson(site, organization)),
  });
}
