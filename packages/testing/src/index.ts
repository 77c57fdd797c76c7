export { type ContractOptions, connectorContract } from './contract.js';
export type { ContractShape } from './contract-case.js';
