export { type ContractOptions, connectorContract, smokeContract } from './contract.js';
export type { ContractShape } from './contract-case.js';
