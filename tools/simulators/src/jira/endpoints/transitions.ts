import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { listParameter } from '../http/parameters.js';
import { resolutionJson, statusJson } from '../render/catalogue.js';
import type { Site } from '../site.js';
import type { Status } from '../world/catalogue.js';
import { objectOf } from '../world/documents.js';
import { workflowOf } from '../world/drift.js';
import { moveIssueOn } from '../world/issue-writing.js';
import type { Issue } from '../world/model.js';
import { memberOf } from '../world/written-issue.js';
import { issueOfPath } from './issues.js';

const template = '/rest/api/3/issue/{issueIdOrKey}/transitions';

export const transitionEndpoints: readonly Endpoint[] = [
  { method: 'GET', template, answer: list },
  { method: 'POST', template, answer: take },
];

interface Transition {
  id: string;
  name: string;
  to: Status;
}

/**
 * From each status to the one before and after; only from the first and the last but one to the end, so that some
 * statuses are several steps away. Ids are those of the workflow (`workflows.ts`).
 */
function transitionsFrom(site: Site, issue: Issue): Transition[] {
  const statuses = workflowOf(site.world, issue.home, issue.type);
  const position = statuses.indexOf(issue.status);
  const last = statuses.length - 1;
  const step = (to: number, id: number, name: string): Transition[] => {
    const status = statuses[to];
    return status === undefined || to === position ? [] : [{ id: String(id), name, to: status }];
  };
  const canFinish = position === 0 && !needsResolution(issue);
  return [
    ...step(position + 1, 11 + 2 * position, 'Go on'),
    ...step(position - 1, 10 + 2 * position, 'Back'),
    ...(canFinish && last !== position + 1 ? step(last, 2, 'Finish') : []),
  ];
}

/** On the screens of bugs: nobody closes one without saying how it ended. */
function needsResolution({ type }: Issue): boolean {
  return type.name === 'Bug';
}

function list(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const withFields = listParameter(call, 'expand').includes('transitions.fields');
  return ok({
    expand: 'transitions',
    transitions: transitionsFrom(site, issue).map(({ id, name, to }) => ({
      id,
      name,
      to: statusJson(site, to),
      hasScreen: to.category.key === 'done',
      isGlobal: id === '2',
      isInitial: false,
      isAvailable: true,
      isConditional: false,
      isLooped: false,
      ...(withFields && { fields: to.category.key === 'done' ? resolutionField(site, issue) : {} }),
    })),
  });
}

function resolutionField(site: Site, issue: Issue): Record<string, unknown> {
  return {
    resolution: {
      required: needsResolution(issue),
      schema: { type: 'resolution', system: 'resolution' },
      name: 'Resolution',
      key: 'resolution',
      hasDefaultValue: false,
      operations: ['set'],
      allowedValues: site.world.catalogue.resolutions.map((resolution) => resolutionJson(site, resolution)),
    },
  };
}

/** A transition that is not offered from where the issue is now, for one because somebody else has moved it, is refused. */
function take(call: Call, site: Site): Reply {
  const issue = issueOfPath(call, site);
  const body = objectOf(call.body);
  const id = memberOf(body.transition, 'id');
  const chosen = transitionsFrom(site, issue).find((transition) => transition.id === id);
  if (chosen === undefined)
    throw failure(
      400,
      `It seems that you have tried to perform an illegal workflow operation. Action ${id} is invalid`,
    );
  const { resolution } = objectOf(body.fields);
  const found = site.world.catalogue.resolutions.find((each) => each.id === memberOf(resolution, 'id'));
  const isDone = chosen.to.category.key === 'done';
  if (resolution !== undefined && !isDone && resolution !== null)
    throw failure(
      400,
      "Field 'resolution' cannot be set. It is not on the appropriate screen, or unknown.",
      'resolution',
    );
  if (isDone && needsResolution(issue) && found === undefined)
    throw failure(400, 'Resolution is required.', 'resolution');
  moveIssueOn(site.world, issue, chosen.to, isDone ? found : null);
  return { status: 204 };
}
