import type { DanglingReferences } from '../database/dangling-references.js';
import type { RunFigures } from '../database/run-figures.js';
import type { DevrevFigures } from '../devrev/figures.js';
import type { ExternalSyncUnit } from '../platform/event-factory.js';
import type { Platform } from '../platform/platform.js';
import type { CallFigures } from './call-figures.js';
import type { Invoker } from './invoker.js';
import type { OracleVerdict } from './oracle.js';
import type { LoadedBack } from './reverse-run.js';
import type { RunSyncOptions } from './run-options.js';
import type { RunSummary } from './run-summary.js';

/** What is known when a run has ended. */
export interface RunOutcome extends Pick<RunSummary, 'status' | 'error'> {
  options: RunSyncOptions;
  run: number;
  unit: ExternalSyncUnit | undefined;
  startedMs: number;
  endedMs: number;
  invoker: Invoker;
  calls: number | null;
  callFigures: CallFigures | null;
  skipped: number;
  skips: RunSummary['skips'];
  dangling: DanglingReferences[];
  counted: RunFigures;
  loaded: RunSummary['loaded'];
  back: LoadedBack | undefined;
  differing: string[] | null;
  devrev: DevrevFigures | null;
  verdict: OracleVerdict | undefined;
  violations: Platform['violations'];
}

export function summarise(outcome: RunOutcome): RunSummary {
  const { error, unit, counted, verdict, invoker, startedMs, endedMs } = outcome;
  return {
    status: outcome.status,
    ...(error === undefined ? {} : { error }),
    connector: outcome.options.connector,
    scenario: outcome.options.scenario,
    run: outcome.run,
    ...(unit === undefined ? {} : { unit }),
    startedDate: new Date(startedMs).toISOString(),
    seconds: Math.round((endedMs - startedMs) / 100) / 10,
    invocations: invoker.count(),
    calls: outcome.calls,
    callFigures: outcome.callFigures,
    records: counted.records,
    loaded: outcome.loaded,
    lost: outcome.back?.lost ?? [],
    differing: outcome.differing,
    missing: verdict?.missing ?? null,
    duplicated: verdict?.duplicated ?? null,
    repeated: counted.repeated,
    skipped: outcome.skipped,
    skips: outcome.skips,
    dangling: outcome.dangling,
    devrev: outcome.devrev,
    attachmentsBytes: counted.attachmentsBytes,
    peakRssMb: Math.round(invoker.peakRssBytes() / 1024 / 1024),
    violations: [...outcome.violations],
    examples: verdict?.examples ?? [],
  };
}
