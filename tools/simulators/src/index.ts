export { type FaultProxyOptions, type SourceRequest, withFaults } from './fault-proxy.js';
export { createSimulator, simulatedSystems } from './registry.js';
export type {
  ChangeSummary,
  Simulator,
  SimulatorOptions,
  TruthObject,
  WorldChanges,
} from './simulator.js';
export type { SourceFault } from './source-faults.js';
