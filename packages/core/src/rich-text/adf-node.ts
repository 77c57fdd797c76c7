/** A node of the Atlassian Document Format, read tolerantly: everything optional has an empty value. */
export interface AdfNode {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly content: readonly unknown[];
  readonly text: string | undefined;
  readonly marks: readonly AdfMark[];
}

export interface AdfMark {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** Undefined when the value is no node at all. A bare string, which is not ADF, counts as text. */
export function readAdfNode(value: unknown): AdfNode | undefined {
  if (typeof value === 'string') return { type: 'text', attrs: {}, content: [], text: value, marks: [] };
  if (!isRecord(value)) return undefined;
  const { type, attrs, content, text, marks } = value;
  return {
    type: typeof type === 'string' ? type : 'node without type',
    attrs: isRecord(attrs) ? attrs : {},
    content: Array.isArray(content) ? content : [],
    text: typeof text === 'string' ? text : undefined,
    marks: Array.isArray(marks) ? marks.flatMap(readMark) : [],
  };
}

function readMark(value: unknown): AdfMark[] {
  if (!isRecord(value) || typeof value.type !== 'string') return [];
  return [{ type: value.type, attrs: isRecord(value.attrs) ? value.attrs : {} }];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A non-empty string attribute. */
export function stringAttribute(attrs: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = attrs[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAttribute(attrs: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = attrs[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * Nodes below `content` in document order, without recursion, however deep they lie. `isLeaf` decides where to
 * stop descending; nodes with content that are no leaves are reported too, before what they contain.
 */
export function* walkAdf(
  content: readonly unknown[],
  isLeaf: (node: AdfNode) => boolean,
): Generator<AdfNode> {
  const pending: unknown[] = [...content].reverse();
  while (pending.length > 0) {
    const node = readAdfNode(pending.pop());
    if (node === undefined) continue;
    yield node;
    if (isLeaf(node)) continue;
    for (let index = node.content.length - 1; index >= 0; index -= 1) pending.push(node.content[index]);
  }
}
