import type { FaultProxyOptions, SourceFault, SourceRequest } from '@airdrop-connectors/simulators';
import { endpointOf } from './source-endpoints.js';

/** One request to the external system as it came in. */
export interface LoggedRequest extends SourceRequest {
  endpoint: string;
  /** Milliseconds since the epoch by the clock of the test. */
  at: number;
  fault: SourceFault | undefined;
}

/** Plays faults and remembers what was asked when. */
export function logRequests(
  decide: (request: SourceRequest) => SourceFault | undefined,
  now: () => number = Date.now,
): { source: FaultProxyOptions; requests: readonly LoggedRequest[] } {
  const requests: LoggedRequest[] = [];
  const fault = (request: SourceRequest) => {
    const chosen = decide(request);
    requests.push({ ...request, endpoint: endpointOf(request), at: now(), fault: chosen });
    return chosen;
  };
  return { source: { fault }, requests };
}
