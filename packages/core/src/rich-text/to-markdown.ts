import { type RichTextReferenceOptions, replaceReferences } from './document-references.js';
import { type RichTextInput, readRichText } from './from-markdown.js';
import { createLossCounter } from './losses.js';
import { writeRichText } from './markdown-blocks.js';
import type { MarkdownStyle } from './markdown-style.js';

/** What Markdown of the external system is like, and how references in the text are written. */
export interface RichTextToMarkdownOptions extends RichTextReferenceOptions {
  /** How to write tables, strike-through and check lists, which CommonMark itself does not have. */
  readonly style?: Partial<MarkdownStyle>;
}

/**
 * Converts DevRev rich text to Markdown for a system that takes Markdown. The result is written anew rather
 * than copied: HTML inside becomes Markdown, unsafe links become text, and a second pass changes nothing.
 *
 * @returns `markdown`, empty when nothing is visible, and `losses` by kind, among them `mention:unresolved` and
 *   `artifact:unresolved`
 */
export function richTextToMarkdown(
  richText: RichTextInput,
  options: RichTextToMarkdownOptions = {},
): { markdown: string; losses: Readonly<Record<string, number>> } {
  const losses = createLossCounter();
  const blocks = replaceReferences(readRichText(richText, losses), options, losses);
  const written = writeRichText(blocks, {
    countLoss: losses.count,
    ...(options.style && { style: options.style }),
  });
  const markdown = (written ?? []).map((segment) => (typeof segment === 'string' ? segment : '')).join('');
  return { markdown, losses: losses.totals() };
}
