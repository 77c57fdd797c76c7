import {
  extensionText,
  isInlineType,
  readBelowMaximumDepth,
  readCard,
  readInlines,
  readMarks,
} from './adf-inlines.js';
import { readList, readTaskList } from './adf-lists.js';
import { readMedia } from './adf-media.js';
import { type AdfNode, numberAttribute, readAdfNode, stringAttribute, walkAdf } from './adf-node.js';
import type { AdfReading } from './adf-reading.js';
import { readTable } from './adf-tables.js';
import {
  type Block,
  type HeadingBlock,
  type Inline,
  type InlineMarks,
  LINE_BREAK,
  MAX_DOCUMENT_DEPTH,
  paragraph,
  plainText,
  prefixed,
} from './document.js';

/** Reads the content of a document, item, cell or any other container. Stray inline nodes become paragraphs. */
export function readBlocks(content: readonly unknown[], reading: AdfReading, depth: number): Block[] {
  if (depth > MAX_DOCUMENT_DEPTH) return [paragraph(readBelowMaximumDepth(content, reading))];
  const blocks: Block[] = [];
  let inlines: unknown[] = [];
  function closeParagraph(): void {
    if (inlines.length > 0) blocks.push(paragraph(readInlines(inlines, reading, depth)));
    inlines = [];
  }
  for (const value of content) {
    const node = readAdfNode(value);
    if (node === undefined || isInlineType(node.type)) {
      inlines.push(value);
    } else {
      closeParagraph();
      for (const block of readBlock(node, reading, depth)) blocks.push(block);
    }
  }
  closeParagraph();
  return blocks;
}

function readBlock(node: AdfNode, reading: AdfReading, depth: number): Block[] {
  const children = depth + 1;
  switch (node.type) {
    case 'paragraph':
      countBlockMarks(node, reading);
      return [paragraph(readInlines(node.content, reading, children))];
    case 'heading':
      countBlockMarks(node, reading);
      return [
        { kind: 'heading', level: headingLevel(node), content: readInlines(node.content, reading, children) },
      ];
    case 'bulletList':
    case 'orderedList':
    case 'decisionList':
      return [readList(node, reading, children)];
    case 'taskList':
      return [readTaskList(node, reading, children)];
    case 'blockquote':
      return [{ kind: 'quote', blocks: readBlocks(node.content, reading, children) }];
    case 'panel':
      return [readPanel(node, reading, children)];
    case 'codeBlock':
      return [{ kind: 'code', language: stringAttribute(node.attrs, 'language'), text: codeText(node) }];
    case 'rule':
      return [{ kind: 'rule' }];
    case 'table':
      return [readTable(node, reading, children)];
    case 'expand':
    case 'nestedExpand':
      return [...boldTitle(node), ...readBlocks(node.content, reading, children)];
    case 'mediaSingle':
      return [readMediaSingle(node, reading, children)];
    case 'mediaGroup':
      return readMediaGroup(node, reading);
    case 'media':
      return [paragraph([readMedia(node, [], 'image', reading)])];
    case 'caption':
      return [paragraph(emphasized(readInlines(node.content, reading, children)))];
    case 'blockCard':
    case 'embedCard':
      return [paragraph([readCard(node, reading)])];
    case 'doc':
    case 'layoutSection':
    case 'layoutColumn':
      return readBlocks(node.content, reading, children);
    case 'extension':
    case 'bodiedExtension':
      if (node.content.length > 0) return readBlocks(node.content, reading, children);
      return [paragraph([plainText(extensionText(node, reading))])];
    case 'bodiedSyncBlock':
      if (node.content.length > 0) return readBlocks(node.content, reading, children);
      return unsupported(node, reading, children);
    default:
      return unsupported(node, reading, children);
  }
}

/** The format grows: what is not known yet shows the text in it, or says what it was. */
function unsupported(node: AdfNode, reading: AdfReading, depth: number): Block[] {
  reading.losses.count(`unsupported:${node.type}`);
  if (node.content.length > 0) return readBlocks(node.content, reading, depth);
  return [paragraph([plainText(node.text ?? `[unsupported: ${node.type}]`, readMarks(node, reading))])];
}

function countBlockMarks(node: AdfNode, reading: AdfReading): void {
  // Marks on a block are alignment, indentation or font size; none has a Markdown form.
  readMarks(node, reading);
}

function headingLevel(node: AdfNode): HeadingBlock['level'] {
  const level = Math.round(numberAttribute(node.attrs, 'level') ?? 1);
  if (level <= 1) return 1;
  if (level === 2 || level === 3 || level === 4 || level === 5) return level;
  return 6;
}

const PANEL_LABELS: ReadonlyMap<string, string> = new Map([
  ['info', 'Info'],
  ['note', 'Note'],
  ['tip', 'Tip'],
  ['warning', 'Warning'],
  ['error', 'Error'],
  ['success', 'Success'],
]);

/** A quote that starts with the kind of the panel, or with the icon of a custom one. */
function readPanel(node: AdfNode, reading: AdfReading, depth: number): Block {
  const blocks = readBlocks(node.content, reading, depth);
  const type = stringAttribute(node.attrs, 'panelType') ?? '';
  const label = PANEL_LABELS.get(type);
  const icon = stringAttribute(node.attrs, 'panelIconText');
  if (label !== undefined) {
    return { kind: 'quote', blocks: prefixed([plainText(`${label}:`, { strong: true })], blocks) };
  }
  return { kind: 'quote', blocks: icon === undefined ? blocks : prefixed([plainText(icon)], blocks) };
}

/** Text of a code block as it stands, whatever nodes it was put into. */
function codeText(node: AdfNode): string {
  let text = '';
  for (const part of walkAdf(node.content, () => false))
    text += part.type === 'hardBreak' ? '\n' : (part.text ?? '');
  return text;
}

function boldTitle(node: AdfNode): Block[] {
  const title = stringAttribute(node.attrs, 'title');
  return title === undefined ? [] : [paragraph([plainText(title, { strong: true })])];
}

function emphasized(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline) => {
    if (inline.kind === 'lineBreak') return inline;
    const marks: InlineMarks = { ...inline.marks, emphasis: true };
    return { ...inline, marks };
  });
}

/** Pictures with their captions, as lines of one paragraph. */
function readMediaSingle(node: AdfNode, reading: AdfReading, depth: number): Block {
  const lines: Inline[] = [];
  for (const value of node.content) {
    const child = readAdfNode(value);
    if (child === undefined) continue;
    if (lines.length > 0) lines.push(LINE_BREAK);
    if (child.type === 'media') {
      lines.push(readMedia(child, node.marks, 'image', reading));
    } else {
      const inlines = readInlines(child.type === 'caption' ? child.content : [value], reading, depth);
      for (const inline of child.type === 'caption' ? emphasized(inlines) : inlines) lines.push(inline);
    }
  }
  return paragraph(lines);
}

/** Files offered for download, one per item. */
function readMediaGroup(node: AdfNode, reading: AdfReading): Block[] {
  const items = node.content.flatMap((value) => {
    const child = readAdfNode(value);
    return child === undefined
      ? []
      : [{ blocks: [paragraph([readMedia(child, node.marks, 'link', reading)])] }];
  });
  return items.length === 0 ? [] : [{ kind: 'list', ordered: false, start: 1, items }];
}
