import { flattenBlocks, tableAsList } from './block-flattening.js';
import { type Block, type CodeBlock, type ListBlock, type ListItem, paragraph } from './document.js';
import { pruneBlocks } from './document-pruning.js';
import { codeFence, codeLanguage } from './markdown-escaping.js';
import { writeInlines } from './markdown-inlines.js';
import { DEFAULT_MARKDOWN_STYLE, type MarkdownStyle, type MarkdownWriting } from './markdown-style.js';
import { writePipeTable } from './markdown-tables.js';
import { createSegmentWriter, type RichText } from './segments.js';
import { cleanText } from './text-cleaning.js';

/**
 * Lists and quotes nested deeper than this are written flat: Markdown renderers stop following at about this
 * depth, and every level repeats its prefix on every line.
 */
const MAX_CONTAINERS = 10;
/** CommonMark reads at most nine digits as a list number. */
const MAX_LIST_NUMBER = 999_999_999;

/**
 * Writes a document as DevRev rich text.
 *
 * @param blocks nested at most `MAX_DOCUMENT_DEPTH` deep
 * @param options `countLoss` is called with the kind of everything that has no Markdown form
 * @returns `null` when a reader would see nothing
 */
export function writeRichText(
  blocks: readonly Block[],
  options: { style?: Partial<MarkdownStyle>; countLoss?: (kind: string) => void } = {},
): RichText {
  const writing: MarkdownWriting = {
    output: createSegmentWriter(),
    style: { ...DEFAULT_MARKDOWN_STYLE, ...options.style },
    countLoss: options.countLoss ?? (() => {}),
  };
  writeBlocks(pruneBlocks(blocks), writing, 0);
  return writing.output.finish();
}

function writeBlocks(blocks: readonly Block[], writing: MarkdownWriting, containers: number): void {
  let previousList: ListBlock | undefined;
  let alternate = false;
  blocks.forEach((original, index) => {
    if (index > 0) writing.output.blankLine();
    const block = writableBlock(original, writing, containers);
    if (block.kind === 'list') {
      // Two lists in a row would be read as one: change the marker.
      alternate = previousList?.ordered === block.ordered && !alternate;
      previousList = block;
      writeList(block, writing, containers, alternate);
    } else {
      previousList = undefined;
      alternate = false;
      writeBlock(block, writing, containers);
    }
  });
}

/** The block itself, or what stands for it where Markdown cannot have it. */
function writableBlock(block: Block, writing: MarkdownWriting, containers: number): Block {
  if (block.kind === 'table' && (containers > 0 || writing.style.table === 'list')) {
    return writableBlock(tableAsList(block, writing.countLoss), writing, containers);
  }
  const nests = block.kind === 'list' || block.kind === 'quote';
  if (!nests || containers < MAX_CONTAINERS) return block;
  writing.countLoss('nesting');
  return paragraph(flattenBlocks([block], writing.countLoss));
}

function writeBlock(block: Exclude<Block, ListBlock>, writing: MarkdownWriting, containers: number): void {
  const { output } = writing;
  switch (block.kind) {
    case 'paragraph':
      writeInlines(block.content, 'paragraph', writing);
      break;
    case 'heading':
      output.text(`${'#'.repeat(block.level)} `);
      writeInlines(block.content, 'heading', writing);
      break;
    case 'code':
      writeCode(block, writing);
      break;
    case 'rule':
      // Behind a list marker dashes or asterisks would be read together with the marker.
      output.text(containers > 0 ? '___' : '---');
      break;
    case 'quote':
      output.open('> ', '> ');
      writeBlocks(block.blocks, writing, containers + 1);
      output.close();
      break;
    case 'table':
      writePipeTable(block, writing);
      break;
  }
}

function writeCode(block: CodeBlock, writing: MarkdownWriting): void {
  const code = cleanText(block.text);
  const fence = codeFence(code);
  writing.output.lines(`${fence}${codeLanguage(block.language)}\n${code}\n${fence}`);
}

function writeList(list: ListBlock, writing: MarkdownWriting, containers: number, alternate: boolean): void {
  const { output } = writing;
  const tight = list.items.every((item) => isTight(item.blocks, containers + 1));
  const start = Math.min(Math.max(0, Math.floor(list.start)), MAX_LIST_NUMBER - list.items.length);
  list.items.forEach((item, index) => {
    if (index > 0) {
      if (tight) output.newLine();
      else output.blankLine();
    }
    const bullet = alternate ? '* ' : '- ';
    const marker = list.ordered ? `${start + index}${alternate ? ')' : '.'} ` : bullet;
    output.open(marker, ' '.repeat(marker.length));
    writeItem(item, tight, writing, containers + 1);
    output.close();
  });
}

function writeItem(item: ListItem, tight: boolean, writing: MarkdownWriting, containers: number): void {
  const { output, style } = writing;
  const [first, ...others] = item.blocks;
  if (item.task !== undefined) {
    const symbol = item.task === 'done' ? '☑' : '☐';
    const checkbox = item.task === 'done' ? '[x]' : '[ ]';
    output.text(`${style.task === 'checkbox' ? checkbox : symbol}${first?.kind === 'paragraph' ? ' ' : ''}`);
    if (first && first.kind !== 'paragraph') output.blankLine();
  }
  if (!tight || others.length === 0 || first === undefined) {
    writeBlocks(item.blocks, writing, containers);
    return;
  }
  writeBlocks([first], writing, containers);
  output.newLine();
  writeBlocks(others, writing, containers);
}

/** Whether an item needs no empty line: a single block, or a paragraph with a list that may interrupt it. */
function isTight(blocks: readonly Block[], containers: number): boolean {
  const [first, second] = blocks;
  if (blocks.length < 2) return true;
  if (blocks.length > 2 || first?.kind !== 'paragraph' || second?.kind !== 'list') return false;
  if (containers >= MAX_CONTAINERS) return false;
  // CommonMark 0.30 §5.2: only a list that starts with 1 and a non-empty item interrupts a paragraph.
  const startsNonEmpty = (second.items[0]?.blocks.length ?? 0) > 0 || second.items[0]?.task !== undefined;
  return startsNonEmpty && (!second.ordered || second.start === 1);
}
