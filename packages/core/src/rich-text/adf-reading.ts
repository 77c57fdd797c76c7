import type { Block } from './document.js';
import type { LossCounter } from './losses.js';

/** A media node to find the attachment of. `index` counts the file media of the document from 0, in order. */
export interface AdfMediaReference {
  readonly id: string | undefined;
  readonly alt: string | undefined;
  readonly index: number;
}

/** What the source system knows about references that ADF itself leaves open. */
export interface AdfToRichTextOptions {
  /** Record type of users, the `ref_type` of mentions. */
  readonly userRecordType: string;
  /** Display name of a user mentioned without text. */
  readonly resolveUserName?: (userId: string) => string | undefined;
  /** The extracted attachment behind a media node. The media id is not the attachment id. */
  readonly resolveMedia?: (
    media: AdfMediaReference,
  ) => { attachmentId: string; fileName?: string } | undefined;
  /** The record behind an address of the same site, such as an issue. */
  readonly resolveLink?: (url: string) => { recordType: string; id: string; label?: string } | undefined;
}

/** State of reading one document. */
export interface AdfReading {
  readonly options: AdfToRichTextOptions;
  readonly losses: LossCounter;
  nextMediaIndex: number;
  /** Reads block content; part of the state because lists and tables hold blocks and are blocks. */
  readonly readBlocks: (content: readonly unknown[], reading: AdfReading, depth: number) => Block[];
}
