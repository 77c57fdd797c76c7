import type { FaultProxyOptions } from '@airdrop-connectors/simulators';
import type { RunSyncOptions, StartedInvocation } from './run-options.js';

/**
 * The I/O boundaries of a run, in order: every request to the platform and to the external system, each when it
 * arrives and again when it was handled but its answer has not left. Killing the connector's process at one of
 * them is what a crash at that point does.
 */
export interface BoundaryWalk {
  /** Hooks for the run. */
  run: Pick<RunSyncOptions, 'killWhen' | 'onInvocation'>;
  source: Pick<FaultProxyOptions, 'onBoundary'>;
  /** Boundaries passed so far, as text. */
  passed: readonly string[];
  kills: () => number;
}

/** @param shouldKill asked at every boundary with its number from 1 */
export function walkBoundaries(shouldKill: (boundary: number) => boolean): BoundaryWalk {
  const passed: string[] = [];
  let kills = 0;
  let running: StartedInvocation | undefined;
  const pass = (name: string): boolean => {
    passed.push(name);
    const dies = shouldKill(passed.length);
    if (dies) kills += 1;
    return dies;
  };
  return {
    passed,
    kills: () => kills,
    run: {
      onInvocation: (invocation) => {
        running = invocation;
      },
      killWhen: ({ endpoint, stage }) => pass(`platform ${endpoint} ${stage}`),
    },
    source: {
      onBoundary: (stage, { method, path }) => {
        if (pass(`source ${method} ${path} ${stage}`)) running?.kill();
      },
    },
  };
}
