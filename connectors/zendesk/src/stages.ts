import type { StageDiagram } from '@airdrop-connectors/core';
import type { CustomStatus } from './api-types.js';

/** One value of the field Status. */
export interface StatusValue {
  key: string;
  name: string;
  /** Key of its state. */
  category: string;
}

const categories: readonly (readonly [key: string, name: string])[] = [
  ['new', 'New'],
  ['open', 'Open'],
  ['pending', 'Pending'],
  ['hold', 'On-hold'],
  ['solved', 'Solved'],
];
/** No custom status: closing ends a ticket whatever status it had, and so does deleting it. */
const ends: readonly StatusValue[] = [
  { key: 'closed', name: 'Closed', category: 'closed' },
  { key: 'deleted', name: 'Deleted', category: 'deleted' },
];

/** Custom statuses by id, also those switched off, which tickets keep; the plain ones for an account without. */
export function statusValues(statuses: readonly CustomStatus[]): StatusValue[] {
  const plain = categories.map(([key, name]) => ({ key, name, category: key }));
  const custom = statuses.map(({ id, agent_label: name, status_category: category }) => ({
    key: id,
    name,
    category: categories.some(([key]) => key === category) ? category : 'open',
  }));
  return [...(custom.length === 0 ? plain : custom), ...ends];
}

/** Tickets move freely, but for the ends. */
export function stagesOf(values: readonly StatusValue[]): StageDiagram<'status'> {
  const starting = values.find(({ category }) => category === 'new') ?? values[0];
  const states = [...categories, ...ends.map(({ key, name }) => [key, name] as const)];
  return {
    controllingField: 'status',
    startingStage: starting?.key ?? 'closed',
    allTransitionsAllowed: true,
    stages: Object.fromEntries(values.map(({ key, category }) => [key, { state: category }])),
    states: Object.fromEntries(
      states.map(([key, name], index) => [
        key,
        {
          name,
          ordinal: index + 1,
          ...(['solved', 'closed', 'deleted'].includes(key) && { isEndState: true }),
        },
      ]),
    ),
  };
}
