import type { RichTextInput } from './from-markdown.js';
import { richTextToPlainText } from './to-plain-text.js';

/**
 * Whether two texts have the same words, with the marks of their formatting left away: systems that keep HTML give back
 * other marks than they were sent.
 */
export function hasSameWords(left: RichTextInput, right: RichTextInput): boolean {
  return wordsOf(left) === wordsOf(right);
}

/** Whether two texts are the same character by character, but for space around them. Names stand for who is mentioned. */
export function isSameText(left: RichTextInput, right: RichTextInput): boolean {
  return richTextWithNames(left) === richTextWithNames(right);
}

function wordsOf(text: RichTextInput): string {
  return richTextToPlainText(text).text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Its Markdown, with names in place of mentions: what is not on the other side is written as its name. */
export function richTextWithNames(text: RichTextInput): string {
  if (text === null || text === undefined) return '';
  if (typeof text === 'string') return text.trim();
  const segments = 'content' in text ? (text.content ?? []) : text;
  return segments
    .map((segment) => (typeof segment === 'string' ? segment : (segment.fallback_record_name ?? segment.id)))
    .join('')
    .trim();
}
