import type { LossCounter } from './losses.js';
import type { RichTextMention } from './segments.js';

/** Code points that Unicode reserves for use inside a program; they never occur in text that is exchanged. */
const FIRST_NONCHARACTER = 0xfdd0;
const LAST_NONCHARACTER = 0xfdef;

/** Rich text as one Markdown string, in which short placeholders stand for the mentions. */
export interface MarkdownSource {
  readonly markdown: string;
  readonly mentions: readonly RichTextMention[];
  /** Stands before and after the number of a mention. */
  readonly guard: string;
}

/**
 * Joins the segments of rich text. Parsers take a placeholder for a word, so it may stand wherever a mention
 * may: in text, as the destination of a link or image, in an attribute of an HTML element.
 */
export function joinSegments(segments: readonly unknown[], losses: LossCounter): MarkdownSource {
  const guard = unusedCharacter(segments);
  const mentions: RichTextMention[] = [];
  const parts: string[] = [];
  for (const segment of segments) {
    if (typeof segment === 'string') {
      parts.push(segment.includes(guard) ? segment.replaceAll(guard, '') : segment);
    } else if (isMention(segment)) {
      parts.push(`${guard}${mentions.length}${guard}`);
      mentions.push(segment);
    } else if (segment !== null && segment !== undefined) {
      losses.count('malformed segment');
    }
  }
  return { markdown: parts.join(''), mentions, guard };
}

function isMention(segment: unknown): segment is RichTextMention {
  return (
    typeof segment === 'object' &&
    segment !== null &&
    'id' in segment &&
    typeof segment.id === 'string' &&
    segment.id !== '' &&
    'ref_type' in segment &&
    typeof segment.ref_type === 'string'
  );
}

function unusedCharacter(segments: readonly unknown[]): string {
  for (let codePoint = FIRST_NONCHARACTER; codePoint < LAST_NONCHARACTER; codePoint += 1) {
    const character = String.fromCharCode(codePoint);
    if (!segments.some((segment) => typeof segment === 'string' && segment.includes(character)))
      return character;
  }
  return String.fromCharCode(LAST_NONCHARACTER);
}

/** A piece of text, or the number of a mention that stands in its place. */
export type TextPiece = string | number;

export function splitAtPlaceholders(text: string, guard: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  const parts = text.split(guard);
  parts.forEach((part, index) => {
    if (index % 2 === 1 && index < parts.length - 1 && /^\d{1,9}$/.test(part)) pieces.push(Number(part));
    else if (part !== '') pieces.push(part);
  });
  return pieces;
}

/** The number of the mention when the text is a placeholder and nothing else. */
export function onlyPlaceholder(text: string, guard: string): number | undefined {
  if (!text.startsWith(guard)) return undefined;
  const [piece, ...others] = splitAtPlaceholders(text, guard);
  return typeof piece === 'number' && others.length === 0 ? piece : undefined;
}
