import type { StageDiagram } from '@airdrop-connectors/core';
import type { IssueTypeStatuses } from './api-types.js';

/** Transitions need admin rights to read; without them every status is reachable from every other. */
export function stagesOf({ statuses }: IssueTypeStatuses): StageDiagram<'status'> | undefined {
  const starting = statuses.find(({ statusCategory }) => statusCategory?.key === 'new') ?? statuses[0];
  if (!starting || statuses.length < 2) return undefined;
  return {
    controllingField: 'status',
    startingStage: starting.id,
    allTransitionsAllowed: true,
    stages: Object.fromEntries(
      statuses.map(({ id, statusCategory }) => [id, { state: stateOf(statusCategory?.key) }]),
    ),
    states: {
      new: { name: 'To Do', ordinal: 1 },
      indeterminate: { name: 'In Progress', ordinal: 2 },
      done: { name: 'Done', ordinal: 3, isEndState: true },
    },
  };
}

function stateOf(categoryKey: string | undefined): string {
  return categoryKey === 'new' || categoryKey === 'done' ? categoryKey : 'indeterminate';
}
