import type { JsonValue } from '../json-value.js';
import type { RichText } from '../rich-text/segments.js';

/** One record as a normalizer returns it. Dates are RFC 3339 and are written as UTC with milliseconds. */
export interface Item<Data> {
  /** Id in the external system, non-empty and unique within the item type. */
  id: string;
  createdDate: string;
  modifiedDate: string;
  data: Data;
}

/** Value of a field that is only known at run time. */
export type DynamicValue = JsonValue | RichText;

/** A record of a type known only at run time, with the fields only known there. */
export interface FamilyItem<Data> extends Item<Data> {
  /** Key of a member of the family. */
  itemType: string;
  /** Values of the member's own fields. */
  dynamicData?: Readonly<Record<string, DynamicValue>>;
}

/** A file to be fetched in the attachments phase. Never declared in metadata. */
export interface AttachmentItem {
  id: string;
  url: string;
  fileName: string;
  /** Id of the record it belongs to. */
  parentId: string;
  authorId?: string;
  /** True for images shown inside rich text. */
  inline?: boolean;
  contentType?: string;
  /** Length the external system announces; what arrives is checked against it. */
  bytes?: number;
  createdDate?: string;
  modifiedDate?: string;
  /** Record above the parent, e.g. the issue of the comment a file hangs on. */
  grandParentId?: string;
}
