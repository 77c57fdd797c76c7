import type { JsonObject } from '../json-value.js';
import type { RichText } from '../rich-text/segments.js';
import {
  type DataOf,
  type Field,
  type Fields,
  field,
  type ListLimits,
  lengthLimits,
  type StructType,
} from './field.js';
import type { EnumValueDefinition, PrivilegeKind, RefersTo } from './field-definition.js';
import type { RecordTarget } from './record-target.js';

/** Least and greatest value, both allowed. */
export interface NumberLimits {
  min?: number;
  max?: number;
}

/** Plain text, no markup. Declare only limits that the external system enforces itself. */
export function text(name: string, limits?: ListLimits): Field<string, true, 'text', false> {
  return field({ type: 'text', name, ...(limits && { text: lengthLimits(limits) }) });
}

/** Formatted text, as the readers of this package return it, e.g. `htmlToRichText`. */
export const richText = (name: string): Field<Exclude<RichText, null>, true, 'rich_text', false> =>
  field({ type: 'rich_text', name });
/** True or false; never the texts. */
export const bool = (name: string): Field<boolean, true, 'bool', false> => field({ type: 'bool', name });

/** A whole number that is counted with; ids that happen to be digits are `text`. */
export const int = (name: string, limits?: NumberLimits): Field<number, true, 'int', false> =>
  field({ type: 'int', name, ...(limits && { int: limits }) });
/** A number that may have decimals. */
export const float = (name: string, limits?: NumberLimits): Field<number, true, 'float', false> =>
  field({ type: 'float', name, ...(limits && { float: limits }) });
/** `YYYY-MM-DD`. */
export const date = (name: string): Field<string, true, 'date', false> => field({ type: 'date', name });
/** RFC 3339. */
export const timestamp = (name: string): Field<string, true, 'timestamp', false> =>
  field({ type: 'timestamp', name });

/** Fixed values known while writing, name by key; keys are checked at compile time. */
export function enumOf<const Key extends string>(
  name: string,
  values: Readonly<Record<Key, string>>,
): Field<Key, true, 'enum', false> {
  return field({ type: 'enum', name, enum: { values: namedKeys(values) } });
}

/** A value of an enum that is known at run time only. `key` is what data holds, `name` what people see. */
export interface EnumValue {
  key: string;
  name: string;
  /** Still found in data but no longer to be chosen. */
  deprecated?: boolean;
  description?: string;
}

/** Values known only at run time (statuses, priorities, options); order is the order users see. */
export function dynamicEnum(name: string, values: readonly EnumValue[]): Field<string, true, 'enum', false> {
  return field({
    type: 'enum',
    name,
    enum: {
      values: values.map(({ key, name: label, deprecated, description }) => ({
        key,
        name: label,
        ...(description && { description }),
        ...(deprecated && { is_deprecated: true }),
      })),
    },
  });
}

export interface ReferenceOptions {
  /** The referring record belongs to the referenced one and is dropped with it when users filter. */
  parent?: boolean;
  /** The id is the value of this identifier field of the target instead of its primary key. */
  byField?: string;
}

/** Id of a record; ids must be unique across all targets. */
export function reference(
  name: string,
  targets: RecordTarget | readonly RecordTarget[],
  options: ReferenceOptions = {},
): Field<string, true, 'reference', false> {
  return field({ type: 'reference', name, reference: referenceBlock(targets, options) });
}

/** A reference in data. `ref_type` is the key of a record type. */
export interface TypedReferenceValue {
  ref_type: string;
  id: string;
  fallback_record_name?: string;
}

/** Reference that says per record which type it points to. */
export function typedReference(
  name: string,
  targets: RecordTarget | readonly RecordTarget[],
  options: ReferenceOptions = {},
): Field<TypedReferenceValue, true, 'typed_reference', false> {
  return field({ type: 'typed_reference', name, typed_reference: referenceBlock(targets, options) });
}

type PlainFields = Readonly<
  Record<string, Field<unknown, boolean, 'bool' | 'int' | 'float' | 'text' | 'enum' | 'date' | 'timestamp'>>
>;

/** Declares a value object for `struct`. */
export function structType<const F extends PlainFields>(key: string, name: string, fields: F): StructType<F> {
  return { key, name, fields };
}

/** A value object; its type is declared in the document by being used. */
export function struct<F extends Fields>(
  name: string,
  type: StructType<F>,
): Field<DataOf<F>, true, 'struct', false> {
  return field({ type: 'struct', name, struct: { key: type.key } }, type);
}

/** Who may do what with a record: used as a list, e.g. `shared_with`. */
export function permission<const Role extends string>(
  name: string,
  members: RecordTarget | readonly RecordTarget[],
  roles: Readonly<Record<Role, string>>,
): Field<{ member_id: string; role: Role }, true, 'permission', false> {
  return field({
    type: 'permission',
    name,
    permission: { member_id: { refers_to: refersTo(members, {}) }, role: { values: namedKeys(roles) } },
  });
}

/**
 * What an authorization policy grants; see docs "Permissions". Only the newer of the two published schema
 * generations knows it.
 */
export function privilege<Kind extends PrivilegeKind>(
  kind: Kind,
  name: string,
  targets: RecordTarget | readonly RecordTarget[],
): Field<JsonObject, true, Kind, false> {
  return field({ type: kind, name, [kind]: { type_keys: Object.keys(refersTo(targets, {})) } });
}

function referenceBlock(targets: RecordTarget | readonly RecordTarget[], options: ReferenceOptions) {
  return {
    refers_to: refersTo(targets, options),
    ...(options.parent && { reference_type: 'parent' as const }),
  };
}

function refersTo(
  targets: RecordTarget | readonly RecordTarget[],
  { byField }: Pick<ReferenceOptions, 'byField'>,
): RefersTo {
  const list = 'targetKind' in targets ? [targets] : targets;
  return Object.fromEntries(
    list.map((target) => [`#${target.targetKind}:${target.key}`, byField ? { by_field: byField } : {}]),
  );
}

function namedKeys(values: Readonly<Record<string, string>>): EnumValueDefinition[] {
  return Object.entries(values).map(([key, name]) => ({ key, name }));
}
