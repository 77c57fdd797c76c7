/** Elements an article keeps, with the attributes they keep. */
export const ARTICLE_ELEMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ...['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'dl', 'dt', 'dd'].map(
    (name): [string, string[]] => [name, []],
  ),
  ...['strong', 'b', 'em', 'i', 'u', 's', 'del', 'ins', 'sub', 'sup', 'mark', 'kbd', 'samp', 'small'].map(
    (name): [string, string[]] => [name, []],
  ),
  ...['summary', 'figure', 'figcaption', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'br', 'hr', 'pre'].map(
    (name): [string, string[]] => [name, []],
  ),
  ['ol', ['start']],
  ['li', ['value']],
  ['details', ['open']],
  ['code', ['class']],
  ['table', []],
  ['th', ['colspan', 'rowspan', 'scope']],
  ['td', ['colspan', 'rowspan']],
]);

/** Elements that come back under the name of what they look like. */
export const ARTICLE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['strike', 's'],
  ['tt', 'code'],
  ['section', 'div'],
  ['article', 'div'],
  ['main', 'div'],
  ['aside', 'div'],
  ['header', 'div'],
  ['footer', 'div'],
  ['center', 'div'],
  ['dir', 'ul'],
  ['menu', 'ul'],
]);

/** Elements of a table: never written outside of one, where browsers would move them. */
export const TABLE_PARTS: ReadonlySet<string> = new Set([
  'caption',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
]);

/** Elements that start a new line; an open paragraph ends before them. */
export const ARTICLE_BLOCKS: ReadonlySet<string> = new Set([
  ...['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'hr'],
  ...['pre', 'table', 'details', 'summary', 'figure', 'figcaption'],
]);

/** Whether an attribute of {@link ARTICLE_ELEMENTS} may keep its value. */
export function isAllowedValue(attribute: string, value: string): boolean {
  switch (attribute) {
    case 'start':
    case 'value':
    case 'colspan':
    case 'rowspan':
      return /^\d{1,4}$/.test(value);
    case 'scope':
      return /^(?:row|col|rowgroup|colgroup)$/.test(value);
    case 'class':
      return /^language-[\w+#.-]{1,40}$/.test(value);
    case 'open':
      return true;
    default:
      return false;
  }
}
