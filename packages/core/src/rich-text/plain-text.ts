import { type Block, paragraph, plainText } from './document.js';
import { writeRichText } from './markdown-blocks.js';
import type { RichText } from './segments.js';
import { cleanText } from './text-cleaning.js';

/**
 * Plain text as rich text: everything is escaped, so that it is shown as it was written. Line breaks are kept,
 * empty lines separate paragraphs. `null` when nothing is visible.
 */
export function plainTextToRichText(text: string): RichText {
  return writeRichText(plainTextBlocks(text));
}

/** Further paragraphs become lines of the last one, so that megabytes of line ends take no longer than text. */
const MAX_PARAGRAPHS = 100_000;

/** One paragraph per group of lines that are not blank. */
export function plainTextBlocks(text: string): Block[] {
  const paragraphs = cleanText(text).split(/\n\s*\n/);
  const rest = paragraphs.splice(MAX_PARAGRAPHS).join('\n');
  if (rest !== '') paragraphs.push(rest);
  return paragraphs.map((lines) => paragraph([plainText(lines)]));
}
