import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { pageBean } from '../http/pages.js';
import { userDetails } from '../render/people.js';
import type { Site } from '../site.js';
import {
  grantsOf,
  groupsOf,
  PERMISSION_SCHEME_ID,
  type ProjectRole,
  rolesOf,
  SECURITY_SCHEME_ID,
  securityLevelsOf,
} from '../world/access.js';
import { findProject } from '../world/world.js';
import { requireAdministrator } from './administration.js';
import { projectOfPath } from './projects.js';

/** Roles, groups, permission schemes and security levels. */
export const accessEndpoints: readonly Endpoint[] = [
  { method: 'GET', template: '/rest/api/3/project/{projectIdOrKey}/role', answer: listRoles },
  { method: 'GET', template: '/rest/api/3/project/{projectIdOrKey}/role/{id}', answer: readRole },
  { method: 'GET', template: '/rest/api/3/group/member', answer: listMembers },
  {
    method: 'GET',
    template: '/rest/api/3/project/{projectKeyOrId}/permissionscheme',
    answer: readPermissionScheme,
  },
  {
    method: 'GET',
    template: '/rest/api/3/project/{projectKeyOrId}/issuesecuritylevelscheme',
    answer: readSecurityScheme,
  },
  {
    method: 'GET',
    template: '/rest/api/3/issuesecurityschemes/{issueSecuritySchemeId}/members',
    answer: listLevelMembers,
  },
];

/** Addresses by name, nothing else. */
function listRoles(call: Call, site: Site): Reply {
  const { definition } = projectOfPath(call, site);
  return ok(
    Object.fromEntries(
      rolesOf(site.world).map(({ id, name }) => [
        name,
        `${site.url}/rest/api/3/project/${definition.id}/role/${id}`,
      ]),
    ),
  );
}

function readRole(call: Call, site: Site): Reply {
  const { definition } = projectOfPath(call, site);
  const role = rolesOf(site.world).find(({ id }) => String(id) === call.pathValue('id'));
  if (role === undefined) throw failure(404, `Can not retrieve a role actor for a null project role.`);
  return ok({
    self: `${site.url}/rest/api/3/project/${definition.id}/role/${role.id}`,
    name: role.name,
    id: role.id,
    description: role.description,
    actors: actorsOf(role),
  });
}

function actorsOf({ id, groups, users }: ProjectRole) {
  return [
    ...groups.map(({ groupId, name }, position) => ({
      id: id * 100 + position,
      displayName: name,
      type: 'atlassian-group-role-actor',
      name,
      actorGroup: { name, displayName: name, groupId },
    })),
    ...users.map(({ accountId, displayName }, position) => ({
      id: id * 100 + 50 + position,
      displayName,
      type: 'atlassian-user-role-actor',
      actorUser: { accountId },
    })),
  ];
}

function listMembers(call: Call, site: Site): Reply {
  requireAdministrator(site);
  const group = groupsOf(site.world).find(({ groupId }) => groupId === call.url.searchParams.get('groupId'));
  if (group === undefined) throw failure(404, 'The group was not found.');
  const everybody = call.url.searchParams.get('includeInactiveUsers') === 'true';
  const members = group.members.filter(({ active }) => everybody || active);
  return ok(
    pageBean(
      call,
      site,
      members.map((user) => userDetails(site, user)),
      { whenAbsent: 50, most: 50 },
    ),
  );
}

function readPermissionScheme(call: Call, site: Site): Reply {
  requireProject(call, site);
  const self = `${site.url}/rest/api/3/permissionscheme/${PERMISSION_SCHEME_ID}`;
  return ok({
    id: PERMISSION_SCHEME_ID,
    self,
    name: 'Usual permissions',
    ...(call.url.searchParams.get('expand')?.includes('permissions') && {
      permissions: grantsOf(site.world).map(({ permission, holder }, position) => ({
        id: 10_200 + position,
        self: `${self}/permission/${10_200 + position}`,
        holder: holderJson(holder),
        permission,
      })),
    }),
  });
}

function readSecurityScheme(call: Call, site: Site): Reply {
  const project = requireProject(call, site);
  requireAdministrator(site);
  const levels = securityLevelsOf(site.world, project.definition);
  if (levels.length === 0) throw failure(404, 'The project has no issue security scheme.');
  const self = `${site.url}/rest/api/3/issuesecurityschemes/${SECURITY_SCHEME_ID}`;
  return ok({
    self,
    id: SECURITY_SCHEME_ID,
    name: 'Levels',
    levels: levels.map(({ id, name, description }) => ({
      self: `${site.url}/rest/api/3/securitylevel/${id}`,
      id,
      name,
      description,
    })),
  });
}

function listLevelMembers(call: Call, site: Site): Reply {
  requireAdministrator(site);
  if (call.pathValue('issueSecuritySchemeId') !== String(SECURITY_SCHEME_ID))
    throw failure(404, 'The issue security scheme was not found.');
  const levels = site.world.projects.flatMap(({ definition }) => securityLevelsOf(site.world, definition));
  const members = levels.flatMap(({ id, holders }) =>
    holders.map((holder, position) => ({
      id: Number(id) * 10 + position,
      issueSecurityLevelId: Number(id),
      holder: holderJson(holder),
    })),
  );
  return ok(pageBean(call, site, members, { whenAbsent: 50, most: 50 }));
}

function holderJson({ type, value }: { type: string; value?: string }) {
  return value === undefined ? { type } : { type, parameter: value, value };
}

function requireProject(call: Call, site: Site) {
  const project = findProject(site.world, call.pathValue('projectKeyOrId'));
  if (project === undefined) throw failure(404, 'No project could be found.');
  return project;
}
