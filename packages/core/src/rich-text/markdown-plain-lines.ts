import type { Inline, LineBreakInline, TextInline } from './document.js';
import { escapeHeadingEnd, escapeText, type TextPosition } from './markdown-escaping.js';
import type { SegmentWriter } from './segments.js';
import { cleanText, hasVisibleText } from './text-cleaning.js';

/** Where inline content stands: decides how hard breaks and block openers are written. */
export type InlinePlace = 'paragraph' | 'heading' | 'tableCell';

export function isPlain(inlines: readonly Inline[]): inlines is ReadonlyArray<TextInline | LineBreakInline> {
  for (const inline of inlines) {
    if (inline.kind === 'lineBreak') continue;
    if (inline.kind !== 'text') return false;
    const { link, strong, emphasis, strike, code } = inline.marks;
    if (link !== undefined || strong || emphasis || strike || code) return false;
  }
  return true;
}

/** The same for content without formatting and references, which most is; several times faster. */
export function writePlainInlines(
  inlines: ReadonlyArray<TextInline | LineBreakInline>,
  place: InlinePlace,
  output: SegmentWriter,
): void {
  let parts: string[] = [];
  let breaks = 0;
  let written = false;
  function writeOneLine(line: string): void {
    if (!hasVisibleText(line)) return;
    const text = trimSpacesAtEnd(line.startsWith(' ') ? line.replace(/^ +/, '') : line);
    for (; written && breaks > 0; breaks -= 1) writeBreak(place, output);
    breaks = 0;
    written = true;
    const escaped = escapeText(
      text,
      place === 'paragraph' ? PLAIN_LINE : place === 'heading' ? PLAIN_HEADING : PLAIN_CELL,
    );
    output.text(place === 'heading' ? escapeHeadingEnd(escaped) : escaped);
  }
  function writeLines(): void {
    const text = cleanText(parts.length === 1 ? (parts[0] ?? '') : parts.join('')).replaceAll('\t', ' ');
    parts = [];
    for (let start = 0; start <= text.length; ) {
      const newLine = text.indexOf('\n', start);
      const end = newLine < 0 ? text.length : newLine;
      if (start > 0) breaks += 1;
      if (end > start) writeOneLine(start === 0 && end === text.length ? text : text.slice(start, end));
      start = end + 1;
    }
  }
  for (const inline of inlines) {
    if (inline.kind === 'text') {
      parts.push(inline.text);
    } else {
      if (parts.length > 0) writeLines();
      breaks += 1;
    }
  }
  if (parts.length > 0) writeLines();
}

const PLAIN_LINE: TextPosition = {
  atLineStart: true,
  inTableCell: false,
  afterMention: false,
  beforeLinkOrMention: false,
};
const PLAIN_HEADING: TextPosition = { ...PLAIN_LINE, atLineStart: false };
const PLAIN_CELL: TextPosition = { ...PLAIN_LINE, atLineStart: false, inTableCell: true };

export function writeBreak(place: InlinePlace, output: SegmentWriter): void {
  if (place === 'paragraph') {
    output.text('\\');
    output.newLine();
  } else {
    output.text(place === 'heading' ? ' ' : '<br>');
  }
}

export function trimSpacesAtEnd(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === ' ') end -= 1;
  return text.slice(0, end);
}
