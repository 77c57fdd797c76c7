import type { StageDiagram } from '@airdrop-connectors/core';
import type { IssueTypeStatuses } from './api-types.js';
import type { Workflows } from './api-types-on-request.js';

/** Which statuses can follow a status, by id. */
export type Transitions = ReadonlyMap<string, readonly string[]>;

/** Without administrator rights transitions are not shown: every status is reachable from every other then. */
export function stagesOf(
  { statuses }: IssueTypeStatuses,
  transitions: Transitions | undefined,
): StageDiagram<'status'> | undefined {
  const starting = statuses.find(({ statusCategory }) => statusCategory?.key === 'new') ?? statuses[0];
  if (!starting || statuses.length < 2) return undefined;
  return {
    controllingField: 'status',
    startingStage: starting.id,
    allTransitionsAllowed: transitions === undefined,
    stages: Object.fromEntries(
      statuses.map(({ id, statusCategory }) => [
        id,
        {
          state: stateOf(statusCategory?.key),
          ...(transitions && { transitionsTo: transitions.get(id) ?? [] }),
        },
      ]),
    ),
    states: {
      new: { name: 'To Do', ordinal: 1 },
      indeterminate: { name: 'In Progress', ordinal: 2 },
      done: { name: 'Done', ordinal: 3, isEndState: true },
    },
  };
}

/**
 * Transitions of an issue type. Jira does not say which of the workflows is whose, so it is the one with the statuses
 * of the type; several that have the same statuses are taken together, as a diagram that allows too much is better than
 * one that forbids what people do. Undefined when no workflow has these statuses.
 */
export function transitionsOf(
  { statuses }: IssueTypeStatuses,
  { statuses: references, workflows }: Workflows,
): Transitions | undefined {
  const idOf = new Map(references.map(({ id, statusReference }) => [statusReference, id]));
  const wanted = statuses.map(({ id }) => id).sort();
  const own = workflows.filter((workflow) => {
    const ids = workflow.statuses.map(({ statusReference }) => idOf.get(statusReference) ?? '').sort();
    return ids.length === wanted.length && ids.every((id, index) => id === wanted[index]);
  });
  if (own.length === 0) return undefined;
  const following = new Map(wanted.map((id) => [id, new Set<string>()]));
  for (const { type, toStatusReference, links } of own.flatMap(({ transitions }) => transitions)) {
    const to = idOf.get(toStatusReference ?? '');
    if (to === undefined || type === 'INITIAL') continue;
    const from =
      type === 'GLOBAL' ? wanted : (links ?? []).map((link) => idOf.get(link.fromStatusReference ?? ''));
    for (const id of from) if (id !== undefined && id !== to) following.get(id)?.add(to);
  }
  return new Map([...following].map(([id, next]) => [id, [...next].sort()]));
}

function stateOf(categoryKey: string | undefined): string {
  return categoryKey === 'new' || categoryKey === 'done' ? categoryKey : 'indeterminate';
}
