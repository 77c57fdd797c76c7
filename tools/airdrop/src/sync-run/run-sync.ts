import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator, TruthObject } from '@airdrop-connectors/simulators';
import { countDanglingReferences } from '../database/dangling-references.js';
import { type Database, openDatabase } from '../database/database.js';
import { loadAcceptedArtifacts } from '../database/load-artifacts.js';
import { runFigures } from '../database/run-figures.js';
import type { DevrevFigures } from '../devrev/figures.js';
import { materialise } from '../devrev/materialise.js';
import type { SyncMode } from '../platform/event-factory.js';
import {
  type ExternalSyncUnit,
  snapInVersionId,
  syncUnitDonOf,
  syncUnitIdOf,
} from '../platform/event-factory.js';
import type { AcceptedReply } from '../platform/invocation-desk.js';
import { type Platform, type PlatformOptions, startPlatform } from '../platform/platform.js';
import { type CallFigures, callFigures } from './call-figures.js';
import { type Clock, systemClock } from './clock.js';
import { createFigureReader } from './connector-figures.js';
import { createInvoker, type Invoker } from './invoker.js';
import { compareWithTruth, type OracleVerdict } from './oracle.js';
import { createPhaseDriver, type PhaseDriver, RunFailure } from './phase-driver.js';
import { createRedactor } from './redaction.js';
import { createLoadReports, type LoadedBack, loadBack, reverseVerdict } from './reverse-run.js';
import type { RunSyncOptions } from './run-options.js';
import { createRunRecorder, type RunRecorder } from './run-recorder.js';
import { type RunScenario, type RunSummary, readSummaries, runDirectory, runNumbers } from './run-summary.js';
import { summarise } from './summarise-run.js';
import { chooseUnit, unitOfInitialRun } from './unit-choice.js';

const modes: Readonly<Record<RunScenario, SyncMode>> = {
  initial: 'INITIAL',
  incremental: 'INCREMENTAL',
  reverse: 'LOADING',
};

/**
 * Plays one whole sync run against a snap-in: an initial run lists external sync units first, an incremental run continues
 * the last finished initial one, and a reverse run writes back what was edited since. What the connector does wrong ends
 * up in the summary; rejects only when the data directory cannot be used.
 */
export async function runSync(options: RunSyncOptions): Promise<RunSummary> {
  const { dataDirectory, simulator } = options;
  const clock = options.clock ?? systemClock;
  const signal = options.signal ?? new AbortController().signal;
  const startedMs = clock.now();
  await mkdir(dataDirectory, { recursive: true });
  const run = ((await runNumbers(dataDirectory)).at(-1) ?? 0) + 1;
  const callsBefore = callsOf(options);
  const figures = createFigureReader();
  const reports = createLoadReports();
  let redact = createRedactor(options.secrets ?? []);
  const recorder = createRunRecorder(runDirectory(dataDirectory, run), clock.now, (text) => redact(text));
  const invoker = createInvoker(options, clock, signal, recorder, figures);
  const database = options.database ?? (await openDatabase(dataDirectory, 'read-write'));
  let platform: Platform | undefined;
  try {
    platform = await startPlatform(platformOptions(options, run, clock, invoker, recorder, reports.read));
    redact = createRedactor([platform.token, ...(options.secrets ?? [])]);
    const parts = { options, run, clock, signal, platform, database, invoker };
    const { ending, unit, back } = await play(parts);
    const devrev = ending.status === 'interrupted' ? null : await objectsOf(parts, unit);
    const counted = await runFigures(database, run);
    const dangling =
      ending.status === 'done' && back === undefined ? await countDanglingReferences(database) : [];
    const verdict =
      ending.status !== 'done' || unit === undefined
        ? undefined
        : back === undefined
          ? await verdictOf(parts, unit, startedMs)
          : reverseVerdict({ options, platform, unit }, back.handedOut, recorder.unwritten());
    const { calls, skipped } = figures.total();
    const summary = summarise({
      ...ending,
      options,
      run,
      unit,
      startedMs,
      endedMs: clock.now(),
      invoker,
      calls: simulator === undefined ? calls : sum(callsOf(options)) - sum(callsBefore),
      callFigures: ending.status === 'done' ? figuresOfCalls(options, unit, callsBefore) : null,
      skipped,
      skips: recorder.skipped(),
      dangling,
      counted,
      loaded: back === undefined ? null : reports.loaded,
      back,
      differing: options.handOutEverything === true ? unnamed(back, recorder) : null,
      devrev,
      verdict,
      violations: platform.violations,
    });
    await recorder.summary(summary);
    return summary;
  } finally {
    invoker.close();
    await platform?.close();
    if (options.database === undefined) database.close();
  }
}

