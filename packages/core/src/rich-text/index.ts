export type { AdfMediaReference, AdfToRichTextOptions } from './adf-reading.js';
export { adfToRichText } from './from-adf.js';
export { plainTextToRichText } from './plain-text.js';
export type { RichText, RichTextMention } from './segments.js';
