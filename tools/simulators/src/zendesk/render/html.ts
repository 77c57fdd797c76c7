/** Plain text as Zendesk shows it. */
export function htmlOfText(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return escaped === '' ? '' : `<p>${escaped.replace(/\n/g, '<br>')}</p>`;
}
