import { type Call, ok, type Reply } from '../../http/reply.js';
import { pick } from '../../random/draw.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { pageBean } from '../http/pages.js';
import { listParameter, repeatedParameter } from '../http/parameters.js';
import {
  componentJson,
  issueTypeJson,
  projectAvatarUrls,
  statusJson,
  versionJson,
} from '../render/catalogue.js';
import { userReference } from '../render/people.js';
import type { Site } from '../site.js';
import { workflowOf } from '../world/drift.js';
import { issueCount } from '../world/issues.js';
import type { ProjectWorld } from '../world/model.js';
import { browsableProjects, findProject } from '../world/world.js';

/** Projects the account may browse. */
export const projectEndpoints: readonly Endpoint[] = [
  { method: 'GET', template: '/rest/api/3/project/search', answer: searchProjects },
  { method: 'GET', template: '/rest/api/3/project/{projectIdOrKey}', answer: readProject },
  { method: 'GET', template: '/rest/api/3/project/{projectIdOrKey}/statuses', answer: readStatuses },
];

/** The project named in the path; a hidden one is as missing as one that never was. */
export function projectOfPath(call: Call, site: Site): ProjectWorld {
  const idOrKey = call.pathValue('projectIdOrKey');
  const project = findProject(site.world, idOrKey);
  if (project === undefined) {
    const kind = /^\d+$/.test(idOrKey) ? 'id' : 'key';
    throw failure(404, `No project could be found with ${kind} '${idOrKey}'.`);
  }
  return project;
}

const ORDERS: Readonly<Record<string, (project: ProjectWorld) => string | number>> = {
  key: ({ definition }) => definition.key,
  name: ({ definition }) => definition.name,
  category: () => '',
  owner: () => '',
  issueCount,
  lastIssueUpdatedDate: (project) => lastUpdate(project) ?? 0,
  archivedDate: () => 0,
  deletedDate: () => 0,
};

function searchProjects(call: Call, site: Site): Reply {
  const { searchParams } = call.url;
  const ids = repeatedParameter(call, 'id');
  const keys = repeatedParameter(call, 'keys').map((key) => key.toUpperCase());
  if (ids.length > 50 || keys.length > 50) {
    throw failure(400, 'A maximum of 50 project ids or keys can be requested.');
  }
  const types = listParameter(call, 'typeKey');
  const statuses = listParameter(call, 'status');
  const query = searchParams.get('query')?.toLowerCase() ?? '';
  const action = searchParams.get('action') ?? 'view';
  if (!['view', 'browse', 'edit', 'create'].includes(action)) {
    throw failure(400, `The value '${action}' of parameter 'action' is not valid.`);
  }
  const found = browsableProjects(site.world).filter(({ definition }) => {
    if (ids.length > 0 && !ids.includes(definition.id)) return false;
    if (keys.length > 0 && !keys.includes(definition.key)) return false;
    if (types.length > 0 && !types.includes(definition.projectTypeKey)) return false;
    const status = definition.archived === true ? 'archived' : 'live';
    if (!(statuses.length > 0 ? statuses : ['live']).includes(status)) return false;
    if (action === 'edit') return false;
    return `${definition.key} ${definition.name}`.toLowerCase().includes(query);
  });
  const sorted = sortProjects(found, searchParams.get('orderBy') ?? 'key');
  const expand = new Set(listParameter(call, 'expand'));
  return ok(
    pageBean(
      call,
      site,
      sorted.map((project) => projectSummary(site, project, expand)),
      { whenAbsent: 50, most: 100 },
    ),
  );
}

function sortProjects(projects: readonly ProjectWorld[], orderBy: string): ProjectWorld[] {
  const match = /^([+ -]?)(\w+)$/.exec(orderBy);
  const read = ORDERS[match?.[2] ?? ''];
  if (read === undefined) throw failure(400, `The value '${orderBy}' of parameter 'orderBy' is not valid.`);
  const sign = match?.[1] === '-' ? -1 : 1;
  return [...projects].sort((left, right) =>
    read(left) < read(right) ? -sign : read(left) > read(right) ? sign : 0,
  );
}

function readProject(call: Call, site: Site): Reply {
  const project = projectOfPath(call, site);
  const { definition } = project;
  const expand = new Set(['description', 'lead', 'issueTypes', ...listParameter(call, 'expand')]);
  return ok({
    ...projectSummary(site, project, expand),
    components: definition.components.map((component, position) => ({
      ...componentJson(site, component),
      ...(position % 2 === 0
        ? { lead: userReference(site, pick(site.world.users.contributors, position)) }
        : {}),
      project: definition.key,
      projectId: Number(definition.id),
      assigneeType: 'PROJECT_DEFAULT',
      realAssigneeType: 'PROJECT_DEFAULT',
      isAssigneeTypeValid: false,
    })),
    assigneeType: 'UNASSIGNED',
    versions: definition.versions.map((version) => ({
      ...versionJson(site, version),
      projectId: Number(definition.id),
    })),
    roles: Object.fromEntries(
      [
        ['Administrators', '10002'],
        ['Developers', '10003'],
        ['Users', '10004'],
      ].map(([name, id]) => [name, `${site.url}/rest/api/3/project/${definition.id}/role/${id}`]),
    ),
  });
}

function readStatuses(call: Call, site: Site): Reply {
  const project = projectOfPath(call, site);
  return ok(
    project.definition.issueTypes.map((type) => ({
      self: `${site.url}/rest/api/3/issuetype/${type.id}`,
      id: type.id,
      name: type.name,
      subtask: type.hierarchyLevel === -1,
      statuses: workflowOf(site.world, project, type).map((status) => statusJson(site, status)),
    })),
  );
}

function projectSummary(
  site: Site,
  project: ProjectWorld,
  expand: ReadonlySet<string>,
): Record<string, unknown> {
  const { definition } = project;
  const updated = lastUpdate(project);
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    self: `${site.url}/rest/api/3/project/${definition.id}`,
    id: definition.id,
    key: definition.key,
    ...(expand.has('description') ? { description: definition.description } : {}),
    ...(expand.has('lead') ? { lead: userReference(site, site.world.users.account) } : {}),
    ...(expand.has('issueTypes')
      ? { issueTypes: definition.issueTypes.map((type) => issueTypeJson(site, type)) }
      : {}),
    name: definition.name,
    avatarUrls: projectAvatarUrls(site),
    projectTypeKey: definition.projectTypeKey,
    simplified: false,
    style: 'classic',
    isPrivate: false,
    ...(definition.archived === true ? { archived: true } : {}),
    properties: {},
    ...(expand.has('projectKeys') ? { projectKeys: [definition.key, ...definition.formerKeys] } : {}),
    ...(expand.has('insight')
      ? {
          insight: {
            totalIssueCount: issueCount(project) - project.displaced.size + project.arrivals.length,
            ...(updated === undefined ? {} : { lastIssueUpdateTime: site.zone.format(updated) }),
          },
        }
      : {}),
    uuid: definition.uuid,
    entityId: definition.uuid,
  };
}

/** Milliseconds since the epoch; undefined for a project without issues. */
function lastUpdate({ timeline, touched }: ProjectWorld): number | undefined {
  const changed = touched.at(-1)?.value;
  const generated = timeline.size === 0 ? undefined : timeline.updatedAtSlot(timeline.size - 1);
  if (changed === undefined || generated === undefined) return changed ?? generated;
  return Math.max(changed, generated);
}
