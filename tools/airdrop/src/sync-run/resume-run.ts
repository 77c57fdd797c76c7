import { cpSync } from 'node:fs';
import path from 'node:path';
import { acceptedRecordTypes } from '../platform/accepted-record-types.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import type { ExternalSyncUnit } from '../platform/event-factory.js';
import { startPlatform } from '../platform/platform.js';
import type { Phase } from '../platform/protocol-names.js';
import type { Violation } from '../platform/protocol-rules.js';
import { systemClock } from './clock.js';
import { createFigureReader } from './connector-figures.js';
import { createInvoker } from './invoker.js';
import { createPhaseDriver, RunFailure } from './phase-driver.js';
import type { RunSyncOptions } from './run-options.js';
import { createRunRecorder } from './run-recorder.js';
import { runDirectory } from './run-summary.js';

/** The event a run is to go on with, and what it is about. */
export interface ResumePoint {
  phase: Phase;
  eventType: string;
  unit: ExternalSyncUnit;
}

/** How the rest of a run ended. Nothing was loaded into a database: what arrived is in the artifacts. */
export interface ResumedRun {
  /** `known`: ended before a phase, because `isKnown` said so. */
  status: 'done' | 'known' | 'failed';
  error?: string;
  violations: readonly Violation[];
  artifacts: ArtifactStore;
}

const phases: readonly Phase[] = ['external-sync-units', 'metadata', 'data', 'attachments'];

/**
 * What a platform keeps of a run between two invocations, without what is only for reading: copied when an invocation
 * begins, and before its process has asked for anything, the copy can be gone on with as often as one likes.
 */
export function copyPlatform(dataDirectory: string, target: string): void {
  const isKept = (source: string) => !/^(runs|database\.\w+)/.test(path.relative(dataDirectory, source));
  cpSync(dataDirectory, target, { recursive: true, filter: isKept });
}

/**
 * Plays the rest of the first run in a data directory, starting with the given event, as the platform would have
 * after everything before it.
 * @param isKnown asked before each further phase; true where what follows need not be played
 */
export async function resumeRun(
  options: RunSyncOptions,
  from: ResumePoint,
  isKnown: (phase: Phase) => Promise<boolean> = async () => false,
): Promise<ResumedRun> {
  const { dataDirectory, clock = systemClock, signal = new AbortController().signal } = options;
  const recorder = createRunRecorder(runDirectory(dataDirectory, 1), clock.now, (text) => text);
  const invoker = createInvoker(options, clock, signal, recorder, createFigureReader());
  const platform = await startPlatform({
    dataDirectory,
    recordTypes: await acceptedRecordTypes(dataDirectory),
    connector: options.connector,
    connection: options.connection,
    mode: 'INITIAL',
    now: clock.now,
    cutOff: invoker.cutOff,
    ...(options.secrets && { secrets: options.secrets }),
    ...(options.faults && { faults: options.faults }),
  });
  const driver = createPhaseDriver({
    platform,
    clock,
    signal,
    invoke: (details) => invoker.invoke(platform, details),
    onWaiting: () => undefined,
    onNoReply: () => undefined,
  });
  const outcome = { violations: platform.violations, artifacts: platform.artifacts };
  try {
    for (const phase of phases.slice(phases.indexOf(from.phase))) {
      if (phase !== from.phase && (await isKnown(phase))) return { status: 'known', ...outcome };
      const unit = phase === 'external-sync-units' ? undefined : from.unit;
      await driver.run(phase, unit, phase === from.phase ? { first: from.eventType } : {});
    }
    return { status: 'done', ...outcome };
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    return { status: 'failed', error: error.message, ...outcome };
  } finally {
    invoker.close();
    await platform.close();
  }
}
