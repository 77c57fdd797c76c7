import type { HtmlAttributes } from './html-tokens.js';

/** Elements whose content is never shown, or is a language of its own. They go with everything in them. */
export const DROPPED_ELEMENTS: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'template',
  'svg',
  'math',
  'noembed',
  'noframes',
  'datalist',
  'map',
]);

/** Elements without content and closing tag. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
]);

/** Elements that stand on lines of their own and mean nothing beyond that. */
export const LINE_ELEMENTS: ReadonlySet<string> = new Set([
  'address',
  'article',
  'aside',
  'body',
  'center',
  'dd',
  'details',
  'dialog',
  'dir',
  'div',
  'dl',
  'fieldset',
  'figure',
  'footer',
  'form',
  'header',
  'hgroup',
  'html',
  'legend',
  'main',
  'menu',
  'nav',
  'noscript',
  'optgroup',
  'option',
  'p',
  'search',
  'section',
  'select',
  'textarea',
]);

/** HTML elements that end `svg` and `math` when the closing tag is missing (HTML standard, §13.2.6.5). */
export const ENDS_FOREIGN_CONTENT: ReadonlySet<string> = new Set([
  ...['b', 'big', 'blockquote', 'body', 'br', 'center', 'code', 'dd', 'div', 'dl', 'dt', 'em', 'embed'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'head', 'hr', 'i', 'img', 'li', 'listing', 'menu', 'meta', 'nobr'],
  ...['ol', 'p', 'pre', 'ruby', 's', 'small', 'span', 'strong', 'strike', 'sub', 'sup', 'table', 'tt', 'u'],
  ...['ul', 'var'],
]);

/** Set in a mask, because an element may carry several through its style. */
export const STRONG = 1;
export const EMPHASIS = 2;
export const STRIKE = 4;
export const CODE = 8;
/** Formatting that rich text does not have; kept in the mask only so that it is counted once per element. */
export const UNDERLINE = 16;
export const SUB_OR_SUPERSCRIPT = 32;
export const HIGHLIGHT = 64;

const FORMATTING: ReadonlyMap<string, number> = new Map([
  ['b', STRONG],
  ['strong', STRONG],
  ['dt', STRONG],
  ['summary', STRONG],
  ['i', EMPHASIS],
  ['em', EMPHASIS],
  ['cite', EMPHASIS],
  ['dfn', EMPHASIS],
  ['var', EMPHASIS],
  ['figcaption', EMPHASIS],
  ['s', STRIKE],
  ['strike', STRIKE],
  ['del', STRIKE],
  ['code', CODE],
  ['tt', CODE],
  ['kbd', CODE],
  ['samp', CODE],
  ['u', UNDERLINE],
  ['ins', UNDERLINE],
  ['sub', SUB_OR_SUPERSCRIPT],
  ['sup', SUB_OR_SUPERSCRIPT],
  ['mark', HIGHLIGHT],
  ['font', 0],
  ['span', 0],
]);

/** The formatting an element stands for, by name and style; undefined when it is no formatting element. */
export function formattingOf(name: string, attributes: HtmlAttributes): number | undefined {
  const mask = FORMATTING.get(name);
  const style = mask === undefined ? undefined : attributes.get('style');
  if (mask === undefined || style === undefined) return mask;
  let styled = mask;
  const weight = /font-weight:\s{0,9}(\w{1,9})/i.exec(style)?.[1]?.toLowerCase();
  if (weight !== undefined)
    styled = /^(?:bold|bolder|[6-9]00)$/.test(weight) ? styled | STRONG : styled & ~STRONG;
  const slant = /font-style:\s{0,9}(\w{1,9})/i.exec(style)?.[1]?.toLowerCase();
  if (slant !== undefined)
    styled = /^(?:italic|oblique)$/.test(slant) ? styled | EMPHASIS : styled & ~EMPHASIS;
  if (/text-decoration(?:-line)?:[^;]{0,60}line-through/i.test(style)) styled |= STRIKE;
  if (/text-decoration(?:-line)?:[^;]{0,60}underline/i.test(style)) styled |= UNDERLINE;
  return styled;
}

/** Level of `h1` to `h6`. */
export function headingLevelOf(name: string): 1 | 2 | 3 | 4 | 5 | 6 | undefined {
  switch (name) {
    case 'h1':
      return 1;
    case 'h2':
      return 2;
    case 'h3':
      return 3;
    case 'h4':
      return 4;
    case 'h5':
      return 5;
    case 'h6':
      return 6;
    default:
      return undefined;
  }
}

/** Whether nobody sees the element: preview lines of newsletters, leftovers of editors. */
export function isHidden(attributes: HtmlAttributes): boolean {
  if (attributes.size === 0) return false;
  if (attributes.has('hidden')) return true;
  const style = attributes.get('style');
  return style !== undefined && /display:\s{0,9}none|mso-hide:\s{0,9}all/i.test(style);
}

/** A picture of one pixel, put into mail to learn when it is read. */
export function isTrackingPixel(attributes: HtmlAttributes): boolean {
  const style = attributes.get('style') ?? '';
  const width = attributes.get('width') ?? /(?:^|;|\s)width:\s{0,9}(\d{1,9})px/i.exec(style)?.[1];
  const height = attributes.get('height') ?? /(?:^|;|\s)height:\s{0,9}(\d{1,9})px/i.exec(style)?.[1];
  return isAtMostOnePixel(width) && isAtMostOnePixel(height);
}

function isAtMostOnePixel(size: string | undefined): boolean {
  return size !== undefined && /^\s{0,9}[01](?:\.0{0,3})?(?:px)?\s{0,9}$/i.test(size);
}

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Component}){1,24}$/u;

/** The text an emoji picture stands for; undefined for every other picture. */
export function emojiOfImage(attributes: HtmlAttributes): string | undefined {
  const alt = attributes.get('alt')?.trim() ?? '';
  if (alt === '') return undefined;
  if (EMOJI.test(alt) && /[^\d#*]/.test(alt)) return alt;
  const looksLikeEmoji = /emoji|emoticon/i.test(
    `${attributes.get('class') ?? ''} ${attributes.get('data-emoji') === undefined ? '' : 'emoji'}`,
  );
  return looksLikeEmoji ? alt : undefined;
}