function platformOptions(
  options: RunSyncOptions,
  run: number,
  clock: Clock,
  invoker: Invoker,
  recorder: RunRecorder,
  readReports: (reply: AcceptedReply) => void,
): PlatformOptions {
  const { onProgress } = options;
  return {
    dataDirectory: options.dataDirectory,
    connector: options.connector,
    connection: options.connection,
    mode: modes[options.scenario],
    run,
    now: clock.now,
    cutOff: invoker.cutOff,
    ...(options.secrets === undefined ? {} : { secrets: options.secrets }),
    functionName: options.functionName ?? (options.scenario === 'reverse' ? 'loading' : 'extraction'),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    ...(options.extractionScope === undefined ? {} : { extractionScope: options.extractionScope }),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    ...(options.eventOverride === undefined ? {} : { eventOverride: options.eventOverride }),
    onReply(invocation, reply) {
      recorder.reply(invocation, reply);
      readReports(reply);
      const { eventType, kind, artifacts } = reply;
      onProgress?.({ type: 'reply', eventType, kind, artifacts: artifacts.length });
    },
    onUpload: (itemType, records) => onProgress?.({ type: 'uploaded', itemType, records }),
    onFile: (bytes) => onProgress?.({ type: 'file', bytes }),
    onViolation(violation) {
      recorder.violation(violation);
      onProgress?.({ type: 'violation', message: violation.message });
    },
  };
}

interface RunParts {
  options: RunSyncOptions;
  run: number;
  clock: Clock;
  signal: AbortSignal;
  platform: Platform;
  database: Database;
  invoker: Invoker;
}

/** What the connector has named as not written differs, of course. */
function unnamed(back: LoadedBack | undefined, { isNamed }: RunRecorder): string[] {
  const differing = back?.differing ?? [];
  return differing.filter(({ devrevId, field }) => !isNamed(devrevId, field)).map(({ text }) => text);
}

type Ending = Pick<RunSummary, 'status' | 'error'>;

/** How the phases went; with what was handed out, of a reverse run. */
interface Played {
  ending: Ending;
  unit: ExternalSyncUnit | undefined;
  back?: LoadedBack;
}

/** Plays all phases; returns when everything that was accepted is in the database. */
async function play(parts: RunParts): Promise<Played> {
  const { options, clock, signal, platform, database, invoker } = parts;
  let loading: Promise<void> = Promise.resolve();
  const driver = createPhaseDriver({
    platform,
    clock,
    signal,
    async invoke(details) {
      const outcome = await invoker.invoke(platform, details);
      // A reverse run brings nothing, and needs the database for itself.
      if (options.scenario === 'reverse') return outcome;
      // Loading goes on beside the next invocation; a failure surfaces where it is awaited.
      loading = loading.then(() => loadAcceptedArtifacts(database, platform.artifacts));
      loading.catch(() => undefined);
      return outcome;
    },
    onWaiting: (seconds) => options.onProgress?.({ type: 'waiting', seconds }),
    onNoReply: (problem) => options.onProgress?.({ type: 'no-reply', problem }),
  });
  let unit: ExternalSyncUnit | undefined;
  let ending: Ending;
  let back: LoadedBack | undefined;
  try {
    unit = await unitToSync(parts, driver, () => loading);
    if (options.scenario === 'reverse') back = await loadBack({ ...parts, driver, unit });
    else await extract(parts, driver, unit);
    ending = { status: 'done' };
  } catch (error) {
    ending = endingOf(error, signal);
  } finally {
    await loading;
  }
  return { ending, unit, ...(back && { back }) };
}

