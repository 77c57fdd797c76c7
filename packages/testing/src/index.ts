export { type ContractOptions, connectorContract } from './contract.js';
