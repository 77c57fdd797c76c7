// Texts of external systems as rich text of DevRev, and back: Atlassian documents, HTML, Markdown and plain text.

export type { AdfMediaReference, AdfToRichTextOptions } from './adf-reading.js';
export type { AdfOutputDocument, AdfOutputMark, AdfOutputNode, RichTextToAdfOptions } from './adf-writing.js';
export { htmlToArticleRichText } from './article-html.js';
export type { HtmlToArticleOptions } from './article-reading.js';
export { hasSameWords, isSameText, richTextWithNames } from './comparing.js';
export type { MentionedRecord, RichTextReferenceOptions, ShownArtifact } from './document-references.js';
export { adfToRichText } from './from-adf.js';
export { htmlToRichText } from './from-html.js';
export type { RichTextInput } from './from-markdown.js';
export type {
  HtmlImageReference,
  HtmlToRichTextOptions,
  ReferencedAttachment,
  ReferencedRecord,
} from './html-reading.js';
export type { HtmlAttributes } from './html-tokens.js';
export type { MarkdownStyle } from './markdown-style.js';
export { plainTextToRichText } from './plain-text.js';
export type { RichText, RichTextMention } from './segments.js';
export { richTextToAdf } from './to-adf.js';
export { richTextToHtml } from './to-html.js';
export { type RichTextToMarkdownOptions, richTextToMarkdown } from './to-markdown.js';
export { richTextToPlainText } from './to-plain-text.js';
