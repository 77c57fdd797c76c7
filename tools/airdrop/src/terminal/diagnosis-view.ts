import type {
  Diagnosis,
  DiagnosisFinding,
  KnownLimit,
  UnitEstimate,
} from '@airdrop-connectors/core/diagnosis';
import { rowsTable } from './table.js';

const marks = { ok: '✓', limited: '!', missing: '✗' } as const;

/** A diagnosis for people: findings as a list, estimates as a table. */
export function diagnosisText({ account, connection, findings, units, calls, limits }: Diagnosis): string {
  const lines = [`The account is ${account}, connected by ${connection}.`, ...findings.map(line)];
  for (const { name, findings: ofUnit } of units) {
    const limits = ofUnit.filter(({ status }) => status !== 'ok');
    if (limits.length > 0) lines.push('', `${name}:`, ...limits.map(line));
  }
  if (units.length > 0) lines.push('', 'A first import would take about:', estimatesTable(units));
  const known = Object.entries(limits).map(limitText);
  if (known.length > 0) lines.push('', `Limits: ${known.join('; ')}.`);
  const asked = Object.values(calls);
  const total = asked.reduce((sum, count) => sum + count, 0);
  lines.push(`This took ${total} calls to ${asked.length} endpoints; --json names them.`);
  return lines.join('\n');
}

function line({ status, what, consequence }: DiagnosisFinding): string {
  return `  ${marks[status]} ${what}: ${consequence}`;
}

function limitText([name, { capacity, perSeconds }]: [string, KnownLimit]): string {
  return `${name} ${capacity.toLocaleString('en')} in ${perSeconds.toLocaleString('en')} s`;
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
