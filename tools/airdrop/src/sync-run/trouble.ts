import { type Simulator, withFaults } from '@airdrop-connectors/simulators';
import { walkBoundaries } from './boundaries.js';
import { drawFaults, faultProfiles } from './fault-profiles.js';
import type { RunSyncOptions } from './run-options.js';

/** What shall go wrong during a run. */
export interface Trouble {
  /** Name of a fault profile. */
  faults: string;
  /** Kill the connector's process at every n-th request boundary. */
  killEvery?: number;
  /** Kill it once, at this boundary, counted from 1. */
  killAt?: number;
}

export interface TroubleMaker {
  /** The simulator behind faults; closing it closes the one behind it. */
  simulator: Simulator;
  run: Pick<RunSyncOptions, 'faults' | 'killWhen' | 'onInvocation'>;
}

/** Puts faults and kills between connector, simulator and platform; the same seed gives the same trouble. */
export async function makeTrouble(
  simulator: Simulator,
  trouble: Trouble,
  seed: number,
): Promise<TroubleMaker> {
  const profile = faultProfiles[trouble.faults];
  if (profile === undefined) {
    throw new Error(
      `There is no fault profile "${trouble.faults}". Known: ${Object.keys(faultProfiles).join(', ')}. Choose one of them.`,
    );
  }
  const { killEvery, killAt } = trouble;
  const faults = drawFaults(profile, seed);
  const walk = walkBoundaries(
    (boundary) => boundary === killAt || (killEvery !== undefined && boundary % killEvery === 0),
  );
  const kills = killEvery !== undefined || killAt !== undefined;
  const isCalm = profile.source.share === 0 && !kills;
  return {
    simulator: isCalm
      ? simulator
      : await withFaults(simulator, { fault: faults.source, ...(kills && walk.source) }),
    run: { faults: faults.platform, ...(kills && walk.run) },
  };
}
