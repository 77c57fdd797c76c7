/**
 * Notes have no property for a mark: what was made from DevRev ends with a link that bears it. People see where the note
 * is from, and DevRev is given the text without it.
 */
const address = 'https://app.devrev.ai/#devrev-';
const link = `<a\\b[^>]*href="${address.replaceAll('.', '\\.')}([0-9a-f]{24})"[^>]*>[^<]*</a>`;
const pattern = new RegExp(`\\s*(?:<(p|div)\\b[^>]*>\\s*)?${link}(?:\\s*</\\1>)?`, 'i');

export function withMark(html: string, key: string): string {
  return `${html}<p><a href="${address}${key}">DevRev</a></p>`;
}

export function markIn(html: string | null | undefined): string | undefined {
  return pattern.exec(html ?? '')?.[2];
}

export function withoutMark(html: string | null | undefined): string | null | undefined {
  return html?.replace(pattern, '');
}
