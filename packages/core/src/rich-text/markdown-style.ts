import type { SegmentWriter } from './segments.js';

/**
 * How to write what CommonMark 0.30 itself does not have. The first option of each is the default and is a
 * GFM extension; the second one is CommonMark.
 */
export interface MarkdownStyle {
  readonly table: 'pipes' | 'list';
  readonly strike: 'tilde' | 'plain';
  readonly task: 'checkbox' | 'symbol';
}

export const DEFAULT_MARKDOWN_STYLE: MarkdownStyle = { table: 'pipes', strike: 'tilde', task: 'checkbox' };

/** What all parts of one conversion share. */
export interface MarkdownWriting {
  readonly output: SegmentWriter;
  readonly style: MarkdownStyle;
  readonly countLoss: (kind: string) => void;
}
