import type { Inline, InlineMarks } from './document.js';
import type { HtmlAttributes } from './html-tokens.js';
import type { LossCounter } from './losses.js';

/** A record of the source system that text refers to. Without `label` the text of the reference is shown. */
export interface ReferencedRecord {
  readonly recordType: string;
  readonly id: string;
  readonly label?: string;
}

/** An extracted attachment that text shows or links. */
export interface ReferencedAttachment {
  readonly attachmentId: string;
  readonly fileName?: string;
}

/** A picture of an HTML document. `index` counts them from 0, in order. */
export interface HtmlImageReference {
  /** As written, or absolute when `baseUrl` is given. */
  readonly url: string;
  readonly alt: string;
  readonly index: number;
  readonly attributes: HtmlAttributes;
}

/** What the source system knows about references in its HTML. */
export interface HtmlToRichTextOptions {
  /**
   * `cut` removes what mail programs append to a reply: the earlier messages. It is kept where nothing else
   * would be left. Default `keep`.
   */
  readonly quotedHistory?: 'keep' | 'cut';
  /** Address of the document, which relative addresses in it are resolved against. */
  readonly baseUrl?: string;
  /** The extracted attachment behind a picture. Other pictures become links. */
  readonly resolveImage?: (image: HtmlImageReference) => ReferencedAttachment | undefined;
  /** The attachment or record behind the address of a link; links whose text is more than the address stay. */
  readonly resolveLink?: (url: string) => ReferencedAttachment | ReferencedRecord | undefined;
  /** The user, or other record, an `a` or `span` element with attributes mentions. */
  readonly resolveMention?: (element: {
    readonly name: string;
    readonly attributes: HtmlAttributes;
  }) => ReferencedRecord | undefined;
}

/** State of reading one document. */
export interface HtmlReading {
  readonly options: HtmlToRichTextOptions;
  readonly losses: LossCounter;
  /** Markdown shows pictures of any address; HTML of a source system often needs a login for them. */
  readonly unresolvedImages: 'image' | 'link';
  nextImageIndex: number;
  quotedHistoryWasCut: boolean;
}

export function isAttachment(
  target: ReferencedAttachment | ReferencedRecord,
): target is ReferencedAttachment {
  return 'attachmentId' in target;
}

export function mentionInline(record: ReferencedRecord, text: string, marks: InlineMarks): Inline {
  const { link: _replaced, ...others } = marks;
  const label = record.label ?? (text.trim().replace(/^@/, '') || undefined);
  return { kind: 'mention', recordType: record.recordType, id: record.id, label, marks: others };
}

/** The address as the reader of the document would follow it; fragments of the document itself lead nowhere. */
export function resolvedUrl(url: string | undefined, reading: HtmlReading): string | undefined {
  const address = url?.trim();
  if (address === undefined || address === '' || address.startsWith('#')) return undefined;
  const { baseUrl } = reading.options;
  if (baseUrl === undefined || !URL.canParse(address, baseUrl)) return address;
  // An absolute address stays as it was written.
  return URL.canParse(address) ? address : new URL(address, baseUrl).href;
}