async function unitToSync(
  { options, run, database }: RunParts,
  driver: PhaseDriver,
  loaded: () => Promise<void>,
): Promise<ExternalSyncUnit> {
  if (options.scenario !== 'initial') {
    return unitOfInitialRun(await readSummaries(options.dataDirectory), options.unitId);
  }
  options.onProgress?.({ type: 'phase', phase: 'external-sync-units' });
  await driver.run('external-sync-units');
  await loaded();
  return chooseUnit(database, run, options.unitId);
}

async function extract(
  { options, platform }: RunParts,
  driver: PhaseDriver,
  unit: ExternalSyncUnit,
): Promise<void> {
  options.onProgress?.({ type: 'phase', phase: 'metadata' });
  await driver.run('metadata', unit);
  if (!platform.mappings.isInstalled(snapInVersionId, syncUnitIdOf(unit))) {
    platform.violate('mapping-installed', 'The metadata phase ended without an installed mapping.');
    throw new RunFailure(platform.violations.at(-1)?.message);
  }
  for (const phase of ['data', 'attachments'] as const) {
    options.onProgress?.({ type: 'phase', phase });
    await driver.run(phase, unit);
  }
}

function endingOf(error: unknown, signal: AbortSignal): Ending {
  if (signal.aborted) return { status: 'interrupted', error: 'The run was interrupted.' };
  if (error instanceof RunFailure) return { status: 'failed', error: error.message };
  throw error;
}

/** Makes objects of what arrived, also when the run failed later on; null before a mapping is known. */
async function objectsOf(
  { options, run, platform, database }: RunParts,
  unit: ExternalSyncUnit | undefined,
): Promise<DevrevFigures | null> {
  if (unit === undefined || options.makeObjects === false || options.scenario === 'reverse') return null;
  const syncUnit = syncUnitIdOf(unit);
  const mapping = platform.mappings.installed(snapInVersionId, syncUnit);
  if (mapping === undefined) return null;
  options.onProgress?.({ type: 'mapping' });
  const links = platform.mappers.of(syncUnitDonOf(options.connector, unit));
  return materialise(database, { run, syncUnit, mapping, links });
}

async function verdictOf(
  { options, database }: RunParts,
  unit: ExternalSyncUnit,
  startedMs: number,
): Promise<OracleVerdict | undefined> {
  if (options.simulator === undefined) return undefined;
  options.onProgress?.({ type: 'comparing' });
  const scratchDirectory = path.join(options.dataDirectory, 'runs');
  return compareWithTruth(database, wholeTruth(options.simulator, unit.id), startedMs, scratchDirectory);
}

function* wholeTruth(simulator: Simulator, unitId: string): Generator<TruthObject> {
  yield* simulator.truth(unitId);
  yield* simulator.truthOnRequest?.(unitId) ?? [];
}

type Calls = ReadonlyMap<string, number>;

function callsOf({ simulator }: RunSyncOptions): Calls {
  return new Map(simulator?.calls());
}

function sum(calls: Calls): number {
  return [...calls.values()].reduce((total, count) => total + count, 0);
}

/** An increment may bring next to nothing; what it needs at least is not known. */
function figuresOfCalls(
  options: RunSyncOptions,
  unit: ExternalSyncUnit | undefined,
  before: Calls,
): CallFigures | null {
  const { simulator, scenario } = options;
  if (unit === undefined || scenario !== 'initial' || simulator?.leastWork === undefined) return null;
  const made = [...callsOf(options)].map(([endpoint, count]): [string, number] => [
    endpoint,
    count - (before.get(endpoint) ?? 0),
  ]);
  return callFigures(new Map(made), simulator.refusals?.() ?? new Map(), simulator.leastWork(unit.id));
}
