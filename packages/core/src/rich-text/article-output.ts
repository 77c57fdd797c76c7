import { ARTICLE_BLOCKS, TABLE_PARTS } from './article-elements.js';
import { escapeHtml } from './html-escaping.js';
import type { RichText, RichTextMention } from './segments.js';
import { cleanText, hasVisibleText } from './text-cleaning.js';

/** Deeper elements lose their tags, not their content. */
const MAX_OPEN_ELEMENTS = 200;

/** Writes balanced HTML in which tables and lists are whole, so that no parser rearranges it. */
export interface ArticleOutput {
  /** Opens an element under the name it has in the source. An empty start tag keeps the pairs together. */
  open(name: string, startTag: ReadonlyArray<string | RichTextMention>, endTag: string): boolean;
  close(name: string): void;
  text(text: string): void;
  /** A line break, which alone shows nothing. */
  lineBreak(): void;
  /** Something visible without content. */
  atom(pieces: ReadonlyArray<string | RichTextMention>): void;
  isOpen(name: string): boolean;
  finish(): RichText;
}

interface OpenElement {
  readonly name: string;
  readonly endTag: string;
}

export function createArticleOutput(): ArticleOutput {
  const segments: Array<string | RichTextMention> = [];
  const stack: OpenElement[] = [];
  let buffer: string[] = [];
  let visible = false;
  let afterSpace = true;
  let preformatted = 0;

  function write(pieces: ReadonlyArray<string | RichTextMention>): void {
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        if (piece !== '') buffer.push(piece);
      } else {
        flush();
        segments.push(piece);
        visible = true;
      }
    }
  }
  function flush(): void {
    if (buffer.length > 0) segments.push(buffer.join(''));
    buffer = [];
  }
  function push(name: string, startTag: ReadonlyArray<string | RichTextMention>, endTag: string): void {
    write(startTag);
    stack.push({ name, endTag });
    if (name === 'pre') preformatted += 1;
    if (ARTICLE_BLOCKS.has(name)) afterSpace = true;
  }
  function pop(): void {
    const closed = stack.pop();
    if (closed === undefined) return;
    write([closed.endTag]);
    if (closed.name === 'pre') preformatted -= 1;
    if (ARTICLE_BLOCKS.has(closed.name)) afterSpace = true;
  }
  function closeTo(length: number): void {
    while (stack.length > length) pop();
  }
  function top(): string {
    return stack[stack.length - 1]?.name ?? '';
  }
  /** Index of the innermost of some elements; only parts of tables are looked for outside of the current cell. */
  function find(...names: readonly string[]): number {
    const inTable = names.some((name) => name === 'table' || TABLE_PARTS.has(name));
    for (let index = stack.length - 1; index >= 0; index -= 1) {
      const name = stack[index]?.name ?? '';
      if (names.includes(name)) return index;
      if (name === 'table' || (!inTable && (name === 'td' || name === 'th'))) return -1;
    }
    return -1;
  }
  /** Content between the parts of a table or list goes into a cell or item of its own. */
  function ensureFlow(): void {
    if (/^(?:table|thead|tbody|tfoot)$/.test(top())) push('tr', ['<tr>'], '</tr>');
    if (top() === 'tr') push('td', ['<td>'], '</td>');
    if (top() === 'ul' || top() === 'ol') push('li', ['<li>'], '</li>');
  }
  /** Brings the output to where the element may stand; false when there is no such place. */
  function prepare(name: string): boolean {
    if (TABLE_PARTS.has(name)) {
      const table = find('table');
      if (table < 0) return false;
      if (name === 'tr') closeTo(Math.max(table, find('thead', 'tbody', 'tfoot')) + 1);
      else if (name === 'td' || name === 'th') {
        const row = find('tr');
        if (row > table) closeTo(row + 1);
        else push('tr', ['<tr>'], '</tr>');
      } else closeTo(table + 1);
      return true;
    }
    if (name === 'li') {
      const list = find('ul', 'ol');
      if (list >= 0) {
        closeTo(list + 1);
      } else {
        prepare('ul');
        push('ul', ['<ul>'], '</ul>');
      }
      return true;
    }
    if (name === 'dt' || name === 'dd') {
      const previous = find('dt', 'dd', 'dl');
      if (previous >= 0 && stack[previous]?.name !== 'dl') closeTo(previous);
      return true;
    }
    if (ARTICLE_BLOCKS.has(name)) {
      const paragraph = find('p', ...(/^h[1-6]$/.test(name) ? ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] : []));
      if (paragraph >= 0) closeTo(paragraph);
    }
    ensureFlow();
    return true;
  }

  return {
    open(name, startTag, endTag) {
      if (stack.length >= MAX_OPEN_ELEMENTS) return false;
      if (!prepare(name)) return true;
      push(name, startTag, endTag);
      return true;
    },
    close(name) {
      const index = find(name);
      if (index >= 0) closeTo(index);
    },
    text(text) {
      const cleaned = cleanText(text);
      if (preformatted > 0) {
        if (cleaned === '') return;
        ensureFlow();
        // A blank line would end the block of HTML for a Markdown parser (CommonMark 0.30 §4.6).
        write([escapeHtml(cleaned).replaceAll('\n', '&#10;')]);
        visible ||= hasVisibleText(cleaned);
        return;
      }
      let collapsed = cleaned.replace(/[ \t\n]+/g, ' ');
      if (afterSpace && collapsed.startsWith(' ')) collapsed = collapsed.slice(1);
      if (collapsed === '') return;
      if (collapsed.trim() !== '') ensureFlow();
      else if (/^(?:table|thead|tbody|tfoot|tr|ul|ol|dl)$/.test(top())) return;
      write([escapeHtml(collapsed)]);
      afterSpace = collapsed.endsWith(' ');
      visible ||= hasVisibleText(collapsed);
    },
    lineBreak() {
      ensureFlow();
      write(['<br>']);
      afterSpace = true;
    },
    atom(pieces) {
      ensureFlow();
      write(pieces);
      afterSpace = false;
      visible = true;
    },
    isOpen: (name) => find(name) >= 0,
    finish() {
      closeTo(0);
      flush();
      return visible ? asHtmlBlock(segments) : null;
    },
  };
}

const STARTS_HTML_BLOCK = /^<(?:p|div|h[1-6]|ul|ol|table|blockquote|details|figure|dl|hr)[ >]/;

/** Makes sure a Markdown parser takes everything for one block of HTML. */
function asHtmlBlock(segments: ReadonlyArray<string | RichTextMention>): RichText {
  const [first, ...others] = segments;
  if (typeof first === 'string' && STARTS_HTML_BLOCK.test(first)) return segments;
  const start = typeof first === 'string' ? [`<div>${first}`] : ['<div>', ...(first ? [first] : [])];
  const wrapped = [...start, ...others];
  const last = wrapped[wrapped.length - 1];
  if (typeof last === 'string') wrapped[wrapped.length - 1] = `${last}</div>`;
  else wrapped.push('</div>');
  return wrapped;
}
