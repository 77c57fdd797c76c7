import { type Call, ok, type Reply } from '../../http/reply.js';
import { drawHex, salt } from '../../random/draw.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { SITES_OF_TOKEN } from '../http/keyring.js';
import { listParameter } from '../http/parameters.js';
import { userDetails } from '../render/people.js';
import type { Site } from '../site.js';
import { findIssue } from '../world/issues.js';
import { cloudId, findProject } from '../world/world.js';

interface PermissionRow {
  id: string;
  name: string;
  type: 'PROJECT' | 'GLOBAL';
  granted: boolean;
}

/** What the account of the token may do: everything about work, nothing about administration. */
const PERMISSIONS: Readonly<Record<string, PermissionRow>> = {
  ADMINISTER: { id: '0', name: 'Administer Jira', type: 'GLOBAL', granted: false },
  SYSTEM_ADMIN: { id: '44', name: 'System Administration', type: 'GLOBAL', granted: false },
  USER_PICKER: { id: '27', name: 'Browse users and groups', type: 'GLOBAL', granted: true },
  BULK_CHANGE: { id: '33', name: 'Make bulk changes', type: 'GLOBAL', granted: false },
  ADMINISTER_PROJECTS: { id: '23', name: 'Administer Projects', type: 'PROJECT', granted: false },
  BROWSE_PROJECTS: { id: '10', name: 'Browse Projects', type: 'PROJECT', granted: true },
  CREATE_ISSUES: { id: '11', name: 'Create Issues', type: 'PROJECT', granted: true },
  EDIT_ISSUES: { id: '12', name: 'Edit Issues', type: 'PROJECT', granted: true },
  ADD_COMMENTS: { id: '15', name: 'Add Comments', type: 'PROJECT', granted: true },
  CREATE_ATTACHMENTS: { id: '19', name: 'Create Attachments', type: 'PROJECT', granted: true },
  TRANSITION_ISSUES: { id: '46', name: 'Transition Issues', type: 'PROJECT', granted: true },
  MODIFY_REPORTER: { id: '30', name: 'Modify Reporter', type: 'PROJECT', granted: false },
  LINK_ISSUES: { id: '21', name: 'Link Issues', type: 'PROJECT', granted: true },
};

const BUILD = salt('build');

/** Who is asking, of what site, with which permissions. */
export const accountEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: '/_edge/tenant_info',
    anonymous: true,
    answer: (_call, site) => ok({ cloudId: cloudId(site.world) }),
  },
  { method: 'GET', template: SITES_OF_TOKEN, ofGateway: true, answer: (_call, site) => ok(sitesOf(site)) },
  { method: 'GET', template: '/rest/api/3/myself', answer: (_call, site) => ok(myself(site)) },
  { method: 'GET', template: '/rest/api/3/serverInfo', answer: (_call, site) => ok(serverInfo(site)) },
  { method: 'GET', template: '/rest/api/3/mypermissions', answer: myPermissions },
];

function myself(site: Site): Record<string, unknown> {
  return {
    ...userDetails(site, site.world.users.account),
    groups: { size: 3, items: [] },
    applicationRoles: { size: 1, items: [] },
    expand: 'groups,applicationRoles',
  };
}

/** One entry per site and product: this site twice, and another one. */
function sitesOf(site: Site): Record<string, unknown>[] {
  const own = { id: cloudId(site.world), url: site.world.siteUrl(), name: 'simulated' };
  return [
    { ...own, scopes: ['read:confluence-content.all'], avatarUrl: `${own.url}/avatar.png` },
    {
      id: '00000000-aaaa-4bbb-8ccc-000000000000',
      url: 'https://elsewhere.example',
      name: 'elsewhere',
      scopes: ['read:jira-work'],
      avatarUrl: 'https://elsewhere.example/avatar.png',
    },
    { ...own, scopes: ['read:jira-work', 'read:jira-user'], avatarUrl: `${own.url}/avatar.png` },
  ];
}

function serverInfo(site: Site): Record<string, unknown> {
  return {
    baseUrl: site.world.siteUrl(),
    displayUrl: site.world.siteUrl(),
    displayUrlServicedeskHelpCenter: site.world.siteUrl(),
    displayUrlConfluence: site.world.siteUrl(),
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_290,
    buildDate: site.zone.format(Date.UTC(2025, 5, 30, 8)),
    serverTime: site.zone.format(site.world.now()),
    scmInfo: drawHex(40, site.world.seed, BUILD),
    serverTitle: 'Jira',
    defaultLocale: { locale: 'en_US' },
    serverTimeZone: 'Etc/UTC',
  };
}

function myPermissions(call: Call, site: Site): Reply {
  const asked = listParameter(call, 'permissions');
  if (asked.length === 0) throw failure(400, "The 'permissions' query parameter is required.");
  const unknown = asked.filter((key) => PERMISSIONS[key] === undefined);
  if (unknown.length > 0) {
    throw failure(400, `The following permissions are not valid: ${unknown.join(', ')}`);
  }
  requireVisibleContext(call, site);
  return ok({
    permissions: Object.fromEntries(
      asked.flatMap((key) => {
        const row = PERMISSIONS[key];
        if (row === undefined) return [];
        const { id, name, type, granted } = row;
        return [[key, { id, key, name, type, description: `Ability: ${name}.`, havePermission: granted }]];
      }),
    ),
  });
}

function requireVisibleContext(call: Call, site: Site): void {
  const { searchParams } = call.url;
  const project = searchParams.get('projectKey') ?? searchParams.get('projectId');
  if (project !== null && findProject(site.world, project) === undefined) {
    throw failure(404, `No project could be found with key '${project}'.`);
  }
  const issue = searchParams.get('issueKey') ?? searchParams.get('issueId');
  if (issue !== null && findIssue(site.world, issue) === undefined) {
    throw failure(404, 'Issue does not exist or you do not have permission to see it.');
  }
}
