import type { Simulator, SimulatorOptions } from '@airdrop-connectors/simulators';
import { doctorOf } from './built-doctor.js';
import { type Connection, connectionOf, liveFields } from './connection-source.js';
import { bundleOf } from './connectors.js';
import {
  lockDataDirectory,
  readDataDirectory,
  requireSameWorld,
  startOver,
  type World,
  type WorldFile,
  writeWorldFile,
} from './data-directory.js';
import { playReverse, playRoundTrip } from './reverse-scenario.js';
import type { RunProgress, RunSyncOptions } from './run-options.js';
import { type RunScenario, type RunSummary, readSummaries } from './run-summary.js';
import { runSync } from './run-sync.js';
import type { SnapInFolder } from './snap-in-folder.js';
import { checkSettings, type SnapInSettings } from './snap-in-settings.js';
import { makeTrouble, type Trouble, type TroubleMaker } from './trouble.js';

/** A run, or a `roundtrip`: edits on both sides, a run in each direction, and both once more. */
export type Scenario = RunScenario | 'roundtrip';

export interface ScenarioOptions {
  connector: string;
  scenario: Scenario;
  source: 'simulator' | 'live';
  dataDirectory: string;
  /** Simulated world. */
  size: number;
  seed: number;
  /** Objects edited before an incremental run, or in DevRev before a reverse one; a tenth of the size when not given. */
  edits?: number;
  unitId?: string;
  /** JSON file with the fields of a live connection. */
  connectionFile?: string;
  /** A live connection, when the caller has read it. */
  connection?: Connection;
  /** Other snap-in file than the built one of the workspace. */
  bundle?: string;
  /** Snap-in that is none of the workspace, instead of `bundle`. */
  snapIn?: Pick<SnapInFolder, 'file' | 'functions'>;
  invocationSeconds?: number;
  /** Options of the snap-in that differ from their defaults; they hold for the runs of this call. */
  settings?: SnapInSettings;
  /** Faults and kills during the runs; only with a simulator. */
  trouble?: Trouble;
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Starts the simulator; those of the workspace when not given. */
  openSimulator?: typeof openSimulator;
  /** Called before each run of the scenario; an incremental one may need an initial one first. */
  onRun?: (scenario: RunScenario, countCalls: () => number | undefined) => void;
  onProgress?: (progress: RunProgress) => void;
}

/**
 * Runs a scenario in its data directory: nothing is touched before all arguments were found good, and only
 * data of the same connector and world is replaced or continued. Returns the summary of the last run.
 */
export async function runScenario(options: ScenarioOptions): Promise<RunSummary> {
  const { connector, dataDirectory, source, trouble = { faults: 'none' } } = options;
  const bundlePath = options.snapIn?.file ?? bundleOf(connector, options.bundle);
  // What others have written does not tell which options it has.
  if (options.snapIn === undefined)
    checkSettings(options.settings ?? {}, connector, () => doctorOf(connector, options.bundle).options);
  const live = source === 'live' ? await liveConnection(options) : undefined;
  const world: World =
    live === undefined
      ? { source: 'simulator', size: options.size, seed: options.seed }
      : { source: 'live', site: live.data.orgId };
  const held = await readDataDirectory(dataDirectory);
  if (held !== undefined) requireSameWorld(dataDirectory, held, connector, world);
  if (live !== undefined && (trouble.faults !== 'none' || trouble.killEvery || trouble.killAt)) {
    throw new Error(
      'Faults and kills are for simulated systems. Leave out --source live, or --faults and --kill-….',
    );
  }
  const troubled = live === undefined ? await troubledSimulator(options, trouble) : undefined;
  const simulator = troubled?.simulator;
  const connection = live ?? connectionOf(connector, simulator?.connection ?? {});
  try {
    const release = await lockDataDirectory(dataDirectory);
    try {
      return await playScenario(options, { bundlePath, connection, world, ...troubled });
    } finally {
      await release();
    }
  } finally {
    await simulator?.close();
  }
}

interface Setting extends Partial<TroubleMaker> {
  bundlePath: string;
  connection: Connection;
  world: World;
}

async function troubledSimulator(options: ScenarioOptions, trouble: Trouble): Promise<TroubleMaker> {
  const simulator = await (options.openSimulator ?? openSimulator)(options.connector, options);
  return makeTrouble(simulator, trouble, options.seed);
}

