import type { Token } from 'markdown-it';
import { type Inline, type InlineMarks, LINE_BREAK, plainText } from './document.js';
import { DROPPED_ELEMENTS, formattingOf, LINE_ELEMENTS } from './html-elements.js';
import { createOpenFormatting, type OpenFormatting } from './html-formatting.js';
import { readImage } from './html-images.js';
import { type HtmlReading, resolvedUrl } from './html-reading.js';
import { readHtmlTokens } from './html-tokens.js';

/** Formatting of Markdown as the HTML elements it stands for, so that both may be mixed and overlap. */
const MASKED: ReadonlyMap<string, string> = new Map([
  ['strong', 'strong'],
  ['em', 'em'],
  ['s', 's'],
]);

/** Reads the inline tokens of one paragraph, heading or cell. `reading` is that of the HTML inside. */
export function readMarkdownInlines(tokens: readonly Token[], reading: HtmlReading): Inline[] {
  const inlines: Inline[] = [];
  const formatting = createOpenFormatting(reading.losses);
  const html: InlineHtml = { dropped: undefined, inlines, formatting, reading };
  let linkStart = 0;
  function add(text: string, marks: InlineMarks): void {
    if (html.dropped === undefined && text !== '') inlines.push(plainText(text, marks));
  }
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
      case 'text_special':
        add(token.content, formatting.marks);
        break;
      case 'code_inline':
        add(token.content, { ...formatting.marks, code: true });
        break;
      case 'softbreak':
        add(' ', formatting.marks);
        break;
      case 'hardbreak':
        inlines.push(LINE_BREAK);
        break;
      case 'link_open':
        linkStart = inlines.length;
        formatting.setLink(String(token.attrGet('href') ?? ''));
        if (token.attrGet('title') !== null) reading.losses.count('link:title');
        break;
      case 'link_close':
        // A link without text shows nothing, but its destination may be a mention.
        if (inlines.length === linkStart) inlines.push(plainText('', formatting.marks));
        formatting.setLink(undefined);
        break;
      case 'image':
        inlines.push({
          kind: 'image',
          url: String(token.attrGet('src') ?? ''),
          alt: altOf(token),
          marks: formatting.marks,
        });
        if (token.attrGet('title') !== null) reading.losses.count('link:title');
        break;
      case 'html_inline':
        readInlineHtml(token.content, html);
        break;
      default:
        changeFormatting(token, formatting);
        break;
    }
  }
  return inlines;
}

function changeFormatting(token: Token, formatting: OpenFormatting): void {
  const name = MASKED.get(token.tag);
  if (name === undefined) return;
  if (token.nesting === 1) formatting.open(`markdown ${name}`, formattingOf(name, new Map()) ?? 0);
  else if (token.nesting === -1) formatting.close(`markdown ${name}`);
}

interface InlineHtml {
  /** Name of the open element whose content is not shown. */
  dropped: string | undefined;
  readonly inlines: Inline[];
  readonly formatting: OpenFormatting;
  readonly reading: HtmlReading;
}

function readInlineHtml(tag: string, html: InlineHtml): void {
  const { formatting, inlines, reading } = html;
  readHtmlTokens(tag, {
    open(name, attributes) {
      if (html.dropped !== undefined) return;
      const mask = formattingOf(name, attributes);
      if (mask !== undefined) formatting.open(name, mask);
      else if (DROPPED_ELEMENTS.has(name)) html.dropped = name;
      else if (name === 'br' || LINE_ELEMENTS.has(name)) inlines.push(LINE_BREAK);
      else if (name === 'a') {
        formatting.setLink(resolvedUrl(attributes.get('href') ?? attributes.get('data-article-id'), reading));
      } else if (name === 'img') {
        const image = readImage(attributes, formatting.marks, reading);
        if (image) inlines.push(image);
      } else reading.losses.count(`unsupported:${name}`);
    },
    close(name) {
      if (html.dropped === name) html.dropped = undefined;
      if (name === 'a') formatting.setLink(undefined);
      else formatting.close(name);
    },
    text() {},
  });
}

/** The description of an image is Markdown of its own; what is shown is its text. */
function altOf(token: Token): string {
  let alt = '';
  const pending = [...(token.children ?? [])].reverse();
  for (let child = pending.pop(); child !== undefined; child = pending.pop()) {
    if (child.type === 'image')
      for (const inner of [...(child.children ?? [])].reverse()) pending.push(inner);
    else if (child.type === 'softbreak' || child.type === 'hardbreak') alt += ' ';
    else if (child.type !== 'html_inline') alt += child.content;
  }
  return alt;
}
