import {
  type Block,
  type Inline,
  type InlineMarks,
  LINE_BREAK,
  type ListBlock,
  type ListItem,
  paragraph,
  plainText,
  type TableBlock,
} from './document.js';
import { type GridCell, hasHeaderRow, layOutTable } from './table-layout.js';

const MAX_LABEL_LENGTH = 60;
const NESTED_INDENT = '\u00A0\u00A0';

/**
 * Blocks as the inline content of one paragraph, with line breaks between them: for table cells, and for what
 * is nested deeper than Markdown renderers follow. List markers become plain characters.
 */
export function flattenBlocks(blocks: readonly Block[], countLoss: (kind: string) => void): Inline[] {
  const lines: Lines = { content: [], atLineStart: true, countLoss };
  for (const block of blocks) addBlock(block, lines, 0);
  return lines.content;
}

interface Lines {
  readonly content: Inline[];
  /** Nothing was written since the last line break (or since a list marker). */
  atLineStart: boolean;
  readonly countLoss: (kind: string) => void;
}

function startLine(lines: Lines): void {
  if (!lines.atLineStart) lines.content.push(LINE_BREAK);
  lines.atLineStart = true;
}

function addInlines(inlines: readonly Inline[], lines: Lines): void {
  startLine(lines);
  for (const inline of inlines) lines.content.push(inline);
  if (inlines.length > 0) lines.atLineStart = false;
}

function addBlock(block: Block, lines: Lines, listDepth: number): void {
  switch (block.kind) {
    case 'paragraph':
      addInlines(block.content, lines);
      break;
    case 'heading':
      addInlines(withStrong(block.content), lines);
      break;
    case 'list':
      addList(block, lines, listDepth);
      break;
    case 'quote':
      for (const child of block.blocks) addBlock(child, lines, listDepth);
      break;
    case 'code':
      for (const line of block.text.split(/\r\n?|\n/)) {
        if (line.trim() !== '') addInlines([plainText(line, { code: true })], lines);
      }
      break;
    case 'rule':
      lines.countLoss('rule');
      break;
    case 'table':
      addList(tableAsList(block, lines.countLoss), lines, listDepth);
      break;
  }
}

function addList(list: ListBlock, lines: Lines, depth: number): void {
  list.items.forEach((item, index) => {
    startLine(lines);
    const marker = list.ordered ? `${list.start + index}.` : bullet(item);
    lines.content.push(plainText(`${NESTED_INDENT.repeat(depth)}${marker} `));
    for (const block of item.blocks) addBlock(block, lines, depth + 1);
    lines.atLineStart = false;
  });
}

function bullet(item: ListItem): string {
  if (item.task === undefined) return '•';
  return item.task === 'done' ? '☑' : '☐';
}

export function withStrong(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline) =>
    inline.kind === 'lineBreak' ? inline : { ...inline, marks: { ...inline.marks, strong: true } },
  );
}

/**
 * A table as a list with one item per row and one line per cell, `**header:** value`. Headers that are
 * long, hold more than text or have no value below them also come whole as the first item, so that nothing in
 * them is lost or repeated.
 */
export function tableAsList(table: TableBlock, countLoss: (kind: string) => void): ListBlock {
  countLoss('table:list');
  const grid = layOutTable(table, countLoss);
  const header = hasHeaderRow(table) ? (grid[0] ?? []) : [];
  const contents = header.map((cell) => flattenBlocks(cell?.blocks ?? [], countLoss));
  const labels = contents.map(shortLabel);
  const rows = grid
    .slice(header.length > 0 ? 1 : 0)
    .map((row) => row.map((cell, column) => cellLine(cell, labels[column], countLoss)));
  const incomplete = labels.some((label, column) => label !== '' && !(label && usesColumn(rows, column)));
  if (incomplete) rows.unshift(contents.map(withStrong));
  const items = rows
    .map((cells) => joinLines(cells.filter((cell) => cell.length > 0)))
    .filter((content) => content.length > 0)
    .map((content) => ({ blocks: [paragraph(content)] }));
  return { kind: 'list', ordered: false, start: 1, items };
}

function usesColumn(rows: readonly (readonly Inline[][])[], column: number): boolean {
  return rows.some((row) => (row[column] ?? []).length > 0);
}

function cellLine(cell: GridCell, label: string | undefined, countLoss: (kind: string) => void): Inline[] {
  const content = flattenBlocks(cell?.blocks ?? [], countLoss);
  if (content.length === 0) return [];
  const value = cell?.header ? withStrong(content) : content;
  return label === undefined || label === ''
    ? value
    : [plainText(`${label}:`, { strong: true }), plainText(' '), ...value];
}

function joinLines(lines: readonly (readonly Inline[])[]): Inline[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [LINE_BREAK, ...line]));
}

/** The text of a header cell, when it is nothing but a short text. */
function shortLabel(content: readonly Inline[]): string | undefined {
  let label = '';
  for (const inline of content) {
    if (inline.kind === 'lineBreak') label += ' ';
    else if (inline.kind === 'text' && !hasLink(inline.marks)) label += inline.text;
    else return undefined;
    if (label.length > MAX_LABEL_LENGTH) return undefined;
  }
  return label.trim();
}

function hasLink(marks: InlineMarks): boolean {
  return marks.link !== undefined;
}
