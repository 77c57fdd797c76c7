import { tableAsList } from './block-flattening.js';
import type { Block, Inline, ListBlock, ListItem, TableBlock } from './document.js';
import { pruneBlocks } from './document-pruning.js';
import { type RichTextReferenceOptions, replaceReferences } from './document-references.js';
import { type RichTextInput, readRichText } from './from-markdown.js';
import { createLossCounter, type LossCounter } from './losses.js';
import { safeAddress } from './markdown-escaping.js';
import { createSegmentWriter, type SegmentWriter } from './segments.js';
import { cleanText } from './text-cleaning.js';

/** Deeper containers are written without further indentation, which every line would repeat. */
const MAX_CONTAINERS = 10;

interface PlainTextWriting {
  readonly output: SegmentWriter;
  readonly losses: LossCounter;
}

/**
 * Converts DevRev rich text to plain text: what a reader sees, with list markers, and addresses in parentheses
 * after the text of a link.
 *
 * @returns `text`, empty when nothing is visible, and `losses` by kind
 */
export function richTextToPlainText(
  richText: RichTextInput,
  options: RichTextReferenceOptions = {},
): { text: string; losses: Readonly<Record<string, number>> } {
  const losses = createLossCounter();
  const blocks = replaceReferences(readRichText(richText, losses), options, losses);
  const writing: PlainTextWriting = { output: createSegmentWriter(), losses };
  writeBlocks(pruneBlocks(blocks), writing, 0);
  const text = (writing.output.finish() ?? []).join('');
  return { text, losses: losses.totals() };
}

function writeBlocks(blocks: readonly Block[], writing: PlainTextWriting, containers: number): void {
  blocks.forEach((block, index) => {
    if (index > 0) writing.output.blankLine();
    writeBlock(block, writing, containers);
  });
}

function writeBlock(block: Block, writing: PlainTextWriting, containers: number): void {
  const { output } = writing;
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      output.lines(inlineText(block.content));
      break;
    case 'code':
      output.lines(cleanText(block.text));
      break;
    case 'rule':
      output.text('---');
      break;
    case 'quote':
      writeContainer('> ', '> ', block.blocks, writing, containers);
      break;
    case 'list':
      writeList(block, writing, containers);
      break;
    case 'table':
      writeTable(block, writing, containers);
      break;
  }
}

function writeContainer(
  marker: string,
  prefix: string,
  blocks: readonly Block[],
  writing: PlainTextWriting,
  containers: number,
): void {
  const opens = containers < MAX_CONTAINERS;
  if (opens) writing.output.open(marker, prefix);
  writeBlocks(blocks, writing, containers + 1);
  if (opens) writing.output.close();
}

function writeList(list: ListBlock, writing: PlainTextWriting, containers: number): void {
  const tight = list.items.every(isTight);
  list.items.forEach((item, index) => {
    if (index > 0) {
      if (tight) writing.output.newLine();
      else writing.output.blankLine();
    }
    const task = item.task === undefined ? '' : item.task === 'done' ? '☑ ' : '☐ ';
    const marker = list.ordered ? `${list.start + index}. ` : '- ';
    const [first, second] = item.blocks;
    if (tight && first && second) {
      writeTightItem(`${marker}${task}`, ' '.repeat(marker.length), [first, second], writing, containers);
    } else {
      writeContainer(`${marker}${task}`, ' '.repeat(marker.length), item.blocks, writing, containers);
    }
  });
}

function writeTightItem(
  marker: string,
  prefix: string,
  [first, second]: readonly [Block, Block],
  writing: PlainTextWriting,
  containers: number,
): void {
  const opens = containers < MAX_CONTAINERS;
  if (opens) writing.output.open(marker, prefix);
  writeBlock(first, writing, containers + 1);
  writing.output.newLine();
  writeBlock(second, writing, containers + 1);
  if (opens) writing.output.close();
}

function isTight(item: ListItem): boolean {
  const [first, second] = item.blocks;
  return (
    item.blocks.length < 2 ||
    (item.blocks.length === 2 && first?.kind === 'paragraph' && second?.kind === 'list')
  );
}

/** Columns cannot be lined up in a proportional font, so a table is read out row by row. */
function writeTable(table: TableBlock, writing: PlainTextWriting, containers: number): void {
  writeList(tableAsList(table, writing.losses.count), writing, containers);
}

function inlineText(inlines: readonly Inline[]): string {
  let text = '';
  inlines.forEach((inline, index) => {
    if (inline.kind === 'lineBreak') {
      text += '\n';
      return;
    }
    const link = inline.kind === 'image' ? inline.url : inline.marks.link;
    text += inline.kind === 'text' ? inline.text : inline.kind === 'image' ? inline.alt : '';
    const next = inlines[index + 1];
    const linkGoesOn = inline.kind === 'text' && next?.kind === 'text' && next.marks.link === link;
    const address = link === undefined || linkGoesOn ? undefined : safeAddress(link);
    if (address !== undefined && !text.endsWith(address)) text += text === '' ? address : ` (${address})`;
  });
  return cleanText(text);
}
