/**
 * A file of items to load, with how far it is: the same names as the official SDK's, so that either runtime goes on
 * where the other stopped (devrev/adaas-sdk v1.20 `src/types/loading.ts`), and what only this runtime keeps.
 */
export interface LoadFileProgress {
  /** Artifact that holds the items, gzipped JSON Lines. */
  id: string;
  file_name: string;
  itemType: string;
  count: number;
  completed: boolean;
  /** All lines before this one are settled. */
  lineToProcess: number;
  /** Lines before this one may have been begun: whether their objects exist must be found out before they are made. */
  begunUntil: number;
  /** When the last lines were begun, RFC 3339 UTC; empty before the first. */
  begunAt: string;
  /** Lines at or after `lineToProcess` that are settled already. */
  settled: number[];
}

/** True when lines were begun of which nobody knows how they ended. */
export function hasUnsettled({ completed, lineToProcess, begunUntil, settled }: LoadFileProgress): boolean {
  return !completed && begunUntil - lineToProcess > settled.length;
}

/** Notes that a line is settled, and moves on over all that are. */
export function settle(file: LoadFileProgress, line: number): void {
  const settled = new Set(file.settled).add(line);
  while (settled.delete(file.lineToProcess)) file.lineToProcess += 1;
  file.settled = [...settled];
}

export function isSettled(file: LoadFileProgress, line: number): boolean {
  return line < file.lineToProcess || file.settled.includes(line);
}
