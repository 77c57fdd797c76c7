import {
  type Block,
  type CodeBlock,
  type Inline,
  type ListItem,
  paragraph,
  plainText,
  type TableCell,
} from './document.js';
import { readEmbeddedHtml, startReading } from './from-html.js';
import { LINE_ELEMENTS } from './html-elements.js';
import type { LossCounter } from './losses.js';
import { readMarkdownInlines } from './markdown-inline-reading.js';
import { parseMarkdown } from './markdown-parser.js';
import { joinSegments } from './markdown-placeholders.js';
import { resolveMentions } from './mention-resolving.js';
import { plainTextBlocks } from './plain-text.js';
import type { RichText } from './segments.js';

/**
 * Longer texts than this are not parsed. DevRev takes bodies of up to 65,536 characters (public REST API), and
 * no parser of CommonMark stays fast on tens of megabytes of brackets.
 */
const MAX_PARSED_CHARACTERS = 300_000;

/** Rich text as it is stored, as the loader receives it, or as a plain Markdown string. */
export type RichTextInput =
  | RichText
  | string
  | undefined
  | { readonly type: 'rich_text'; readonly content: RichText };

/**
 * Reads DevRev rich text into the neutral document. Longer texts than `MAX_PARSED_CHARACTERS` lose their
 * formatting, not their text, unless they are one block of HTML as articles are.
 */
export function readRichText(richText: RichTextInput, losses: LossCounter): readonly Block[] {
  const source = joinSegments(segmentsOf(richText), losses);
  return resolveMentions(readMarkdown(source.markdown, losses), source, losses);
}

function segmentsOf(richText: RichTextInput): readonly unknown[] {
  if (richText === null || richText === undefined) return [];
  if (typeof richText === 'string') return [richText];
  if ('content' in richText) return Array.isArray(richText.content) ? richText.content : [];
  return Array.isArray(richText) ? richText : [];
}

