import { isSameText, type RichTextInput, richTextToHtml } from '@airdrop-connectors/core';
import { bodyOf } from '../values.js';

export function htmlOf(text: RichTextInput): string {
  return richTextToHtml(text).html;
}

/**
 * Whether what is written of a text reads back as it is in DevRev. Otherwise the version is not ours alone: the next
 * forward sync brings the text in HubSpot's form, so that both sides have the same.
 */
export function readsBack(text: RichTextInput): boolean {
  return isSameText(text, bodyOf(htmlOf(text)));
}
