// For tests and measurements on virtual time; no connector imports it, and the main barrel does not lead here.

export type { Connector } from '../connector/kit.js';
export { type Clock, systemClock } from '../time/clock.js';
export { runInvocation, type VirtualInvocation } from './run-invocation.js';
export { createVirtualClock, type VirtualClock } from './virtual-clock.js';
export { createVirtualNetwork, type Exchange, type Latency } from './virtual-network.js';
