// What a run costs, on virtual time: for benchmarks, which are no tests.

export {
  inVirtualWorld,
  type VirtualWorld,
  type VirtualWorldOptions,
} from '../virtual-time/virtual-world.js';
export { type EfficiencyFigures, measureEfficiency } from './measure-efficiency.js';
export type { ModelledTime } from './time-model.js';
