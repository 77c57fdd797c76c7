import type { RunSummary } from '../sync-run/run-summary.js';
import { devrevLines } from './devrev-report.js';
import { gapLines, summaryTable } from './table.js';

/** What a terminal shows at the end of a run. */
export function textReport(summary: RunSummary): string {
  const objects = summary.devrev === null ? [] : devrevLines(summary.devrev);
  return [summaryTable(summary), ...gapLines(summary), ...summary.lost, ...summary.examples, ...objects].join(
    '\n',
  );
}

/** Why the run is no success, as a sentence; undefined when it is one. */
export function problemOf({
  scenario,
  status,
  error,
  missing,
  duplicated,
  violations,
}: RunSummary): string | undefined {
  if (status !== 'done') return error ?? 'The run failed.';
  const [violation] = violations;
  if (violation !== undefined) return violation.message;
  if ((missing ?? 0) === 0 && (duplicated ?? 0) === 0) return undefined;
  return scenario === 'reverse'
    ? `The external system does not hold what was made in DevRev: ${missing ?? 0} missing, ${duplicated ?? 0} made without a link.`
    : `The platform does not hold what the source holds: ${missing ?? 0} missing, ${duplicated ?? 0} duplicated.`;
}

/** What `--json` prints; names are read by scripts. */
export function jsonReport(summary: RunSummary, problem: string | undefined): object {
  return {
    connector: summary.connector,
    scenario: summary.scenario,
    invocations: summary.invocations,
    calls: summary.calls,
    records: summary.records,
    ...(summary.loaded === null ? {} : { loaded: summary.loaded }),
    missing: summary.missing,
    duplicated: summary.duplicated,
    repeated: summary.repeated,
    skipped: summary.skipped,
    attachmentsBytes: summary.attachmentsBytes,
    devrev: summary.devrev,
    seconds: summary.seconds,
    peakRssMb: summary.peakRssMb,
    ...(problem === undefined
      ? {}
      : { status: summary.status === 'done' ? 'failed' : summary.status, error: problem }),
  };
}
