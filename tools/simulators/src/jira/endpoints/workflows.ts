import { type Call, ok, type Reply } from '../../http/reply.js';
import { drawUuid, salt } from '../../random/draw.js';
import type { Endpoint } from '../http/endpoint.js';
import { invalidPayload } from '../http/parameters.js';
import type { Site } from '../site.js';
import type { IssueType, Status } from '../world/catalogue.js';
import { workflowOf } from '../world/drift.js';
import type { ProjectWorld } from '../world/model.js';
import { findProject } from '../world/world.js';
import { requireAdministrator } from './administration.js';

const WORKFLOW = salt('workflow');
const CATEGORIES = { undefined: 'TODO', new: 'TODO', indeterminate: 'IN_PROGRESS', done: 'DONE' } as const;

export const workflowEndpoints: readonly Endpoint[] = [
  { method: 'POST', template: '/rest/api/3/workflows', answer: readWorkflows },
];

/** Types with the same statuses share a workflow, which is told once; nothing says which types have it. */
function readWorkflows(call: Call, site: Site): Reply {
  const pairs = pairsOf(call.body);
  requireAdministrator(site);
  const found = new Map<string, { name: string; statuses: readonly Status[] }>();
  for (const { projectId, issueTypeId } of pairs) {
    const project = findProject(site.world, projectId);
    const type = project?.definition.issueTypes.find(({ id }) => id === issueTypeId);
    if (project === undefined || type === undefined) continue;
    const statuses = statusesIn(site, project, type);
    found.set(statuses.map(({ id }) => id).join(), { name: `Workflow of ${type.name}`, statuses });
  }
  const all = new Map(
    [...found.values()].flatMap(({ statuses }) => statuses.map((status) => [status.id, status])),
  );
  return ok({
    statuses: [...all.values()].map(({ id, name, category }) => ({
      id,
      name,
      statusReference: referenceTo(site, id),
      statusCategory: CATEGORIES[category.key],
      scope: { type: 'GLOBAL' },
    })),
    workflows: [...found.values()].map(({ name, statuses }, position) => ({
      id: drawUuid(site.world.seed, WORKFLOW, position),
      name,
      isEditable: true,
      scope: { type: 'GLOBAL' },
      statuses: statuses.map(({ id }) => ({ statusReference: referenceTo(site, id), properties: {} })),
      transitions: transitionsOf(site, statuses),
    })),
  });
}

function statusesIn(site: Site, project: ProjectWorld, type: IssueType): readonly Status[] {
  return workflowOf(site.world, project, type);
}

/** One way to begin, from each status to the one before and after, and to the last from everywhere. */
function transitionsOf(site: Site, statuses: readonly Status[]) {
  const reference = (position: number) => referenceTo(site, statuses[position]?.id ?? '');
  const link = (from: number) => ({ fromPort: 0, toPort: 0, fromStatusReference: reference(from) });
  const last = statuses.length - 1;
  return [
    { id: '1', type: 'INITIAL', name: 'Create', toStatusReference: reference(0), links: [] },
    ...statuses.slice(1).flatMap((_, position) => [
      {
        id: String(11 + 2 * position),
        type: 'DIRECTED',
        name: 'Go on',
        toStatusReference: reference(position + 1),
        links: [link(position)],
      },
      {
        id: String(12 + 2 * position),
        type: 'DIRECTED',
        name: 'Back',
        toStatusReference: reference(position),
        links: [link(position + 1)],
      },
    ]),
    { id: '2', type: 'GLOBAL', name: 'Finish', toStatusReference: reference(last), links: [] },
  ];
}

function referenceTo(site: Site, statusId: string): string {
  return drawUuid(site.world.seed, WORKFLOW, Number(statusId), 1);
}

function pairsOf(body: unknown): { projectId: string; issueTypeId: string }[] {
  const list: unknown =
    typeof body === 'object' && body !== null && 'projectAndIssueTypes' in body
      ? body.projectAndIssueTypes
      : undefined;
  if (!Array.isArray(list)) throw invalidPayload();
  return list.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) throw invalidPayload();
    const { projectId, issueTypeId } = { projectId: '', issueTypeId: '', ...entry };
    return { projectId: String(projectId), issueTypeId: String(issueTypeId) };
  });
}
