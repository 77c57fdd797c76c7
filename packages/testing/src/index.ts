export { type ContractOptions, connectorContract } from './contract.js';
export type { ContractShape } from './contract-case.js';
export { expectComplete, expectFailure } from './outcome.js';
export { inWorld, type World, type WorldOptions } from './world.js';
