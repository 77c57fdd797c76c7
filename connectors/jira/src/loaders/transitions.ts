import { askedOnce, NotFoundError, PermissionError, RecordError } from '@airdrop-connectors/core';
import type { IssueMembers } from '../api/issue-writing.js';
import type { Transition } from '../api-types-writing.js';
import type { JiraClient } from '../client.js';
import { transitionsOf } from '../stages.js';

/** Steps of a workflow that are gone at most. */
const mostSteps = 5;

/** Statuses that can follow each status of an issue type, as far as anybody has seen. */
type Workflow = Map<string, Set<string>>;

/** Where an issue is on its way. */
interface Walker {
  id: string;
  projectId: string;
  issueTypeId: string;
  status: string;
}

/**
 * Moves an issue on to a status, by more than one step where there is no other way. Jira shows the steps from where an
 * issue is; those behind it are known from the workflow where the account may see it, and from other issues.
 * @throws RecordError when there is no way, and what Jira says against a step
 */
export async function moveToStatus(client: JiraClient, issue: Walker, wanted: string): Promise<void> {
  const workflow = await workflowOf(client, issue.projectId, issue.issueTypeId);
  let { status } = issue;
  for (let step = 1; status !== wanted; step += 1) {
    const offered = (await client.transitions(issue.id)).filter(({ isAvailable }) => isAvailable !== false);
    learn(workflow, status, offered);
    const next =
      step > mostSteps ? undefined : firstStep(workflow, status, wanted, mostSteps - step + 1, offered);
    if (next === undefined) throw noWay(offered);
    const reached = await take(client, issue.id, next);
    if (reached === status) throw noWay(offered);
    status = reached;
  }
}

/** @returns the status it is in afterwards; somebody else may have moved it, or an answer was lost */
async function take(client: JiraClient, id: string, transition: Transition): Promise<string> {
  try {
    await client.transition(id, transition.id, screenFields(transition));
    return transition.to.id;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    const now = (await client.issue(id))?.fields.status.id;
    if (now !== transition.to.id) throw error;
    return now;
  }
}

/**
 * Of what a step asks for only the resolution can be filled in: the first one that is offered, and none for work that is
 * taken up again, which some workflows refuse while it has one.
 */
function screenFields({ fields, to }: Transition): IssueMembers {
  const { resolution } = fields ?? {};
  if (resolution === undefined) return {};
  const first = resolution.allowedValues?.[0]?.id;
  if (resolution.required === true) return first === undefined ? {} : { resolution: { id: first } };
  const isOpen = to.statusCategory !== undefined && to.statusCategory?.key !== 'done';
  return isOpen ? { resolution: null } : {};
}

/** The first step of the shortest way, breadth first; a step that can be taken now is preferred to one that is known of. */
function firstStep(
  workflow: Workflow,
  from: string,
  wanted: string,
  steps: number,
  offered: readonly Transition[],
): Transition | undefined {
  const seen = new Set([from]);
  let ways = offered.map((transition) => ({ first: transition, at: transition.to.id }));
  for (let step = 1; step <= steps && ways.length > 0; step += 1) {
    const arrived = ways.find(({ at }) => at === wanted);
    if (arrived !== undefined) return arrived.first;
    ways = ways.flatMap(({ first, at }) => {
      if (seen.has(at)) return [];
      seen.add(at);
      return [...(workflow.get(at) ?? [])].map((next) => ({ first, at: next }));
    });
  }
  return undefined;
}

function learn(workflow: Workflow, from: string, offered: readonly Transition[]): void {
  const following = workflow.get(from) ?? new Set<string>();
  for (const { to } of offered) following.add(to.id);
  workflow.set(from, following);
}

/** Empty for an account that may not see it. */
const workflowOf = askedOnce(
  async (client: JiraClient, projectId: string, issueTypeId: string): Promise<Workflow> => {
    const [types, workflows] = await Promise.all([
      client.projectStatuses(projectId),
      client.workflows(projectId, [issueTypeId]).catch((error: unknown) => {
        if (error instanceof PermissionError || error instanceof NotFoundError) return undefined;
        throw error;
      }),
    ]);
    const type = types.find(({ id }) => id === issueTypeId);
    const transitions = type && workflows && transitionsOf(type, workflows);
    return new Map([...(transitions ?? [])].map(([from, next]) => [from, new Set(next)]));
  },
);

function noWay(offered: readonly Transition[]): RecordError {
  const names = offered.map(({ name, id }) => `"${name || id}"`).join(', ') || 'none';
  return new RecordError(
    `Jira's workflow offers this account no way to that status within ${mostSteps} steps; from here it offers ${names}. Move the issue in Jira, or choose another stage.`,
    { code: 'item_refused', isLimitation: true },
  );
}
