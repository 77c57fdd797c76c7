import { pathToFileURL } from 'node:url';
import type { RunSummary } from '@airdrop-connectors/airdrop';
import { type Connector, createVirtualClock } from '@airdrop-connectors/core/testing';
import type { Simulator } from '@airdrop-connectors/simulators';
import { createWorld, type World, type WorldOptions } from '../world.js';
import { virtualSnapIn } from './virtual-snap-in.js';

export interface VirtualWorldOptions extends Omit<WorldOptions, 'source' | 'bundlePath'> {
  /** Module that exports the connector with core left outside; see `connectorModule` in `rolldown.shared.mjs`. */
  connectorPath: string;
}

/** A world in one thread whose time passes only when everybody waits: hours take as long as the work in them. */
export interface VirtualWorld extends World {
  simulator: Simulator;
  /** Milliseconds since the epoch on the clock of this world. */
  now(): number;
  /** Milliseconds that all calls so far have taken together, and would have taken one after the other. */
  callsMs(): number;
}

/** Creates a world on virtual time for one test case and removes it, whatever happens in between. */
export async function inVirtualWorld<Result>(
  options: VirtualWorldOptions,
  use: (world: VirtualWorld) => Promise<Result>,
): Promise<Result> {
  const clock = createVirtualClock();
  const connector = await loadConnector(options.connectorPath);
  const world = await createWorld({
    ...options,
    bundlePath: options.connectorPath,
    simulator: { ...options.simulator, now: clock.now },
  });
  let callsMs = 0;
  const onCall = (milliseconds: number) => {
    callsMs += milliseconds;
  };
  const sync = (overrides: Parameters<World['sync']>[0] = {}): Promise<RunSummary> =>
    clock.run(
      world.sync({
        clock: { now: clock.now, sleep: (seconds, signal) => clock.sleep(seconds * 1000, signal) },
        startSnapIn: virtualSnapIn(connector, world.simulator, clock, onCall),
        ...overrides,
        // Faults are none here; waits are as long as those of a deployed connector.
        environment: { AIRDROP_RETRY_DELAY_FACTOR: '1', ...overrides.environment },
      }),
    );
  try {
    return await use({ ...world, sync, now: clock.now, callsMs: () => callsMs });
  } finally {
    await world.close();
  }
}

async function loadConnector(connectorPath: string): Promise<Connector> {
  const loaded: unknown = await import(pathToFileURL(connectorPath).href);
  if (typeof loaded === 'object' && loaded !== null && 'connector' in loaded) {
    return loaded.connector as Connector;
  }
  throw new Error(`${connectorPath} exports no connector. Build it, with core left outside.`);
}
