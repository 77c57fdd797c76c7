import { type RichTextInput, richTextToHtml, richTextToPlainText } from '@airdrop-connectors/core';

/** Values of DevRev beside those of HubSpot, where the same can be written in more than one way. */

/** Text with the marks of its formatting left away: neither side keeps those of the other as they were. */
export function saysTheSame(ours: RichTextInput | null | undefined, theirs: RichTextInput | null): boolean {
  return wordsOf(ours ?? '') === wordsOf(theirs ?? '');
}

function wordsOf(richText: RichTextInput): string {
  return richTextToPlainText(richText).text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Ours where both have the same elements, in whatever order; no list and an empty one are the same. */
export function sameElements<Value>(ours: unknown, theirs: readonly Value[]): readonly Value[] | null {
  if (ours === null && theirs.length === 0) return null;
  const isSame =
    Array.isArray(ours) && ours.length === theirs.length && theirs.every((value) => ours.includes(value));
  return isSame ? (ours as readonly Value[]) : theirs;
}

/** Ours where both are the same moment. */
export function sameMoment(ours: unknown, theirs: string | null): string | null {
  const isSame = typeof ours === 'string' && theirs !== null && Date.parse(ours) === Date.parse(theirs);
  return isSame ? ours : theirs;
}

export function htmlOf(text: RichTextInput | null | undefined): string {
  return richTextToHtml(text ?? undefined).html;
}
