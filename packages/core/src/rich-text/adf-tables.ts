import { type AdfNode, numberAttribute, readAdfNode } from './adf-node.js';
import type { AdfReading } from './adf-reading.js';
import { paragraph, plainText, type TableBlock, type TableCell } from './document.js';

/** A table. The counter of a numbered one is not in the document, so it is added as a first column. */
export function readTable(node: AdfNode, reading: AdfReading, depth: number): TableBlock {
  const rows = node.content.flatMap((value) => {
    const row = readAdfNode(value);
    return row === undefined ? [] : [readRow(row, value, reading, depth)];
  });
  return { kind: 'table', rows: node.attrs.isNumberColumnEnabled === true ? numbered(rows) : rows };
}

function readRow(row: AdfNode, value: unknown, reading: AdfReading, depth: number): TableCell[] {
  const cells = row.type === 'tableRow' ? row.content : [value];
  return cells.flatMap((cell) => {
    const node = readAdfNode(cell);
    return node === undefined ? [] : [readCell(node, cell, reading, depth + 1)];
  });
}

function readCell(node: AdfNode, value: unknown, reading: AdfReading, depth: number): TableCell {
  const known = node.type === 'tableCell' || node.type === 'tableHeader';
  return {
    header: node.type === 'tableHeader',
    columnSpan: numberAttribute(node.attrs, 'colspan') ?? 1,
    rowSpan: numberAttribute(node.attrs, 'rowspan') ?? 1,
    blocks: known
      ? reading.readBlocks(node.content, reading, depth + 1)
      : reading.readBlocks([value], reading, depth),
  };
}

function numbered(rows: readonly (readonly TableCell[])[]): TableCell[][] {
  let number = 0;
  return rows.map((row, index) => {
    const header = index === 0 && row.every((cell) => cell.header);
    if (!header) number += 1;
    const blocks = header ? [] : [paragraph([plainText(String(number))])];
    return [{ header, columnSpan: 1, rowSpan: 1, blocks }, ...row];
  });
}