async function playScenario(options: ScenarioOptions, setting: Setting): Promise<RunSummary> {
  const { dataDirectory, scenario, connector } = options;
  const { simulator } = setting;
  if (scenario === 'initial') {
    await startOver(dataDirectory, connector, setting.world);
    return play(options, setting, 'initial');
  }
  let world = await readDataDirectory(dataDirectory);
  if (world?.isWritten && simulator !== undefined) {
    throw new Error(
      `A reverse run has written to the simulated world of ${dataDirectory}, which ended with its process. Begin anew with --scenario initial, or play both directions with --scenario roundtrip in another --data-dir.`,
    );
  }
  const summaries = world === undefined ? [] : await readSummaries(dataDirectory);
  const hasInitial = summaries.some((run) => run.scenario === 'initial' && run.status === 'done');
  if (world === undefined || !hasInitial) {
    world = await startOver(dataDirectory, connector, setting.world);
    const initial = await play(options, setting, 'initial');
    if (initial.status !== 'done') return initial;
  } else replayChanges(simulator, world);
  if (scenario === 'incremental') {
    if (simulator !== undefined) await changeWorld(options, simulator, world);
    return play(options, setting, 'incremental');
  }
  const known = world;
  const playBack = scenario === 'reverse' ? playReverse : playRoundTrip;
  return playBack({
    dataDirectory,
    world,
    simulator,
    seed: options.seed,
    edits: options.edits ?? Math.max(1, Math.round(options.size / 10)),
    areEditsAskedFor: options.edits !== undefined,
    ...(options.unitId === undefined ? {} : { unitId: options.unitId }),
    play: (next, more) => play(options, setting, next, more),
    changeWorld: async () => {
      if (simulator !== undefined) await changeWorld(options, simulator, known);
    },
  });
}

/** A new process starts with the world as it was born; earlier batches of edits make it what the data is of. */
function replayChanges(simulator: Simulator | undefined, world: WorldFile): void {
  for (const changes of world.changes) simulator?.applyChanges(changes);
}

async function changeWorld(options: ScenarioOptions, simulator: Simulator, world: WorldFile): Promise<void> {
  const changes = {
    seed: options.seed * 1000 + world.changes.length + 1,
    edits: options.edits ?? Math.max(1, Math.round(options.size / 10)),
    at: Date.now(),
  };
  // Written first: edits a killed process made but did not note would be missing from every later world.
  await writeWorldFile(options.dataDirectory, { ...world, changes: [...world.changes, changes] });
  simulator.applyChanges(changes);
}

function play(
  options: ScenarioOptions,
  setting: Setting,
  scenario: RunScenario,
  more: Partial<RunSyncOptions> = {},
): Promise<RunSummary> {
  const { simulator, connection } = setting;
  options.onRun?.(scenario, () => totalCalls(simulator));
  return runSync({
    connector: options.connector,
    bundlePath: setting.bundlePath,
    dataDirectory: options.dataDirectory,
    scenario,
    connection: connection.data,
    secrets: connection.secrets,
    signal: options.signal,
    ...(simulator === undefined ? {} : { simulator }),
    ...setting.run,
    ...(options.snapIn && {
      functionName: options.snapIn.functions[scenario === 'reverse' ? 'loading' : 'extraction'],
    }),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    ...(options.unitId === undefined ? {} : { unitId: options.unitId }),
    ...(options.invocationSeconds === undefined ? {} : { invocationSeconds: options.invocationSeconds }),
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    ...more,
  });
}

function totalCalls(simulator: Simulator | undefined): number | undefined {
  if (simulator === undefined) return undefined;
  let total = 0;
  for (const count of simulator.calls().values()) total += count;
  return total;
}

async function liveConnection({
  connector,
  connectionFile,
  connection,
  environment,
}: ScenarioOptions): Promise<Connection> {
  return connection ?? connectionOf(connector, await liveFields(connector, connectionFile, environment));
}

/** Loaded only when needed: live syncs and queries start without it. */
export async function openSimulator(
  system: string,
  { size, seed, port = 0 }: Pick<SimulatorOptions, 'size' | 'seed' | 'port'>,
): Promise<Simulator> {
  const { createSimulator } = await import('@airdrop-connectors/simulators');
  return createSimulator(system, { size, seed, port });
}
