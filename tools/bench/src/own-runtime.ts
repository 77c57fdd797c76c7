import { functionFactory } from './connector-entry.js';
import type { BenchRuntime } from './runtime.js';

/** Core as it is deployed: supervising thread, worker, wire protocol. */
export const benchRuntime: BenchRuntime = {
  name: 'core',
  deliver: (event) => functionFactory.extraction([event]),
};