function readMarkdown(markdown: string, losses: LossCounter): Block[] {
  if (markdown.length <= MAX_PARSED_CHARACTERS) return readTokens(markdown, losses);
  if (isOneHtmlBlock(markdown)) return readEmbeddedHtml(markdown, losses);
  losses.count('markdown:tooLong');
  return plainTextBlocks(markdown.replace(/\\([\n!-/:-@[-`{-~])/g, '$1'));
}

/** CommonMark 0.30 §4.6: a block of HTML ends at the first blank line. */
function isOneHtmlBlock(markdown: string): boolean {
  const name = /^\s{0,9}<([a-zA-Z][a-zA-Z\d]{0,20})[\s>]/.exec(markdown)?.[1]?.toLowerCase();
  const isBlock =
    name !== undefined && (LINE_ELEMENTS.has(name) || /^(?:h[1-6]|[uo]l|table|pre)$/.test(name));
  return isBlock && !/\n[ \t]*\n[ \t]*\S/.test(markdown);
}

/** What is open around the current token. */
type Open =
  | { readonly kind: 'blocks'; readonly blocks: Block[]; readonly isItem: boolean; task?: 'open' | 'done' }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: ListItem[] }
  | { readonly kind: 'table'; readonly rows: TableCell[][] };

function readTokens(markdown: string, losses: LossCounter): Block[] {
  const reading = startReading({}, losses, 'image');
  const root: Block[] = [];
  const open: Open[] = [{ kind: 'blocks', blocks: root, isItem: false }];
  let headingLevel: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  let cell: TableCell | undefined;

  function target(): Block[] {
    const innermost = open[open.length - 1];
    return innermost?.kind === 'blocks' ? innermost.blocks : root;
  }
  function close(): Open | undefined {
    return open.pop();
  }
  /** GFM task list items are items whose source starts with a checkbox; an escaped one is text. */
  function addParagraph(content: Inline[], source: string): void {
    const item = open[open.length - 1];
    const checkbox = /^\[([ xX])\](?: |$)/.exec(source);
    const first = content[0];
    if (
      checkbox &&
      first?.kind === 'text' &&
      item?.kind === 'blocks' &&
      item.isItem &&
      item.blocks.length === 0
    ) {
      item.task = checkbox[1] === ' ' ? 'open' : 'done';
      const rest = first.text.slice(checkbox[0].length);
      const others = content.slice(1);
      if (rest === '' && others.length === 0) return;
      item.blocks.push(paragraph(rest === '' ? others : [plainText(rest), ...others]));
    } else {
      target().push(paragraph(content));
    }
  }
  for (const token of parseMarkdown(markdown)) {
    switch (token.type) {
      case 'inline': {
        const content = readMarkdownInlines(token.children ?? [], reading);
        if (cell !== undefined) cell = { ...cell, blocks: [paragraph(content)] };
        else if (headingLevel !== undefined) target().push({ kind: 'heading', level: headingLevel, content });
        else addParagraph(content, token.content);
        break;
      }
      case 'heading_open':
        headingLevel = levelOf(token.tag);
        break;
      case 'heading_close':
        headingLevel = undefined;
        break;
      case 'blockquote_open':
      case 'list_item_open':
        open.push({ kind: 'blocks', blocks: [], isItem: token.type === 'list_item_open' });
        break;
      case 'blockquote_close': {
        const quote = close();
        if (quote?.kind === 'blocks') target().push({ kind: 'quote', blocks: quote.blocks });
        break;
      }
      case 'bullet_list_open':
      case 'ordered_list_open': {
        const start = Number(token.attrGet('start') ?? '1');
        open.push({ kind: 'list', ordered: token.type === 'ordered_list_open', start, items: [] });
        break;
      }
      case 'list_item_close': {
        const item = close();
        const list = open[open.length - 1];
        if (item?.kind === 'blocks' && list?.kind === 'list') {
          const { blocks, task } = item;
          list.items.push(task === undefined ? { blocks } : { task, blocks });
        }
        break;
      }
      case 'bullet_list_close':
      case 'ordered_list_close': {
        const list = close();
        if (list?.kind === 'list') target().push(list);
        break;
      }
      case 'fence':
      case 'code_block':
        target().push(codeBlock(token.info, token.content));
        break;
      case 'hr':
        target().push({ kind: 'rule' });
        break;
      case 'html_block':
        for (const block of readEmbeddedHtml(token.content, losses)) target().push(block);
        break;
      case 'table_open':
        open.push({ kind: 'table', rows: [] });
        break;
      case 'tr_open': {
        const table = open[open.length - 1];
        if (table?.kind === 'table') table.rows.push([]);
        break;
      }
      case 'th_open':
      case 'td_open':
        cell = { header: token.type === 'th_open', columnSpan: 1, rowSpan: 1, blocks: [] };
        break;
      case 'th_close':
      case 'td_close': {
        const table = open[open.length - 1];
        if (cell && table?.kind === 'table') table.rows[table.rows.length - 1]?.push(cell);
        cell = undefined;
        break;
      }
      case 'table_close': {
        const table = close();
        if (table?.kind === 'table') target().push({ kind: 'table', rows: withoutEmptyHeader(table.rows) });
        break;
      }
      default:
        break;
    }
  }
  return root;
}

function levelOf(tag: string): 1 | 2 | 3 | 4 | 5 | 6 {
  const level = Number(tag.slice(1));
  return level === 2 || level === 3 || level === 4 || level === 5 || level === 6 ? level : 1;
}

function codeBlock(info: string, content: string): CodeBlock {
  const [language = ''] = info.trim().split(/\s/, 1);
  return { kind: 'code', language: language === '' ? undefined : language, text: content.replace(/\n$/, '') };
}

/** Markdown cannot write a table without a header, so one without has an empty header row. */
function withoutEmptyHeader(rows: TableCell[][]): TableCell[][] {
  const [header, ...others] = rows;
  const isEmpty = header?.every((cell) =>
    cell.blocks.every((block) => block.kind === 'paragraph' && block.content.length === 0),
  );
  return isEmpty && others.length > 0 ? others : rows;
}
