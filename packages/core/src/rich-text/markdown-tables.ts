import { flattenBlocks, withStrong } from './block-flattening.js';
import type { Block, Inline, TableBlock, TableCell } from './document.js';
import { writeInlines } from './markdown-inlines.js';
import type { MarkdownWriting } from './markdown-style.js';
import { type GridCell, hasHeaderRow, layOutTable } from './table-layout.js';

/**
 * Writes a table as a GFM pipe table. GFM needs a header row (an empty one is added when the first row is
 * none), one line per row and no merged cells: these leave the places they covered empty.
 */
export function writePipeTable(table: TableBlock, writing: MarkdownWriting): void {
  const grid = layOutTable(table, writing.countLoss);
  const width = grid.reduce((widest, row) => Math.max(widest, row.length), 1);
  const headed = hasHeaderRow(table);
  const header = headed ? (grid[0] ?? []) : [];
  writeRow([...header, ...emptyCells(width - header.length)], false, writing);
  writing.output.newLine();
  writing.output.text(`|${' --- |'.repeat(width)}`);
  for (const row of headed ? grid.slice(1) : grid) {
    writing.output.newLine();
    writeRow(row.length === 0 ? [undefined] : row, true, writing);
  }
}

function emptyCells(count: number): undefined[] {
  return Array.from({ length: Math.max(0, count) }, () => undefined);
}

function writeRow(row: readonly GridCell[], body: boolean, writing: MarkdownWriting): void {
  writing.output.text('|');
  for (const cell of row) {
    writing.output.text(' ');
    if (cell !== undefined) writeInlines(cellContent(cell, body, writing), 'tableCell', writing);
    writing.output.text(' |');
  }
}

function cellContent(cell: TableCell, body: boolean, writing: MarkdownWriting): Inline[] {
  if (cell.blocks.some(isFlattened)) writing.countLoss('table:blocks');
  const content = flattenBlocks(cell.blocks, writing.countLoss);
  return body && cell.header ? withStrong(content) : content;
}

function isFlattened(block: Block): boolean {
  return block.kind !== 'paragraph';
}
