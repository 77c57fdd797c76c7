import type { ContractShape } from '@airdrop-connectors/testing';

/** How the contract finds the pages of root objects. */
export const paging = {
  rootPages: 'GET /v1/lists/{id}/tasks',
  lastingPositions: true,
} as const satisfies Partial<ContractShape>;
