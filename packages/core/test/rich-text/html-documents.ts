import { type HtmlToRichTextOptions, htmlToRichText, type RichText } from '../../src/rich-text/index.js';

/** The rich text of HTML. */
export function convertHtml(html: string, options: HtmlToRichTextOptions = {}): RichText {
  return htmlToRichText(html, options).richText;
}

/** The rich text of HTML without mentions, which is a single string. */
export function htmlAsMarkdown(html: string, options: HtmlToRichTextOptions = {}): string | null {
  const richText = convertHtml(html, options);
  if (richText === null) return null;
  const [only, ...others] = richText;
  if (typeof only !== 'string' || others.length > 0) {
    throw new Error(`Expected one string but got ${JSON.stringify(richText)}.`);
  }
  return only;
}
