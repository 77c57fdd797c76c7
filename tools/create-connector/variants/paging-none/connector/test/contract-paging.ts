import type { ContractShape } from '@airdrop-connectors/testing';

/** How the contract finds what root objects are read by. */
export const paging = {
  rootPages: 'GET /v1/lists/{id}/tasks',
  rootsAtOnce: true,
} as const satisfies Partial<ContractShape>;
