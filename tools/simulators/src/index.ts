export { type FaultProxyOptions, type SourceRequest, withFaults } from './fault-proxy.js';
export type { AnsweredRequest, LeastCost, LeastWork, LongPhase } from './pace.js';
export { type PoisonedPage, poisonMost, poisonOne } from './poisoned-pages.js';
export { createSimulator, simulatedSystems } from './registry.js';
export type {
  ChangeSummary,
  DriftSummary,
  Simulator,
  SimulatorOptions,
  TruthObject,
  Visibility,
  WorldChanges,
  WrittenObject,
} from './simulator.js';
export type { SourceFault } from './source-faults.js';
