/**
 * The neutral document between a source format (ADF, later HTML and Markdown) and DevRev rich text.
 * Readers build it, the Markdown writer consumes it; neither knows the other. Text is raw: nothing in the
 * tree is escaped. Mentions and attachments stay nodes, so that no escaping ever touches them.
 */

/** Deepest nesting a reader may build. The writer recurses over the tree and relies on this bound. */
export const MAX_DOCUMENT_DEPTH = 200;

/** Formatting of one run of inline content. `link` is the raw address; the writer refuses unsafe schemes. */
export interface InlineMarks {
  readonly strong?: boolean;
  readonly emphasis?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  readonly link?: string;
}

export interface TextInline {
  readonly kind: 'text';
  readonly text: string;
  readonly marks: InlineMarks;
}

export interface LineBreakInline {
  readonly kind: 'lineBreak';
}

/** A reference to another record; `label` is the text shown when DevRev cannot resolve it. */
export interface MentionInline {
  readonly kind: 'mention';
  readonly recordType: string;
  readonly id: string;
  readonly label: string | undefined;
  readonly marks: InlineMarks;
}

/** An extracted attachment shown in place (`image`) or offered for download (`link`). */
export interface ArtifactInline {
  readonly kind: 'artifact';
  readonly attachmentId: string;
  readonly label: string;
  readonly fileName: string | undefined;
  readonly display: 'image' | 'link';
  readonly marks: InlineMarks;
}

/** An image that lives at a public address and is not an attachment. */
export interface ImageInline {
  readonly kind: 'image';
  readonly url: string;
  readonly alt: string;
  readonly marks: InlineMarks;
}

export type Inline = TextInline | LineBreakInline | MentionInline | ArtifactInline | ImageInline;

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly content: readonly Inline[];
}

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3 | 4 | 5 | 6;
  readonly content: readonly Inline[];
}

/** `task` is set on items of a check list. */
export interface ListItem {
  readonly task?: 'open' | 'done';
  readonly blocks: readonly Block[];
}

/** `start` is the number of the first item, meaningful for ordered lists only. */
export interface ListBlock {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly start: number;
  readonly items: readonly ListItem[];
}

export interface QuoteBlock {
  readonly kind: 'quote';
  readonly blocks: readonly Block[];
}

export interface CodeBlock {
  readonly kind: 'code';
  readonly language: string | undefined;
  readonly text: string;
}

export interface RuleBlock {
  readonly kind: 'rule';
}

export interface TableCell {
  readonly header: boolean;
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly blocks: readonly Block[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly rows: readonly (readonly TableCell[])[];
}

export type Block =
  | ParagraphBlock
  | HeadingBlock
  | ListBlock
  | QuoteBlock
  | CodeBlock
  | RuleBlock
  | TableBlock;

export function paragraph(content: readonly Inline[]): ParagraphBlock {
  return { kind: 'paragraph', content };
}

export function plainText(text: string, marks: InlineMarks = {}): TextInline {
  return { kind: 'text', text, marks };
}

export const LINE_BREAK: LineBreakInline = { kind: 'lineBreak' };

/** Blocks with a label in front of the first paragraph, or above them when they start otherwise. */
export function prefixed(label: readonly Inline[], blocks: readonly Block[]): Block[] {
  const [first, ...others] = blocks;
  if (first?.kind !== 'paragraph') return [paragraph(label), ...blocks];
  return [paragraph([...label, plainText(' '), ...first.content]), ...others];
}
