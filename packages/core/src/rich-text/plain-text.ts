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

/** One paragraph per group of lines that are not blank. */
export function plainTextBlocks(text: string): Block[] {
  return cleanText(text)
    .split(/\n[ \t]*(?=\n)/)
    .map((lines) => paragraph([plainText(lines)]));
}
