import type { JsonValue } from '../json-value.js';
import type { RichText } from '../rich-text/segments.js';
import type { DataOf, Fields } from './field.js';
import type { RecordTarget } from './record-target.js';

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

export interface Stage {
  /** Key of an entry of `states`. */
  state: string;
  transitionsTo?: readonly string[];
}

export interface StageDiagram {
  /** Enum field whose keys are the stage keys. */
  controllingField: string;
  startingStage: string;
  allTransitionsAllowed: boolean;
  stages: Readonly<Record<string, Stage>>;
  states: Readonly<Record<string, { name: string; ordinal: number; isEndState?: boolean }>>;
}

export interface RecordTypeOptions {
  description?: string;
  stageDiagram?: StageDiagram;
}

export interface RecordType<F extends Fields = Fields> extends RecordTarget {
  readonly kind: 'record_type';
  readonly targetKind: 'record';
  readonly name: string;
  readonly fields: F;
  readonly options: RecordTypeOptions;
  readonly category?: string;
}

/** Record types that users configure (issue types, custom objects), all with the same static fields. */
export interface RecordTypeFamily<F extends Fields = Fields> extends RecordTarget {
  readonly kind: 'record_type_family';
  readonly targetKind: 'category';
  readonly name: string;
  readonly keyPrefix: string;
  readonly fields: F;
  /** Item type of the member with this external id. */
  itemType(externalId: string): string;
  /** Declares one member with its own fields on top of the family's; run-time definitions win. */
  member(externalId: string, name: string, fields: Fields, options?: RecordTypeOptions): RecordType;
}

export interface AttachmentFeed {
  readonly kind: 'attachments';
  readonly key: 'attachments';
}

/** Token for files in a stream's `delivers`. */
export const attachments: AttachmentFeed = { kind: 'attachments', key: 'attachments' };

/** What a stream can deliver. */
export type ItemToken = RecordType | RecordTypeFamily | AttachmentFeed;

export type ItemOf<Token> =
  Token extends RecordType<infer F>
    ? Item<DataOf<F>>
    : Token extends RecordTypeFamily<infer F>
      ? FamilyItem<DataOf<F>>
      : Token extends AttachmentFeed
        ? AttachmentItem
        : never;

/** Item types with a meaning of their own on the platform; they cannot be record types. */
export const reservedItemTypes = [
  'attachments',
  'ssor_attachment',
  'external_domain_metadata',
  'external_sync_units',
];

export function recordType<const F extends Fields>(
  key: string,
  name: string,
  fields: F,
  options: RecordTypeOptions = {},
): RecordType<F> {
  return { kind: 'record_type', targetKind: 'record', key, name, fields, options };
}

/**
 * @param key also the record type category all members belong to, so that references can point to any of them
 * @param keyPrefix what member keys start with, e.g. `issue_`
 */
export function recordTypeFamily<const F extends Fields>(
  key: string,
  name: string,
  keyPrefix: string,
  fields: F,
): RecordTypeFamily<F> {
  const itemType = (externalId: string) => `${keyPrefix}${externalId}`;
  return {
    kind: 'record_type_family',
    targetKind: 'category',
    key,
    name,
    keyPrefix,
    fields,
    itemType,
    member: (externalId, memberName, ownFields, options = {}) => ({
      kind: 'record_type',
      targetKind: 'record',
      key: itemType(externalId),
      name: memberName,
      fields: { ...fields, ...ownFields },
      options,
      category: key,
    }),
  };
}
