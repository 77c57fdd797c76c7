import { cleanLine, cleanText } from './text-cleaning.js';

/** Where a run of text stands; decides which characters would be read as markup. */
export interface TextPosition {
  /** A block could open here: first text of a paragraph or of a line after a hard break. */
  readonly atLineStart: boolean;
  readonly inTableCell: boolean;
  /** What DevRev writes for a mention is not known; text next to one must not combine with it. */
  readonly afterMention: boolean;
  readonly beforeLinkOrMention: boolean;
}

const ENTITY = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y;
const WORD = /[\p{L}\p{N}]/u;
/** Text that opens a heading, quote, list, table, thematic break or setext underline at the start of a line. */
const OPENS_BLOCK = /^(?:#{1,6}(?=[ \t]|$)|>|[-+](?=[ \t]|$)|-(?=-)|=(?=[= \t]|$)|\||:(?=-))/;
const OPENS_ORDERED_LIST = /^\d{1,9}(?=[.)](?:[ \t]|$))/;

/** Every character that is escaped somewhere. Text without any of them is the rule. */
const MAYBE_ESCAPED = /[\\`*[\]<_&~|!(#>+\-=:.)]/;

/** Escapes one run of text (no line breaks) so that CommonMark and GFM show it unchanged. */
export function escapeText(text: string, position: TextPosition): string {
  if (!MAYBE_ESCAPED.test(text)) return text;
  const opener = position.atLineStart ? blockOpener(text) : -1;
  const pieces: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (index !== opener && !needsEscape(text, index, position)) continue;
    pieces.push(text.slice(start, index));
    start = index;
  }
  pieces.push(text.slice(start));
  return pieces.join('\\');
}

/** Index of the character to escape so that the text opens no block; -1 when it opens none. */
function blockOpener(text: string): number {
  const number = OPENS_ORDERED_LIST.exec(text);
  if (number) return number[0].length;
  return OPENS_BLOCK.test(text) ? 0 : -1;
}

function needsEscape(text: string, index: number, position: TextPosition): boolean {
  switch (text.charAt(index)) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
      return true;
    case '_':
      // Between letters an underscore can neither open nor close emphasis.
      return !(WORD.test(text.charAt(index - 1)) && WORD.test(text.charAt(index + 1)));
    case '&':
      ENTITY.lastIndex = index;
      return ENTITY.test(text);
    case '~':
      return !isHarmlessTilde(text, index, position);
    case '|':
      return position.inTableCell;
    case '!':
      return index === text.length - 1 && position.beforeLinkOrMention;
    case '(':
      return index === 0 && position.afterMention;
    default:
      return false;
  }
}

/** A single tilde after white space (`~5 minutes`) can only open a strike, and every closing one is escaped. */
function isHarmlessTilde(text: string, index: number, position: TextPosition): boolean {
  const previous = text.charAt(index - 1);
  const next = text.charAt(index + 1);
  const startsWord = index === 0 ? position.atLineStart : previous === ' ';
  return startsWord && next !== '' && next !== '~';
}

/** Escapes a run of `#` that would be read as the closing sequence of a heading. Takes escaped text. */
export function escapeHeadingEnd(escaped: string): string {
  let start = escaped.length;
  while (start > 0 && escaped.charAt(start - 1) === '#') start -= 1;
  const closes = start < escaped.length && (start === 0 || /[ \t]/.test(escaped.charAt(start - 1)));
  return closes ? `${escaped.slice(0, start)}\\${escaped.slice(start)}` : escaped;
}

/** The description of an image or the text of a bare link, on one line. */
export function escapeLabel(text: string, inTableCell: boolean): string {
  return escapeText(cleanLine(text), {
    atLineStart: false,
    inTableCell,
    afterMention: false,
    beforeLinkOrMention: true,
  });
}

function longestBacktickRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/**
 * Inline code. Undefined where Markdown has no way to write it: only white space, or a backslash before a
 * pipe inside a table cell (parsers disagree on which of the two is escaped).
 */
export function codeSpan(text: string, inTableCell: boolean): string | undefined {
  const code = cleanText(text).replaceAll('\n', ' ');
  if (code.trim() === '' || (inTableCell && code.includes('\\|'))) return undefined;
  const fence = '`'.repeat(longestBacktickRun(code) + 1);
  const strippedByParser = code.startsWith(' ') && code.endsWith(' ');
  const padding = strippedByParser || code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  const content = inTableCell ? code.replaceAll('|', '\\|') : code;
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** The fence for a code block, longer than any run of backticks in it. */
export function codeFence(code: string): string {
  return '`'.repeat(Math.max(3, longestBacktickRun(code) + 1));
}

/** The first word of the language, without anything that could end the fence line. */
export function codeLanguage(language: string | undefined): string {
  const [word = ''] = cleanLine(language ?? '').split(/[\s`]/, 1);
  return word.replace(/[\\&<>~]/g, '');
}

const UNSAFE_SCHEME = /^(?:javascript|data|vbscript):/i;
const ENTITIES = new RegExp(ENTITY.source, 'g');
const ENCODED_IN_DESTINATION: ReadonlyMap<string, string> = new Map([
  ['|', '%7C'],
  ['`', '%60'],
  ['<', '%3C'],
  ['>', '%3E'],
  ['\\', '%5C'],
]);

/**
 * An address that may be followed, without the characters browsers skip. Undefined when it is empty or would
 * run code (`javascript:`, `data:`, `vbscript:`, with or without white space and control characters inside).
 */
export function safeAddress(url: string): string | undefined {
  const address = cleanText(url)
    .replace(/[\t\n]/g, '')
    .trim();
  if (address === '' || UNSAFE_SCHEME.test(address.replace(/[\s\p{Cf}]/gu, ''))) return undefined;
  return address;
}

/** The destination of a link or image as Markdown; undefined when it must not be followed. */
export function linkDestination(url: string): string | undefined {
  const address = safeAddress(url);
  if (address === undefined) return undefined;
  const encoded = address
    .replace(/[|`<>\\]/g, (character) => ENCODED_IN_DESTINATION.get(character) ?? character)
    .replace(ENTITIES, (entity) => `\\${entity}`);
  return /[\s()]/.test(encoded) ? `<${encoded}>` : encoded;
}
