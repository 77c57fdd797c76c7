import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { countParameter } from '../http/parameters.js';
import { customerJson, organizationJson } from '../render/service-desk.js';
import type { Site } from '../site.js';
import { customersOf, membersOf, ORGANIZATIONS } from '../world/organizations.js';
import { findProject } from '../world/world.js';

/** Jira Service Management: what a service desk knows beyond its project. */
export const serviceDeskEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/organization',
    answer: organizations,
  },
  { method: 'GET', template: '/rest/servicedeskapi/servicedesk/{serviceDeskId}/customer', answer: customers },
  { method: 'GET', template: '/rest/servicedeskapi/organization/{organizationId}/user', answer: members },
];

function organizations(call: Call, site: Site): Reply {
  requireServiceDesk(call, site);
  return listPage(
    call,
    site,
    ORGANIZATIONS.map((organization) => organizationJson(site, organization)),
  );
}

function customers(call: Call, site: Site): Reply {
  requireServiceDesk(call, site);
  if (call.header('x-experimentalapi') !== 'opt-in') {
    throw failure(412, 'This API is experimental. To use it, set the "X-ExperimentalApi: opt-in" header.');
  }
  return listPage(
    call,
    site,
    customersOf(site.world.users).map((user) => customerJson(site, user)),
  );
}

function members(call: Call, site: Site): Reply {
  const id = call.pathValue('organizationId');
  if (!ORGANIZATIONS.some((organization) => organization.id === id))
    throw failure(404, 'The organization does not exist or you do not have permission to see it.');
  return listPage(
    call,
    site,
    membersOf(site.world.users, id).map((user) => customerJson(site, user)),
  );
}

/** A service desk can be named by the id of its project. */
function requireServiceDesk(call: Call, site: Site): void {
  const project = findProject(site.world, call.pathValue('serviceDeskId'));
  if (project?.definition.projectTypeKey === 'service_desk') return;
  throw failure(404, 'The Service Desk you are trying to view does not exist.');
}

function listPage(call: Call, site: Site, rows: readonly unknown[]): Reply {
  const start = countParameter(call, 'start', { whenAbsent: 0, most: Number.MAX_SAFE_INTEGER });
  const limit = Math.min(
    site.pageSize,
    countParameter(call, 'limit', { whenAbsent: 50, most: 50, least: 1 }),
  );
  const values = rows.slice(start, start + limit);
  return ok({
    size: values.length,
    start,
    limit,
    isLastPage: start + values.length >= rows.length,
    _links: { self: call.url.href, base: site.url, context: '' },
    values,
  });
}
