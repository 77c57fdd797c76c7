import type { TableBlock, TableCell } from './document.js';

/** Spans wider or higher than this are typing errors or attacks; the cells themselves are always kept. */
const MAX_SPAN = 100;

/** A cell in its place; undefined where a merged cell reaches over. */
export type GridCell = TableCell | undefined;

/** Whether the first row consists of header cells; a single header cell in front is a header column. */
export function hasHeaderRow(table: TableBlock): boolean {
  const first = table.rows[0] ?? [];
  return first.length > 0 && first.every((cell) => cell.header);
}

/**
 * Places every cell in its column, leaving gaps beside and under merged ones. Rows may differ in length. The
 * gaps are bounded by the number of real cells, so that a hostile span cannot blow up the output.
 */
export function layOutTable(table: TableBlock, countLoss: (kind: string) => void): GridCell[][] {
  const cells = table.rows.reduce((total, row) => total + row.length, 0);
  const layout: Layout = { rowsCovered: new Map(), gapsLeft: 10 * cells + 1000, countLoss };
  return table.rows.map((row) => layOutRow(row, layout));
}

interface Layout {
  /** Column → number of further rows a cell above reaches into. */
  rowsCovered: Map<number, number>;
  gapsLeft: number;
  readonly countLoss: (kind: string) => void;
}

function layOutRow(row: readonly TableCell[], layout: Layout): GridCell[] {
  const placed: GridCell[] = [];
  const coveredBelow = new Map<number, number>();
  for (const [column, rows] of layout.rowsCovered) {
    if (rows > 1) coveredBelow.set(column, rows - 1);
  }
  for (const cell of row) {
    while (layout.rowsCovered.has(placed.length)) placed.push(undefined);
    const column = placed.length;
    let columns = spanOf(cell.columnSpan);
    let rows = spanOf(cell.rowSpan);
    if (columns > 1 || rows > 1) layout.countLoss('table:mergedCells');
    if (columns * rows - 1 > layout.gapsLeft) {
      columns = 1;
      rows = 1;
    }
    layout.gapsLeft -= columns * rows - 1;
    placed.push(cell);
    for (let extra = 1; extra < columns; extra += 1) placed.push(undefined);
    for (let covered = column; rows > 1 && covered < placed.length; covered += 1) {
      coveredBelow.set(covered, rows - 1);
    }
  }
  layout.rowsCovered = coveredBelow;
  return placed;
}

function spanOf(span: number): number {
  return Number.isFinite(span) ? Math.min(MAX_SPAN, Math.max(1, Math.floor(span))) : 1;
}
