import { readFileSync } from 'node:fs';
import type { RunSummary } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';

/** Columns of the tables under "What becomes of a failure" in core's README. */
export const extractionPhases = ['Units', 'Metadata', 'Data', 'Attachments'] as const;
const loadingPhases = ['Items', 'Written files'] as const;
const columns = [extractionPhases, loadingPhases];
export type TablePhase = (typeof columns)[number][number];
export const tablePhases: readonly TablePhase[] = columns.flat();

/** Words of a cell with a meaning of their own; any other text describes how the run goes on undisturbed. */
const outcomeWords = ['retry', 'delay', 'progress', 'skip', 'remark', 'gap', 'fail'] as const;
export type OutcomeWord = (typeof outcomeWords)[number];

/** One cell: what happens in turn, and the same under the other condition of its note. */
export interface FailureCell {
  text: string;
  alternatives: readonly (readonly OutcomeWord[])[];
}

/**
 * Which part of a cell is meant: the failure passes when it is tried again, it lasts, or it lasts and the condition
 * after the semicolon holds.
 */
export type Course = 'passes' | 'lasts' | 'otherwise';

/** What a case proves: a cell of the table, and what it says shall happen. */
export interface Proof {
  row: string;
  phase: TablePhase;
  course: Course;
  words: readonly OutcomeWord[];
}

/** Cells by row id and phase, as they stand in the repository now; what a row says nothing about is `–`. */
export function readFailureTable(): Map<string, Record<TablePhase, FailureCell>> {
  const readme = readFileSync(new URL('../../core/README.md', import.meta.url), 'utf8');
  const rows = new Map<string, Record<TablePhase, FailureCell>>();
  for (const line of readme.split('\n')) {
    const [id, , ...cells] = line
      .replace(/^\| | \|$/g, '')
      .split(' | ')
      .map((cell) => cell.trim());
    const [, name] = /^`([\w-]+)`$/.exec(id ?? '') ?? [];
    const phases = columns.find(({ length }) => length === cells.length);
    if (name === undefined || phases === undefined) continue;
    const row = rows.get(name) ?? emptyRow();
    rows.set(name, row);
    for (const [place, phase] of phases.entries()) {
      if (!isEmptyCell(row[phase])) throw new Error(`"${name}" says twice what becomes of it in ${phase}.`);
      row[phase] = cellOf(cells[place] ?? noCell);
    }
  }
  return rows;
}

function emptyRow(): Record<TablePhase, FailureCell> {
  return Object.fromEntries(tablePhases.map((phase) => [phase, cellOf(noCell)])) as Record<
    TablePhase,
    FailureCell
  >;
}

const noCell = '–';

/** True for a cell that says the failure cannot happen in that phase. */
export function isEmptyCell({ text }: FailureCell): boolean {
  return text === noCell;
}

function cellOf(text: string): FailureCell {
  const alternatives = text.split(';').map((part) =>
    part.split(',').flatMap((step) => {
      const word = step.replace(/[¹²³⁴-⁹]/g, '').trim();
      return outcomeWords.filter((known) => known === word);
    }),
  );
  return { text, alternatives };
}

let table: ReturnType<typeof readFailureTable> | undefined;

/**
 * What the table says about a failure in a phase.
 * @throws Error when it has no such row, or its cell no such course
 */
export function expected(row: string, phase: TablePhase, course: Course = 'lasts'): Proof {
  table ??= readFailureTable();
  const cell = table.get(row)?.[phase];
  if (cell === undefined || isEmptyCell(cell)) {
    throw new Error(`Core's table of failures says nothing about "${row}" in ${phase}.`);
  }
  const alternative = cell.alternatives[course === 'otherwise' ? 1 : 0];
  const words = course === 'passes' ? alternative?.filter((word) => word === 'retry') : alternative;
  if (words === undefined || (course === 'passes' && words.length === 0)) {
    throw new Error(
      `Core's table of failures says "${cell.text}" about "${row}" in ${phase}: nothing ${course}.`,
    );
  }
  return { row, phase, course, words };
}

/** Whether the table lets a failure do this. */
export function says({ words }: Proof, word: OutcomeWord): boolean {
  return words.includes(word);
}

/** What became of a run is what the table says; retries and progress cannot be told from the outside. */
export function expectOutcome(
  { status, error, skips }: Pick<RunSummary, 'status' | 'error' | 'skips'>,
  proof: Proof,
  delays: readonly number[] = [],
): void {
  const kinds = skips.filter(({ code }) => code !== 'file_empty' || proof.row === 'file-impossible');
  const seen: OutcomeWord[] = [
    ...(delays.length > 0 ? (['delay'] as const) : []),
    ...(kinds.some(({ what }) => what === 'record' || what === 'field') ? (['skip'] as const) : []),
    ...(kinds.some(({ what }) => what === 'file') ? (['remark'] as const) : []),
    ...(kinds.some(({ what }) => what === 'scope') ? (['gap'] as const) : []),
    ...(status === 'done' ? [] : (['fail'] as const)),
  ];
  const { row, phase } = proof;
  const words = proof.words.filter((word) => word !== 'retry' && word !== 'progress');
  expect({ row, phase, seen, error }).toEqual({ row, phase, seen: words, error });
}
