import { readInlines } from './adf-inlines.js';
import { type AdfNode, numberAttribute, readAdfNode } from './adf-node.js';
import type { AdfReading } from './adf-reading.js';
import { type Block, type ListBlock, type ListItem, paragraph, plainText, prefixed } from './document.js';

const LIST_TYPES: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'taskList', 'decisionList']);

/** A bullet, ordered or decision list. */
export function readList(node: AdfNode, reading: AdfReading, depth: number): ListBlock {
  const order = numberAttribute(node.attrs, 'order');
  return {
    kind: 'list',
    ordered: node.type === 'orderedList',
    start: order === undefined || order < 0 ? 1 : Math.floor(order),
    items: readItems(node, reading, depth),
  };
}

/** A check list. In ADF a nested task list follows the item it belongs to instead of lying in it. */
export function readTaskList(node: AdfNode, reading: AdfReading, depth: number): ListBlock {
  return { kind: 'list', ordered: false, start: 1, items: readItems(node, reading, depth) };
}

function readItems(list: AdfNode, reading: AdfReading, depth: number): ListItem[] {
  const items: Array<{ task?: 'open' | 'done'; blocks: Block[] }> = [];
  for (const value of list.content) {
    const node = readAdfNode(value);
    if (node === undefined) continue;
    const previous = items[items.length - 1];
    if (LIST_TYPES.has(node.type) && previous) {
      previous.blocks.push(...reading.readBlocks([value], reading, depth));
    } else {
      items.push(readItem(node, value, reading, depth));
    }
  }
  return items;
}

function readItem(
  node: AdfNode,
  value: unknown,
  reading: AdfReading,
  depth: number,
): { task?: 'open' | 'done'; blocks: Block[] } {
  switch (node.type) {
    case 'listItem':
      return { blocks: reading.readBlocks(node.content, reading, depth + 1) };
    case 'taskItem':
    case 'blockTaskItem':
      return {
        task: node.attrs.state === 'DONE' ? 'done' : 'open',
        blocks: reading.readBlocks(node.content, reading, depth + 1),
      };
    case 'decisionItem': {
      const content = paragraph(readInlines(node.content, reading, depth + 1));
      return { blocks: prefixed([plainText('Decision:', { strong: true })], [content]) };
    }
    default:
      return { blocks: reading.readBlocks([value], reading, depth) };
  }
}
