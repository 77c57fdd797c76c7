import type { DataOf, Fields } from './field.js';
import type { AttachmentItem, FamilyItem, Item } from './item.js';
import type { RecordTarget } from './record-target.js';
import type { RecordTypeOptions } from './record-type-options.js';

/** A record type whose fields are known while writing. */
export interface RecordType<F extends Fields = Fields> extends RecordTarget {
  readonly kind: 'record_type';
  readonly targetKind: 'record';
  readonly name: string;
  readonly fields: F;
  readonly options: RecordTypeOptions;
  readonly category?: string;
  /** The record itself, checked while writing: also an optional field that does not exist is a compile error. */
  item(item: Item<DataOf<F>>): Item<DataOf<F>>;
}

/** Record types that users configure (issue types, custom objects), all with the same static fields. */
export interface RecordTypeFamily<F extends Fields = Fields> extends RecordTarget {
  readonly kind: 'record_type_family';
  readonly targetKind: 'category';
  readonly name: string;
  readonly keyPrefix: string;
  readonly fields: F;
  /** The record itself, checked while writing: also an optional field that does not exist is a compile error. */
  item(item: FamilyItem<DataOf<F>>): FamilyItem<DataOf<F>>;
  /** Item type of the member with this external id. */
  itemType(externalId: string): string;
  /** Declares one member with its own fields on top of the family's; run-time definitions win. */
  member<const Own extends Fields>(
    externalId: string,
    name: string,
    fields: Own,
    options?: RecordTypeOptions<keyof (F & Own) & string>,
  ): RecordType<F & Own>;
}

export interface AttachmentFeed {
  readonly kind: 'attachments';
  readonly key: 'attachments';
}

/** Token for files in a stream's `delivers`. */
export const attachments: AttachmentFeed = { kind: 'attachments', key: 'attachments' };

/** What a stream can deliver. */
export type ItemToken = RecordType | RecordTypeFamily | AttachmentFeed;

/** What a normalizer returns for records of this type. */
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

/**
 * Declares a record type.
 * @param key item type in artifacts, metadata and mapping; stays for ever
 * @param name what people see
 */
export function recordType<const F extends Fields>(
  key: string,
  name: string,
  fields: F,
  options: RecordTypeOptions<keyof F & string> = {},
): RecordType<F> {
  return { kind: 'record_type', targetKind: 'record', key, name, fields, options, item: (item) => item };
}

/**
 * Declares record types whose number is known at run time only, such as one for each kind of issue.
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
    item: (item) => item,
    itemType,
    member: (externalId, memberName, ownFields, options = {}) => ({
      ...recordType(itemType(externalId), memberName, { ...fields, ...ownFields }, options),
      category: key,
    }),
  };
}
