import { type AdfToRichTextOptions, adfToRichText, type RichText } from '../../src/rich-text/index.js';

/** Short notation for documents in the Atlassian Document Format. */
export interface Node {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  content?: unknown[];
  marks?: unknown;
}

export function node(type: string, content?: unknown[], attrs?: Record<string, unknown>): Node {
  return { type, ...(attrs && { attrs }), ...(content && { content }) };
}

export function document(...content: unknown[]): unknown {
  return { version: 1, type: 'doc', content };
}

/** A mark given as a string has no attributes. */
export function text(value: string, ...marks: Array<string | Record<string, unknown>>): Node {
  const all = marks.map((mark) => (typeof mark === 'string' ? { type: mark } : mark));
  return { type: 'text', text: value, ...(all.length > 0 && { marks: all }) };
}

export function link(href: string): Record<string, unknown> {
  return { type: 'link', attrs: { href } };
}

export function paragraph(...content: Array<string | Node>): Node {
  return node('paragraph', content.map(inline));
}

export function heading(level: number, ...content: Array<string | Node>): Node {
  return node('heading', content.map(inline), { level });
}

/** An item given as a string is a paragraph. */
export function item(...content: Array<string | Node>): Node {
  return node(
    'listItem',
    content.map((block) => (typeof block === 'string' ? paragraph(block) : block)),
  );
}

export function bullets(...items: Node[]): Node {
  return node('bulletList', items);
}

export function numbers(order: number, ...items: Node[]): Node {
  return node('orderedList', items, { order });
}

export function code(value: string, language?: string): Node {
  return node('codeBlock', [text(value)], language === undefined ? undefined : { language });
}

export function mention(id: string, attrs: Record<string, unknown> = {}): Node {
  return node('mention', undefined, { id, ...attrs });
}

export function media(attrs: Record<string, unknown>): Node {
  return node('media', undefined, { type: 'file', collection: '', ...attrs });
}

export function cell(...content: Array<string | Node>): Node {
  return { ...item(...content), type: 'tableCell' };
}

export function header(...content: Array<string | Node>): Node {
  return { ...item(...content), type: 'tableHeader' };
}

export function table(...rows: Node[][]): Node {
  return node(
    'table',
    rows.map((cells) => node('tableRow', cells)),
  );
}

export const HARD_BREAK: Node = { type: 'hardBreak' };

function inline(value: string | Node): Node {
  return typeof value === 'string' ? text(value) : value;
}

const OPTIONS: AdfToRichTextOptions = {
  userRecordType: 'users',
  resolveMedia: ({ id }) =>
    id === 'uuid-plan' ? { attachmentId: '10021', fileName: 'plan.png' } : undefined,
  resolveLink: (url) =>
    url === 'https://acme.example/browse/KEY-1'
      ? { recordType: 'issues', id: '10001', label: 'KEY-1' }
      : undefined,
};

export function convert(
  adf: unknown,
  options: Partial<AdfToRichTextOptions> = {},
): { richText: RichText; losses: Readonly<Record<string, number>> } {
  return adfToRichText(adf, { ...OPTIONS, ...options });
}

/** The rich text of blocks. */
export function segments(...blocks: unknown[]): RichText {
  return convert(document(...blocks)).richText;
}

/** The rich text of blocks without mentions, which is a single string. */
export function markdown(...blocks: unknown[]): string | null {
  const richText = segments(...blocks);
  if (richText === null) return null;
  const [only, ...others] = richText;
  if (typeof only !== 'string' || others.length > 0) {
    throw new Error(`Expected one string but got ${JSON.stringify(richText)}.`);
  }
  return only;
}

export function losses(...blocks: unknown[]): Readonly<Record<string, number>> {
  return convert(document(...blocks)).losses;
}

export function lines(...values: string[]): string {
  return values.join('\n');
}
