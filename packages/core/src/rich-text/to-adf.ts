import { writeAdfInlines, writeMediaParagraph } from './adf-inline-writing.js';
import type {
  AdfOutputDocument,
  AdfOutputNode,
  AdfPlace,
  AdfWriting,
  RichTextToAdfOptions,
} from './adf-writing.js';
import { flattenBlocks, tableAsList, withStrong } from './block-flattening.js';
import { type Block, LINE_BREAK, type ListBlock, plainText, prefixed, type TableBlock } from './document.js';
import { pruneBlocks } from './document-pruning.js';
import { type RichTextInput, readRichText } from './from-markdown.js';
import { createLossCounter } from './losses.js';
import { codeLanguage } from './markdown-escaping.js';
import { cleanText } from './text-cleaning.js';

/**
 * Converts DevRev rich text to a document in the Atlassian Document Format (Jira Cloud REST API v3). Every node
 * is legal in its parent (schema of `@atlaskit/adf-schema` 57): what is not becomes the nearest thing that is.
 * The same input gives the same document, down to the ids of tasks.
 *
 * @returns `adf`, a document without content when nothing is visible, and `losses` by kind, among them
 *   `mention:unresolved` and `artifact:unresolved`
 */
export function richTextToAdf(
  richText: RichTextInput,
  options: RichTextToAdfOptions = {},
): { adf: AdfOutputDocument; losses: Readonly<Record<string, number>> } {
  const losses = createLossCounter();
  const writing: AdfWriting = { options, losses, nextLocalId: 1 };
  const content = writeBlocks(pruneBlocks(readRichText(richText, losses)), 'document', writing);
  return { adf: { version: 1, type: 'doc', content }, losses: losses.totals() };
}

const EMPTY_PARAGRAPH: AdfOutputNode = { type: 'paragraph', content: [] };

function writeBlocks(blocks: readonly Block[], place: AdfPlace, writing: AdfWriting): AdfOutputNode[] {
  const nodes: AdfOutputNode[] = [];
  for (const block of blocks) {
    for (const node of writeBlock(block, place, writing)) nodes.push(node);
  }
  return nodes;
}

/** For containers that must not be empty. */
function writeContent(blocks: readonly Block[], place: AdfPlace, writing: AdfWriting): AdfOutputNode[] {
  const nodes = writeBlocks(blocks, place, writing);
  return nodes.length === 0 ? [EMPTY_PARAGRAPH] : nodes;
}

function writeBlock(block: Block, place: AdfPlace, writing: AdfWriting): AdfOutputNode[] {
  const holdsStructure = place === 'document' || place === 'cell';
  switch (block.kind) {
    case 'paragraph':
      return [
        writeMediaParagraph(block.content, writing) ?? {
          type: 'paragraph',
          content: writeAdfInlines(block.content, writing),
        },
      ];
    case 'heading': {
      if (holdsStructure) {
        const content = writeAdfInlines(block.content, writing);
        return [{ type: 'heading', attrs: { level: block.level }, content }];
      }
      writing.losses.count('heading');
      return [{ type: 'paragraph', content: writeAdfInlines(withStrong(block.content), writing) }];
    }
    case 'quote':
      if (holdsStructure) {
        return [{ type: 'blockquote', content: writeContent(block.blocks, 'quote', writing) }];
      }
      writing.losses.count('quote');
      return writeBlocks(block.blocks, place, writing);
    case 'list':
      return writeList(block, place, writing);
    case 'code': {
      const language = codeLanguage(block.language);
      const text = cleanText(block.text);
      const content: AdfOutputNode[] = text === '' ? [] : [{ type: 'text', text }];
      return [{ type: 'codeBlock', ...(language !== '' && { attrs: { language } }), content }];
    }
    case 'rule':
      if (holdsStructure) return [{ type: 'rule' }];
      writing.losses.count('rule');
      return [];
    case 'table':
      if (place === 'document') return writeTable(block, writing);
      return writeBlock(tableAsList(block, writing.losses.count), place, writing);
  }
}

function writeList(list: ListBlock, place: AdfPlace, writing: AdfWriting): AdfOutputNode[] {
  if (list.items.length === 0) return [];
  const tasks = list.items.filter((item) => item.task !== undefined).length;
  if (tasks === list.items.length && place !== 'quote') return [writeTaskList(list, writing)];
  if (tasks > 0) writing.losses.count('task');
  const content = list.items.map((item): AdfOutputNode => {
    const symbol = item.task === 'done' ? '☑' : '☐';
    const blocks = item.task === undefined ? item.blocks : prefixed([plainText(symbol)], item.blocks);
    return { type: 'listItem', content: writeContent(blocks, 'item', writing) };
  });
  if (!list.ordered) return [{ type: 'bulletList', content }];
  return [{ type: 'orderedList', attrs: { order: list.start }, content }];
}

/**
 * A task holds inline content only. Check lists inside it follow it (they may not lie in it); other blocks
 * become lines of its text.
 */
function writeTaskList(list: ListBlock, writing: AdfWriting): AdfOutputNode {
  const attrs = { localId: localId(writing) };
  const content: AdfOutputNode[] = [];
  for (const item of list.items) {
    const nested = item.blocks.filter(isTaskList);
    const own = item.blocks.filter((block) => !isTaskList(block));
    if (own.some((block) => block.kind !== 'paragraph')) writing.losses.count('task:blocks');
    const inlines = own.flatMap((block, index) => {
      const line = flattenBlocks([block], writing.losses.count);
      return index === 0 ? line : [LINE_BREAK, ...line];
    });
    const state = item.task === 'done' ? 'DONE' : 'TODO';
    content.push({
      type: 'taskItem',
      attrs: { localId: localId(writing), state },
      content: writeAdfInlines(inlines, writing),
    });
    for (const child of nested) content.push(writeTaskList(child, writing));
  }
  return { type: 'taskList', attrs, content };
}

function isTaskList(block: Block): block is ListBlock {
  return (
    block.kind === 'list' && block.items.length > 0 && block.items.every((item) => item.task !== undefined)
  );
}

function localId(writing: AdfWriting): string {
  const id = `task-${writing.nextLocalId}`;
  writing.nextLocalId += 1;
  return id;
}

function writeTable(table: TableBlock, writing: AdfWriting): AdfOutputNode[] {
  const rows = table.rows.filter((row) => row.length > 0);
  if (rows.length === 0) return [];
  const content = rows.map((row): AdfOutputNode => {
    const cells = row.map((cell): AdfOutputNode => {
      const attrs = {
        ...(cell.columnSpan > 1 && { colspan: Math.floor(cell.columnSpan) }),
        ...(cell.rowSpan > 1 && { rowspan: Math.floor(cell.rowSpan) }),
      };
      return {
        type: cell.header ? 'tableHeader' : 'tableCell',
        attrs,
        content: writeContent(cell.blocks, 'cell', writing),
      };
    });
    return { type: 'tableRow', content: cells };
  });
  return [{ type: 'table', content }];
}
