export { createSimulator, simulatedSystems } from './registry.js';
export type {
  ChangeSummary,
  Simulator,
  SimulatorOptions,
  TruthObject,
  WorldChanges,
} from './simulator.js';
