export { type ContractOptions, connectorContract, smokeContract } from './contract.js';
export type { ContractShape } from './contract-case.js';
export { connectorDocuments, type HardCase } from './documents/connector-documents.js';
export { expectComplete, expectFailure } from './outcome.js';
export { inWorld, type World, type WorldOptions } from './world.js';
