import type { Block, ListItem, TableBlock, TableCell } from './document.js';
import type { HtmlAttributes } from './html-tokens.js';

/** Elements that hold blocks, as they are being filled. */
export type Container =
  | { readonly kind: 'root' | 'quote' | 'caption'; readonly blocks: Block[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4 | 5 | 6; readonly blocks: Block[] }
  | ListContainer
  | ItemContainer
  | TableContainer
  | RowContainer
  | CellContainer;

export interface ListContainer {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly start: number;
  readonly items: Array<{ task?: 'open' | 'done'; blocks: Block[] }>;
}

export interface ItemContainer {
  readonly kind: 'item';
  task?: 'open' | 'done';
  readonly blocks: Block[];
}

export interface TableContainer {
  readonly kind: 'table';
  readonly isLayout: boolean;
  readonly rows: TableCell[][];
  /** Captions, and what was written between rows; browsers show it above the table. */
  readonly before: Block[];
  inHead: boolean;
  holdsTable: boolean;
}

export interface RowContainer {
  readonly kind: 'row';
  readonly cells: TableCell[];
}

export interface CellContainer {
  readonly kind: 'cell';
  readonly header: boolean;
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly blocks: Block[];
}

/** Where blocks go that are written directly into a container. */
export function blocksOf(container: Container): Block[] {
  switch (container.kind) {
    case 'list': {
      const last = container.items[container.items.length - 1];
      if (last) return last.blocks;
      const blocks: Block[] = [];
      container.items.push({ blocks });
      return blocks;
    }
    case 'table':
      return container.before;
    case 'row':
      return [];
    default:
      return container.blocks;
  }
}

export function openList(name: string, attributes: HtmlAttributes): ListContainer {
  const start = Number.parseInt(attributes.get('start') ?? '1', 10);
  return {
    kind: 'list',
    ordered: name === 'ol',
    start: Number.isFinite(start) && start >= 0 ? start : 1,
    items: [],
  };
}

export function openTable(attributes: HtmlAttributes): TableContainer {
  const role = attributes.get('role')?.toLowerCase();
  const isLayout = role === 'presentation' || role === 'none';
  return { kind: 'table', isLayout, rows: [], before: [], inHead: false, holdsTable: false };
}

export function openCell(name: string, attributes: HtmlAttributes, inHead: boolean): CellContainer {
  return {
    kind: 'cell',
    header: name === 'th' || inHead,
    columnSpan: spanOf(attributes.get('colspan')),
    rowSpan: spanOf(attributes.get('rowspan')),
    blocks: [],
  };
}

function spanOf(value: string | undefined): number {
  const span = Number.parseInt(value ?? '1', 10);
  return Number.isFinite(span) && span > 0 ? span : 1;
}

export function listBlock(list: ListContainer): Block {
  const items: readonly ListItem[] = list.items;
  return { kind: 'list', ordered: list.ordered, start: list.start, items };
}

/**
 * The blocks a table stands for: itself when it holds data; what is in it, one cell after the other, when it
 * only arranges a page. Mail is full of these.
 */
export function tableBlocks(table: TableContainer): Block[] {
  const rows = table.rows.filter((row) => row.length > 0);
  const headed = rows.some((row) => row.some((cell) => cell.header));
  const singleColumn = rows.every((row) => row.length === 1) && !headed;
  const block: TableBlock = { kind: 'table', rows };
  if (!table.isLayout && !table.holdsTable && !singleColumn) return [...table.before, block];
  const blocks = table.before;
  for (const row of rows) {
    for (const cell of row) {
      for (const child of cell.blocks) blocks.push(child);
    }
  }
  return blocks;
}
