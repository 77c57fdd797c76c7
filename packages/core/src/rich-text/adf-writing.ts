import type { MentionedRecord, ShownArtifact } from './document-references.js';
import type { LossCounter } from './losses.js';

/** A node of the Atlassian Document Format as it is sent. */
export interface AdfOutputNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, string | number>>;
  readonly content?: readonly AdfOutputNode[];
  readonly text?: string;
  readonly marks?: readonly AdfOutputMark[];
}

/** Formatting of a text node. */
export interface AdfOutputMark {
  readonly type: 'strong' | 'em' | 'strike' | 'code' | 'link';
  readonly attrs?: Readonly<Record<string, string>>;
}

/** A whole document, for a field of the Jira Cloud REST API v3. */
export interface AdfOutputDocument {
  readonly version: 1;
  readonly type: 'doc';
  readonly content: readonly AdfOutputNode[];
}

/** What Jira knows about the references in DevRev rich text. */
export interface RichTextToAdfOptions {
  /**
   * The Atlassian account behind a mention, which is notified, or the address of another record. Unknown ones
   * become `@name`.
   */
  readonly resolveMention?: (
    mention: MentionedRecord,
  ) => { accountId: string; name?: string } | { url: string; text?: string } | undefined;
  /**
   * The uploaded attachment: its id in the media service (not the attachment id) with its collection, or the
   * address of its content. Unknown ones become their name.
   */
  readonly resolveArtifact?: (
    artifact: ShownArtifact,
  ) => { mediaId: string; collection: string } | { url: string } | undefined;
}

/** State of writing one document. */
export interface AdfWriting {
  readonly options: RichTextToAdfOptions;
  readonly losses: LossCounter;
  /** Task lists and items need ids that differ within the document. */
  nextLocalId: number;
}

/** The container a block is written into; decides which nodes are legal. */
export type AdfPlace = 'document' | 'quote' | 'item' | 'cell';
