import type { Block } from './document.js';
import { createHtmlDocument } from './html-document.js';
import type { HtmlReading, HtmlToRichTextOptions } from './html-reading.js';
import { readHtmlTokens } from './html-tokens.js';
import { converted } from './known-losses.js';
import { createLossCounter, type LossCounter } from './losses.js';
import { writeRichText } from './markdown-blocks.js';
import type { RichText } from './segments.js';

/**
 * Converts HTML, such as the body of a comment or an e-mail, to DevRev rich text.
 *
 * Any string is accepted: the document may be a fragment or a whole page, unbalanced, or nested without end.
 * Scripts, styles, comments, hidden elements and tracking pixels go; tables that only arrange a page become
 * what is in them; unsafe links become their text. Never throws for what the document holds; errors of the
 * callbacks pass through.
 *
 * @returns `richText`, `null` when nothing is visible, and `losses`, how often each kind of content could not
 *   be carried over: `mark:…` (formatting), `image:…`, `embedded:…`, `hidden`, `quotedHistory`, `table:…`,
 *   `link:unsafe` and others
 */
export function htmlToRichText(
  html: string,
  options: HtmlToRichTextOptions = {},
): { richText: RichText; losses: Readonly<Record<string, number>> } {
  const losses = createLossCounter();
  const reading = startReading(options, losses, 'link');
  const richText = writeRichText(readHtml(html, reading), { countLoss: losses.count });
  if (richText === null && reading.quotedHistoryWasCut) {
    return htmlToRichText(html, { ...options, quotedHistory: 'keep' });
  }
  return converted(richText, losses.totals());
}

/** Reads HTML that stands inside Markdown, where pictures of any address are shown. */
export function readEmbeddedHtml(html: string, losses: LossCounter): Block[] {
  return readHtml(html, startReading({}, losses, 'image'));
}

export function startReading(
  options: HtmlToRichTextOptions,
  losses: LossCounter,
  unresolvedImages: 'image' | 'link',
): HtmlReading {
  return { options, losses, unresolvedImages, nextImageIndex: 0, quotedHistoryWasCut: false };
}

function readHtml(html: string, reading: HtmlReading): Block[] {
  const document = createHtmlDocument(reading);
  readHtmlTokens(html, document);
  return document.finish();
}
