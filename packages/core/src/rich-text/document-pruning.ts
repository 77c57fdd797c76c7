import type { Block, Inline, ListItem } from './document.js';
import { hasVisibleText } from './text-cleaning.js';

/**
 * Removes what nobody would see: empty paragraphs, headings, code blocks, lists, quotes and tables. Empty list
 * items and cells stay where their neighbours give them a meaning.
 */
export function pruneBlocks(blocks: readonly Block[]): Block[] {
  const pruned: Block[] = [];
  for (const block of blocks) {
    const kept = pruneBlock(block);
    if (kept) pruned.push(kept);
  }
  return pruned;
}

function pruneBlock(block: Block): Block | undefined {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return isVisible(block.content) ? block : undefined;
    case 'code':
      return hasVisibleText(block.text) ? block : undefined;
    case 'rule':
      return block;
    case 'quote': {
      const blocks = pruneBlocks(block.blocks);
      return blocks.length > 0 ? { ...block, blocks } : undefined;
    }
    case 'list': {
      const items = block.items.map(pruneItem);
      return items.some((item) => item.blocks.length > 0) ? { ...block, items } : undefined;
    }
    case 'table': {
      const rows = block.rows
        .filter((row) => row.length > 0)
        .map((row) => row.map((cell) => ({ ...cell, blocks: pruneBlocks(cell.blocks) })));
      return rows.some((row) => row.some((cell) => cell.blocks.length > 0)) ? { ...block, rows } : undefined;
    }
  }
}

/**
 * A list that opens an item shares its line: leading empty items there would read as a thematic break
 * (`- - -`), so they go.
 */
function pruneItem(item: ListItem): ListItem {
  const blocks = pruneBlocks(item.blocks);
  const [first, ...others] = blocks;
  if (first?.kind !== 'list') return { ...item, blocks };
  const skipped = first.items.findIndex((child) => child.blocks.length > 0);
  const list = { ...first, start: first.start + skipped, items: first.items.slice(skipped) };
  return { ...item, blocks: [list, ...others] };
}

function isVisible(inlines: readonly Inline[]): boolean {
  let text = '';
  for (const inline of inlines) {
    if (inline.kind === 'text') {
      if (hasVisibleText(inline.text)) return true;
      text += inline.text;
    } else if (inline.kind !== 'lineBreak') {
      return true;
    }
  }
  // The source may have split a character into the two halves of its surrogate pair.
  return hasVisibleText(text);
}
