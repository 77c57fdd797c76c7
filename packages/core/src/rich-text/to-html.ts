import type { Block, Inline, ListBlock, TableBlock, TableCell } from './document.js';
import { pruneBlocks } from './document-pruning.js';
import { type RichTextReferenceOptions, replaceReferences } from './document-references.js';
import { type RichTextInput, readRichText } from './from-markdown.js';
import { attributeValue, escapeHtml } from './html-escaping.js';
import { createLossCounter, type LossCounter } from './losses.js';
import { codeLanguage, safeAddress } from './markdown-escaping.js';
import { hasHeaderRow } from './table-layout.js';
import { cleanText } from './text-cleaning.js';

/**
 * Converts DevRev rich text to HTML. Everything in the result was written here, element by element: nothing of
 * the source is copied, so no script, style or event handler gets through, and unsafe links become text.
 *
 * @returns `html`, empty when nothing is visible, and `losses` by kind, among them `mention:unresolved` and
 *   `artifact:unresolved`
 */
export function richTextToHtml(
  richText: RichTextInput,
  options: RichTextReferenceOptions = {},
): { html: string; losses: Readonly<Record<string, number>> } {
  const losses = createLossCounter();
  const blocks = replaceReferences(readRichText(richText, losses), options, losses);
  const writing: HtmlWriting = { parts: [], losses };
  writeBlocks(pruneBlocks(blocks), writing);
  return { html: writing.parts.join(''), losses: losses.totals() };
}

interface HtmlWriting {
  readonly parts: string[];
  readonly losses: LossCounter;
}

function writeBlocks(blocks: readonly Block[], writing: HtmlWriting): void {
  for (const block of blocks) writeBlock(block, writing);
}

function writeBlock(block: Block, writing: HtmlWriting): void {
  const { parts } = writing;
  switch (block.kind) {
    case 'paragraph':
      parts.push('<p>');
      writeInlines(block.content, writing);
      parts.push('</p>');
      break;
    case 'heading':
      parts.push(`<h${block.level}>`);
      writeInlines(block.content, writing);
      parts.push(`</h${block.level}>`);
      break;
    case 'quote':
      parts.push('<blockquote>');
      writeBlocks(block.blocks, writing);
      parts.push('</blockquote>');
      break;
    case 'list':
      writeList(block, writing);
      break;
    case 'code': {
      const language = codeLanguage(block.language);
      const attributes = language === '' ? '' : ` class="language-${attributeValue(language)}"`;
      // A parser skips a line break directly behind the opening tag.
      parts.push(`<pre><code${attributes}>\n${escapeHtml(cleanText(block.text))}</code></pre>`);
      break;
    }
    case 'rule':
      parts.push('<hr>');
      break;
    case 'table':
      writeTable(block, writing);
      break;
  }
}

function writeList(list: ListBlock, writing: HtmlWriting): void {
  const { parts } = writing;
  const name = list.ordered ? 'ol' : 'ul';
  parts.push(list.ordered && list.start !== 1 ? `<ol start="${list.start}">` : `<${name}>`);
  for (const item of list.items) {
    parts.push('<li>');
    // A symbol survives systems that remove form fields.
    if (item.task !== undefined) parts.push(item.task === 'done' ? '☑ ' : '☐ ');
    writeFlow(item.blocks, writing);
    parts.push('</li>');
  }
  parts.push(`</${name}>`);
}

/** Content of an item or cell: a first paragraph needs no element of its own when nothing but a list follows. */
function writeFlow(blocks: readonly Block[], writing: HtmlWriting): void {
  const [first, ...others] = blocks;
  if (first?.kind !== 'paragraph' || !others.every((block) => block.kind === 'list')) {
    writeBlocks(blocks, writing);
    return;
  }
  writeInlines(first.content, writing);
  writeBlocks(others, writing);
}

function writeTable(table: TableBlock, writing: HtmlWriting): void {
  const { parts } = writing;
  const headed = hasHeaderRow(table);
  parts.push('<table>');
  table.rows.forEach((row, index) => {
    if (headed && index === 0) parts.push('<thead>');
    if (index === (headed ? 1 : 0)) parts.push('<tbody>');
    parts.push('<tr>');
    for (const cell of row) writeCell(cell, writing);
    parts.push('</tr>');
    if (headed && index === 0) parts.push('</thead>');
  });
  parts.push(table.rows.length > (headed ? 1 : 0) ? '</tbody></table>' : '</table>');
}

function writeCell(cell: TableCell, writing: HtmlWriting): void {
  const name = cell.header ? 'th' : 'td';
  const columns = cell.columnSpan > 1 ? ` colspan="${Math.floor(cell.columnSpan)}"` : '';
  const rows = cell.rowSpan > 1 ? ` rowspan="${Math.floor(cell.rowSpan)}"` : '';
  writing.parts.push(`<${name}${columns}${rows}>`);
  writeFlow(cell.blocks, writing);
  writing.parts.push(`</${name}>`);
}

const TAGS = { strong: 'strong', emphasis: 'em', strike: 'del', code: 'code' } as const;

interface OpenTag {
  readonly start: string;
  readonly end: string;
}

function writeInlines(inlines: readonly Inline[], writing: HtmlWriting): void {
  const { parts } = writing;
  const open: OpenTag[] = [];
  for (const inline of inlines) {
    const wanted = tagsOf(inline, writing);
    let shared = 0;
    while (shared < wanted.length && open[shared]?.start === wanted[shared]?.start) shared += 1;
    for (let tag = open.pop(); tag !== undefined; tag = open.pop()) {
      if (open.length < shared) {
        open.push(tag);
        break;
      }
      parts.push(tag.end);
    }
    for (const tag of wanted.slice(shared)) {
      parts.push(tag.start);
      open.push(tag);
    }
    writeInline(inline, writing);
  }
  for (let tag = open.pop(); tag !== undefined; tag = open.pop()) parts.push(tag.end);
}

function tagsOf(inline: Inline, writing: HtmlWriting): OpenTag[] {
  if (inline.kind === 'lineBreak') return [];
  const tags: OpenTag[] = [];
  const { link } = inline.marks;
  if (link !== undefined) {
    const address = safeAddress(link);
    if (address === undefined) writing.losses.count('link:unsafe');
    else tags.push({ start: `<a href="${attributeValue(address)}">`, end: '</a>' });
  }
  for (const mark of ['strong', 'emphasis', 'strike', 'code'] as const) {
    if (inline.marks[mark]) tags.push({ start: `<${TAGS[mark]}>`, end: `</${TAGS[mark]}>` });
  }
  return tags;
}

function writeInline(inline: Inline, writing: HtmlWriting): void {
  const { parts } = writing;
  switch (inline.kind) {
    case 'text':
      parts.push(escapeHtml(cleanText(inline.text)).replaceAll('\n', '<br>'));
      break;
    case 'lineBreak':
      parts.push('<br>');
      break;
    case 'image': {
      const address = safeAddress(inline.url);
      const alt = cleanText(inline.alt);
      if (address === undefined) {
        writing.losses.count('image:unsafe');
        parts.push(escapeHtml(alt));
      } else {
        parts.push(`<img src="${attributeValue(address)}" alt="${attributeValue(alt)}">`);
      }
      break;
    }
    default:
      break;
  }
}
