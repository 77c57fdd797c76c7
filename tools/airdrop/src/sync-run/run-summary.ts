import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { DanglingReferences } from '../database/dangling-references.js';
import type { DevrevFigures } from '../devrev/figures.js';
import { isMissingFile, readJsonIfPresent } from '../platform/atomic-file.js';
import type { ExternalSyncUnit } from '../platform/event-factory.js';
import { isJsonObject } from '../platform/json-shape.js';
import type { Violation } from '../platform/protocol-rules.js';
import type { CallFigures } from './call-figures.js';
import type { SkippedKind } from './skip-report.js';

export type RunStatus = 'done' | 'failed' | 'interrupted';

export type RunScenario = 'initial' | 'incremental' | 'reverse';

export interface LoadedItems {
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

/** Outcome of one sync run; `summary.json` of its directory. */
export interface RunSummary {
  status: RunStatus;
  /** Sentence saying why the run is not done. */
  error?: string;
  connector: string;
  scenario: RunScenario;
  /** Number of the run in its data directory, from 1. */
  run: number;
  unit?: ExternalSyncUnit;
  /** RFC 3339 UTC. */
  startedDate: string;
  seconds: number;
  invocations: number;
  /** Calls to the external system; null when nobody counted. */
  calls: number | null;
  /**
   * The same by endpoint, beside the fewest calls that bring everything; null for increments, for runs that are not
   * done, and where no simulator knows the least.
   */
  callFigures: CallFigures | null;
  /** Distinct ids delivered in this run, per item type. */
  records: Record<string, number>;
  /** What a reverse run has written, as the connector reports it, per item type; null for forward runs. */
  loaded: Record<string, LoadedItems> | null;
  /** Values of DevRev without a counterpart outside that a reverse run could not hand out, as sentences. */
  lost: string[];
  /**
   * Where both sides differ after a reverse run that handed out everything, but for what the connector has named as not
   * written, as sentences; null for other runs.
   */
  differing: string[] | null;
  /**
   * Objects and files of the source the platform does not hold, of a reverse run those of DevRev that were not made
   * outside; null without an oracle.
   */
  missing: number | null;
  /**
   * Objects held twice or held without a counterpart in the source, of a reverse run those made outside that no object
   * of DevRev is linked with; null without an oracle.
   */
  duplicated: number | null;
  /** Deliveries of a version the run had delivered before. */
  repeated: number;
  /** Records and files the connector left out and named in its log. */
  skipped: number;
  /** What was left out and why, by kind, most frequent first; a run with any is partial. */
  skips: SkippedKind[];
  /** References to records the platform does not hold, by field. */
  dangling: DanglingReferences[];
  /** What the records became in DevRev; null when no mapping was installed or nobody asked for it. */
  devrev: DevrevFigures | null;
  attachmentsBytes: number;
  /** Largest resident memory of any invocation, MB. */
  peakRssMb: number;
  violations: Violation[];
  /** Some of what is missing or duplicated, as sentences. */
  examples: string[];
}

/** Summaries of the ended runs in a data directory, oldest first. */
export async function readSummaries(directory: string): Promise<RunSummary[]> {
  const summaries: RunSummary[] = [];
  for (const run of await runNumbers(directory)) {
    const summary = await readJsonIfPresent(path.join(runDirectory(directory, run), 'summary.json'));
    if (isJsonObject(summary)) summaries.push(summary as unknown as RunSummary);
  }
  return summaries;
}

/** Numbers of all runs begun in a data directory, ascending. */
export async function runNumbers(directory: string): Promise<number[]> {
  try {
    const names = await readdir(path.join(directory, 'runs'));
    return names
      .map(Number)
      .filter((run) => Number.isInteger(run))
      .sort((left, right) => left - right);
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}

export function runDirectory(directory: string, run: number): string {
  return path.join(directory, 'runs', String(run));
}
