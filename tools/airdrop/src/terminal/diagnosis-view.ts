import type { Diagnosis, DiagnosisFinding, UnitEstimate } from '@airdrop-connectors/core/diagnosis';
import { rowsTable } from './table.js';

const marks = { ok: '✓', limited: '!', missing: '✗' } as const;

/** A diagnosis for people: findings as a list, estimates as a table. */
export function diagnosisText({ account, findings, units }: Diagnosis): string {
  const lines = [`The account is ${account}.`, ...findings.map(line)];
  for (const { name, findings: ofUnit } of units) {
    const limits = ofUnit.filter(({ status }) => status !== 'ok');
    if (limits.length > 0) lines.push('', `${name}:`, ...limits.map(line));
  }
  if (units.length > 0) lines.push('', 'A first import would take about:', estimatesTable(units));
  return lines.join('\n');
}

function line({ status, what, consequence }: DiagnosisFinding): string {
  return `  ${marks[status]} ${what}: ${consequence}`;
}

function estimatesTable(units: readonly UnitEstimate[]): string {
  const known = (value: number | undefined, text: (value: number) => string) =>
    value === undefined ? '–' : text(value);
  return rowsTable(
    ['unit', 'objects', 'calls', 'minutes', 'MB'],
    units.map(({ name, rootObjects, calls, seconds, bytes }) => ({
      unit: name,
      objects: known(rootObjects, (value) => value.toLocaleString('en')),
      calls: known(calls, (value) => value.toLocaleString('en')),
      minutes: known(seconds, (value) => (value / 60).toFixed(1)),
      MB: known(bytes, (value) => (value / 1e6).toFixed(1)),
    })),
  );
}
