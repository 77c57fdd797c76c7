const LINE_ENDINGS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Control characters except tab and newline, lone surrogates, and the byte order mark. */
const UNWANTED = /(?![\t\n])\p{Cc}|\p{Cs}|\uFEFF/gu;
/** Anything but white space, format characters (bidi marks, joiners) and the invisible Hangul and Braille blanks. */
const VISIBLE = /[^\s\p{Cf}\p{Cc}\p{Cs}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** Anything {@link cleanText} might change; most text has nothing of it, and looking is cheaper than replacing. */
const SUSPICIOUS = /[^\t\n -~\u00A0-\u2027\u202A-\uD7FF]/;

/**
 * Removes what cannot be shown or stored: control characters, NUL, lone surrogates, byte order marks. Every
 * kind of line ending becomes `\n`. Bidi marks, joiners and combining marks carry meaning and stay.
 */
export function cleanText(text: string): string {
  return SUSPICIOUS.test(text) ? text.replace(LINE_ENDINGS, '\n').replace(UNWANTED, '') : text;
}

/** Like {@link cleanText}, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[\t\n]/g, ' ')
    .trim();
}

/** Whether a reader would see anything of this text. */
export function hasVisibleText(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first > 0x20 && first < 0x7f) return true;
  return VISIBLE.test(text);
}

/**
 * How the first or last character of a run counts for CommonMark's emphasis rules (0.30 §6.2). `uncertain`
 * is a character whose class differs between versions of the specification, or one not known yet.
 */
export type CharacterClass = 'space' | 'punctuation' | 'word' | 'uncertain';

const SPACE = /[\t\n\f\r\p{Zs}]/u;
const PUNCTUATION = /[!-/:-@[-`{-~\p{P}]/u;
const SYMBOL = /\p{S}/u;

export function classOfCharacter(character: string): CharacterClass {
  if (SPACE.test(character)) return 'space';
  if (PUNCTUATION.test(character)) return 'punctuation';
  return SYMBOL.test(character) ? 'uncertain' : 'word';
}

/** The code point that ends at `end`, as a string; empty at the start of the text. */
export function characterBefore(text: string, end: number): string {
  const unit = text.charCodeAt(end - 1);
  const low = unit >= 0xdc00 && unit <= 0xdfff;
  return text.slice(Math.max(0, low ? end - 2 : end - 1), end);
}

/** The code point that starts at `start`, as a string; empty at the end of the text. */
export function characterAt(text: string, start: number): string {
  const unit = text.charCodeAt(start);
  const high = unit >= 0xd800 && unit <= 0xdbff;
  return text.slice(start, high ? start + 2 : start + 1);
}
