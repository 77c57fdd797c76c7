const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
  ['\n', '&#10;'],
]);

/** Text between two tags. */
export function escapeHtml(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (character) => ESCAPES.get(character) ?? '') : text;
}

/** The value of an attribute, for use between double quotes. */
export function attributeValue(text: string): string {
  return text.replace(/[&<>"'`\n]/g, (character) => ESCAPES.get(character) ?? '');
}
