import { type Block, MAX_DOCUMENT_DEPTH, paragraph } from './document.js';
import { blocksOf, type Container, listBlock, type TableContainer, tableBlocks } from './html-containers.js';
import type { OpenFormatting } from './html-formatting.js';
import type { InlineCollector } from './html-inlines.js';
import type { LossCounter } from './losses.js';

/** The containers open at a point of the document, outermost first. Never more than `MAX_DOCUMENT_DEPTH`. */
export interface ContainerStack {
  /** Blocks of the whole document. */
  readonly root: Block[];
  top(): Container;
  at(index: number): Container | undefined;
  /** Where the next block goes. */
  target(): Block[];
  /** Writes collected inline content as a paragraph, or as a heading within one. */
  endParagraph(): void;
  /** False when the container would lie too deep: what it holds stays where it is. */
  push(container: Container): boolean;
  /** Closes containers down to `length`, handing each to the one below. A negative length closes nothing. */
  closeTo(length: number): void;
  /** Index of the innermost container of a kind, or -1; not looked for outside of the innermost table cell. */
  find(...kinds: ReadonlyArray<Container['kind']>): number;
  tableIndex(): number;
  innermostTable(): TableContainer | undefined;
  /** Closes the cell or row of the innermost table, with everything in it. */
  closeInTable(kind: 'cell' | 'row'): void;
}

export function createContainerStack(parts: {
  readonly losses: LossCounter;
  readonly formatting: OpenFormatting;
  readonly collector: InlineCollector;
  readonly resolveLinkText: () => void;
}): ContainerStack {
  const { losses, formatting, collector, resolveLinkText } = parts;
  const root: Block[] = [];
  const containers: Container[] = [{ kind: 'root', blocks: root }];

  function top(): Container {
    return containers[containers.length - 1] ?? { kind: 'root', blocks: root };
  }
  function target(): Block[] {
    const innermost = top();
    const below = innermost.kind === 'row' ? containers[containers.length - 2] : innermost;
    return blocksOf(below ?? innermost);
  }
  function endParagraph(): void {
    if (collector.isEmpty) return;
    resolveLinkText();
    const content = collector.take();
    if (content.length === 0) return;
    const container = top();
    if (container.kind === 'heading') target().push({ kind: 'heading', level: container.level, content });
    else target().push(paragraph(content));
  }
  function push(container: Container): boolean {
    endParagraph();
    if (containers.length >= MAX_DOCUMENT_DEPTH) {
      losses.count('depth');
      return false;
    }
    containers.push(container);
    return true;
  }
  function closeTo(length: number): void {
    if (length < 0) return;
    endParagraph();
    while (containers.length > Math.max(1, length)) {
      const closed = containers.pop();
      const below = top();
      if (closed === undefined) return;
      switch (closed.kind) {
        case 'quote':
          target().push({ kind: 'quote', blocks: closed.blocks });
          break;
        case 'heading':
          for (const block of closed.blocks) target().push(block);
          break;
        case 'list':
          target().push(listBlock(closed));
          break;
        case 'item': {
          const { blocks, task } = closed;
          if (below.kind === 'list') below.items.push(task === undefined ? { blocks } : { task, blocks });
          break;
        }
        case 'table': {
          const table = innermostTable();
          if (table) table.holdsTable = true;
          const blocks = target();
          for (const block of tableBlocks(closed)) blocks.push(block);
          break;
        }
        case 'row':
          if (below.kind === 'table') below.rows.push(closed.cells);
          break;
        case 'cell': {
          formatting.leaveCell();
          const { header, columnSpan, rowSpan, blocks } = closed;
          if (below.kind === 'row') below.cells.push({ header, columnSpan, rowSpan, blocks });
          break;
        }
        default:
          break;
      }
    }
  }

  function find(...kinds: ReadonlyArray<Container['kind']>): number {
    for (let index = containers.length - 1; index > 0; index -= 1) {
      const kind = containers[index]?.kind;
      if (kind !== undefined && kinds.includes(kind)) return index;
      if (kind === 'cell' || kind === 'table') return -1;
    }
    return -1;
  }
  function tableIndex(): number {
    for (let index = containers.length - 1; index > 0; index -= 1) {
      if (containers[index]?.kind === 'table') return index;
    }
    return -1;
  }
  function innermostTable(): TableContainer | undefined {
    const container = containers[tableIndex()];
    return container?.kind === 'table' ? container : undefined;
  }
  function closeInTable(kind: 'cell' | 'row'): void {
    const table = tableIndex();
    if (table < 0) return;
    for (let index = table + 1; index < containers.length; index += 1) {
      if (containers[index]?.kind !== kind) continue;
      closeTo(index);
      return;
    }
  }

  return {
    root,
    top,
    at: (index) => containers[index],
    target,
    endParagraph,
    push,
    closeTo,
    find,
    tableIndex,
    innermostTable,
    closeInTable,
  };
}
