import type { LeastWork } from '@airdrop-connectors/simulators';

/** Calls of a run to one endpoint, beside the fewest that would have done. */
export interface EndpointCalls {
  endpoint: string;
  calls: number;
  least: number;
  refused: number;
}

export interface CallFigures {
  endpoints: readonly EndpointCalls[];
  calls: number;
  least: number;
  /** ε: the fewest calls ÷ the calls that were made. */
  efficiency: number;
  /** Part of all calls that limits refused. */
  refusedShare: number;
}

/**
 * Call ledger of a run against the minimum model: **ε = C_min ÷ C**. Downloads from where a redirect leads are no
 * calls: limits are about the API.
 *
 * @param calls of the run, as the simulator counted them
 */
export function callFigures(
  calls: ReadonlyMap<string, number>,
  refusals: ReadonlyMap<string, number>,
  { calls: leastCalls }: LeastWork,
): CallFigures {
  const names = [...new Set([...calls.keys(), ...leastCalls.keys()])].filter(isCall).sort();
  const endpoints = names.map((endpoint) => ({
    endpoint,
    calls: calls.get(endpoint) ?? 0,
    least: leastCalls.get(endpoint) ?? 0,
    refused: refusals.get(endpoint) ?? 0,
  }));
  const total = (of: 'calls' | 'least' | 'refused') => endpoints.reduce((sum, entry) => sum + entry[of], 0);
  return {
    endpoints,
    calls: total('calls'),
    least: total('least'),
    efficiency: total('least') / Math.max(1, total('calls')),
    refusedShare: total('refused') / Math.max(1, total('calls')),
  };
}

/** Simulators name requests to the API by method and path, and those elsewhere without one. */
function isCall(endpoint: string): boolean {
  return endpoint.includes(' /');
}
