import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  connectionOf,
  type Database,
  type EditSummary,
  editDevrev,
  openTemporaryDatabase,
  type RunSummary,
  type RunSyncOptions,
  runSync,
} from '@airdrop-connectors/airdrop';
import {
  createSimulator,
  type FaultProxyOptions,
  type Simulator,
  type SimulatorOptions,
  withFaults,
} from '@airdrop-connectors/simulators';
import { warmSnapIn } from './idle-processes.js';

/** One simulated external system with a local platform beside it, for one test case. */
export interface World {
  simulator: Simulator;
  /**
   * Runs the connector in processes of its own, kept from one invocation to the next as serverless runtimes do; the
   * data of earlier runs stays. Records are compared with the source as they arrived; DevRev objects are made of them
   * only where `makeObjects` asks for it.
   */
  sync(options?: Partial<RunSyncOptions>): Promise<RunSummary>;
  /** Edits objects at random as people in DevRev would; needs a run that has made objects. */
  editDevrev(edits: { seed: number; edits: number }): Promise<EditSummary>;
  /** What `sync` runs with, but for the directory. */
  runOptions: Omit<RunSyncOptions, 'dataDirectory' | 'scenario'>;
  /** Rows of what the platform holds; tables as in `airdrop query`. */
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  dataDirectory: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  system: string;
  bundlePath: string;
  /** Root objects. */
  size: number;
  seed?: number;
  /** Faults between connector and external system. */
  source?: FaultProxyOptions;
  /** Settings only this simulator has. */
  simulator?: Readonly<Record<string, unknown>>;
  /** See `ContractSubject.createSimulator`. */
  createSimulator?: (options: SimulatorOptions) => Promise<Simulator>;
}

/** Faults here are made on purpose: nobody has to be spared, so the waits between attempts are short. */
export const impatience = { AIRDROP_RETRY_DELAY_FACTOR: '0.02' };

/**
 * Time that passes only when somebody waits: delays the connector asks for cost a test nothing.
 * @param longestSeconds waits beyond it are taken for the limit on an invocation, which is real time
 */
export function skippingClock(longestSeconds = 600) {
  let skippedMs = 0;
  return {
    now: () => Date.now() + skippedMs,
    sleep: async (seconds: number, signal?: AbortSignal) => {
      // Limits on invocations are real time; only waits between invocations are skipped.
      if (signal === undefined || seconds > longestSeconds) return systemWait(seconds, signal);
      skippedMs += seconds * 1000;
    },
    skippedSeconds: () => skippedMs / 1000,
  };
}

function systemWait(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  return wait(seconds * 1000, undefined, { ref: false, ...(signal && { signal }) });
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), `contract-${options.system}-`));
  const settings: SimulatorOptions = { size: options.size, seed: options.seed ?? 1, ...options.simulator };
  const plain = await (options.createSimulator?.(settings) ?? createSimulator(options.system, settings));
  const simulator = options.source ? await withFaults(plain, options.source) : plain;
  const connection = connectionOf(options.system, simulator.connection);
  const runOptions = {
    connector: options.system,
    bundlePath: options.bundlePath,
    connection: connection.data,
    secrets: connection.secrets,
    simulator,
    environment: impatience,
    warmStarts: true,
    startSnapIn: warmSnapIn(options.bundlePath),
  };
  // Dozens of worlds are made and thrown away: their records need not outlive them.
  let database: Promise<Database> | undefined;
  const records = () => {
    database ??= openTemporaryDatabase(dataDirectory);
    return database;
  };
  return {
    simulator,
    dataDirectory,
    runOptions,
    sync: async (overrides = {}) =>
      runSync({
        ...runOptions,
        dataDirectory,
        database: await records(),
        scenario: 'initial',
        makeObjects: false,
        ...overrides,
        environment: { ...impatience, ...overrides.environment },
      }),
    async editDevrev(edits) {
      const id = simulator.externalSyncUnitIds[0] ?? '';
      return editDevrev(await records(), dataDirectory, { id, name: id }, edits);
    },
    query: async (sql) => (await records()).rows(sql),
    async close() {
      (await database)?.close();
      await simulator.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Creates a world for one test case and removes it, whatever happens in between. */
export async function inWorld<Result>(
  options: WorldOptions,
  use: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await createWorld(options);
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}
