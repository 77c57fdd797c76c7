import Table from 'cli-table3';
import type { RunSummary } from '../sync-run/run-summary.js';

/** No colours, no lines between rows. */
export const plainStyle = {
  style: { head: [], border: [] },
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
};

/** Figures of a run as a table of two columns. */
export function summaryTable(summary: RunSummary): string {
  const table = new Table({ ...plainStyle, colAligns: ['left', 'right'] });
  table.push([`${summary.connector} ${summary.scenario}`, statusText(summary)]);
  if (summary.unit !== undefined) table.push(['external sync unit', summary.unit.id]);
  for (const [itemType, count] of Object.entries(summary.records)) table.push([itemType, grouped(count)]);
  for (const [itemType, { created, updated, skipped, failed }] of Object.entries(summary.loaded ?? {})) {
    const counts = { created, updated, unchanged: skipped, failed };
    const told = Object.entries(counts).filter(([, count]) => count > 0);
    table.push([itemType, told.map(([name, count]) => `${grouped(count)} ${name}`).join(', ')]);
  }
  table.push(['attachment bytes', grouped(summary.attachmentsBytes)]);
  table.push(['missing', countOrUnknown(summary.missing)]);
  table.push(['duplicated', countOrUnknown(summary.duplicated)]);
  table.push(['repeated', grouped(summary.repeated)]);
  table.push(['skipped', grouped(summary.skipped)]);
  table.push(['violations', grouped(summary.violations.length)]);
  table.push(['calls', callsText(summary)]);
  table.push(['invocations', grouped(summary.invocations)]);
  table.push(['seconds', String(summary.seconds)]);
  table.push(['peak memory, MB', grouped(summary.peakRssMb)]);
  return table.toString();
}

const wordingOf: Readonly<Record<string, string>> = {
  record: 'skipped',
  field: 'field left out of',
  file: 'delivered with a remark',
  scope: 'refused stream of',
  item: 'not written',
};

/** What was left out and why, and references that lead nowhere; empty when there is nothing to say. */
export function gapLines({ skips, dangling }: Pick<RunSummary, 'skips' | 'dangling'>): string[] {
  return [
    ...skips.map(
      ({ what, itemType, code, count, reason }) =>
        `${grouped(count)} × ${wordingOf[what] ?? what} ${itemType} (${code}): ${reason}`,
    ),
    ...dangling.map(
      ({ itemType, field, count, share }) =>
        `${grouped(count)} × ${itemType}.${field} refers to a record that was not delivered (${(share * 100).toFixed(1)} %)`,
    ),
  ];
}

/** With the fewest that bring everything, where somebody knows that. */
function callsText({ calls, callFigures }: RunSummary): string {
  if (!callFigures) return countOrUnknown(calls);
  const elsewhere = (calls ?? callFigures.calls) - callFigures.calls;
  const downloads = elsewhere > 0 ? `, ${grouped(elsewhere)} downloads elsewhere` : '';
  return `${grouped(callFigures.calls)} (least ${grouped(callFigures.least)})${downloads}`;
}

/** A run that had to leave something out is done, but not whole. */
function statusText({ status, skips }: RunSummary): string {
  return status === 'done' && skips.length > 0 ? 'partial' : status;
}

/** Result rows of a query; long values are cut so that a row stays a row. */
export function rowsTable(
  names: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  const table = new Table({ ...plainStyle, head: [...names] });
  for (const row of rows) table.push(names.map((name) => shortened(cellText(row[name]))));
  return table.toString();
}

/** A value as one text: JSON for lists and objects, nothing for NULL. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const maxCellCharacters = 80;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > maxCellCharacters ? `${line.slice(0, maxCellCharacters - 1)}…` : line;
}

/** 12345 → 12,345, the same on every machine. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function countOrUnknown(count: number | null): string {
  return count === null ? 'not checked' : grouped(count);
}
