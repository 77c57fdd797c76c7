import type { RichText } from '../rich-text/segments.js';
import type { RecordTarget } from './record-target.js';

/**
 * Fields of external domain metadata, typed so that a normalizer that leaves one out, names one that does not
 * exist or uses an undeclared enum value does not compile.
 * Source of names: `external_domain_metadata_schema.json` (schema version v0.2.0), docs "Metadata extraction".
 */

/** Wire form of a field definition. */
export interface FieldDefinition {
  type: string;
  name: string;
  description?: string;
  is_required?: boolean;
  is_read_only?: boolean;
  is_indexed?: boolean;
  is_identifier?: boolean;
  collection?: Record<string, never>;
  enum?: { values: { key: string; name: string; is_deprecated?: boolean }[] };
  reference?: { refers_to: Record<string, Record<string, never>>; reference_type?: 'parent' | 'child' };
  typed_reference?: { refers_to: Record<string, Record<string, never>>; reference_type?: 'parent' | 'child' };
}

declare const valueType: unique symbol;

/**
 * One field. Required unless made optional: a required field must be present and not null, an optional one may be
 * null or left out.
 */
export interface Field<Value = unknown, Required extends boolean = boolean> {
  readonly definition: FieldDefinition;
  readonly required: Required;
  readonly [valueType]?: Value;
  optional(): Field<Value, false>;
  /** Several values as an array. */
  list(): Field<readonly Value[], Required>;
  /** Computed by the external system: never written back. */
  readOnly(): Field<Value, Required>;
  /** An alternative unique key such as an e-mail address; never the record's own id. */
  identifier(): Field<Value, Required>;
  described(description: string): Field<Value, Required>;
}

function field<Value>(definition: FieldDefinition): Field<Value, true> {
  return makeField<Value, true>({ ...definition, is_required: true }, true);
}

function makeField<Value, Required extends boolean>(
  definition: FieldDefinition,
  required: Required,
): Field<Value, Required> {
  return {
    definition,
    required,
    optional: () => {
      const { is_required: _, ...rest } = definition;
      return makeField<Value, false>(rest, false);
    },
    list: () => makeField<readonly Value[], Required>({ ...definition, collection: {} }, required),
    readOnly: () => makeField<Value, Required>({ ...definition, is_read_only: true }, required),
    identifier: () => makeField<Value, Required>({ ...definition, is_identifier: true }, required),
    described: (description) => makeField<Value, Required>({ ...definition, description }, required),
  };
}

/** Plain text, no markup. */
export const text = (name: string): Field<string, true> => field({ type: 'text', name });
export const richText = (name: string): Field<Exclude<RichText, null>, true> =>
  field({ type: 'rich_text', name });
export const bool = (name: string): Field<boolean, true> => field({ type: 'bool', name });
export const int = (name: string): Field<number, true> => field({ type: 'int', name });
export const float = (name: string): Field<number, true> => field({ type: 'float', name });
/** `YYYY-MM-DD`. */
export const date = (name: string): Field<string, true> => field({ type: 'date', name });
/** RFC 3339. */
export const timestamp = (name: string): Field<string, true> => field({ type: 'timestamp', name });

/** Fixed values known while writing; keys are checked at compile time. */
export function enumOf<const Key extends string>(
  name: string,
  values: Readonly<Record<Key, string>>,
): Field<Key, true> {
  const entries: [string, string][] = Object.entries(values);
  return field({
    type: 'enum',
    name,
    enum: { values: entries.map(([key, label]) => ({ key, name: label })) },
  });
}

export interface EnumValue {
  key: string;
  name: string;
  /** Still found in data but no longer to be chosen. */
  deprecated?: boolean;
}

/** Values known only at run time (statuses, priorities, options); order is the order users see. */
export function dynamicEnum(name: string, values: readonly EnumValue[]): Field<string, true> {
  return field({
    type: 'enum',
    name,
    enum: {
      values: values.map(({ key, name: label, deprecated }) => ({
        key,
        name: label,
        ...(deprecated && { is_deprecated: true }),
      })),
    },
  });
}

export interface ReferenceOptions {
  /** The referring record belongs to the referenced one and is dropped with it when users filter. */
  parent?: boolean;
}

/** Id of a record; ids must be unique across all targets. */
export function reference(
  name: string,
  targets: RecordTarget | readonly RecordTarget[],
  options: ReferenceOptions = {},
): Field<string, true> {
  return field({ type: 'reference', name, reference: referenceBlock(targets, options) });
}

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
): Field<TypedReferenceValue, true> {
  return field({ type: 'typed_reference', name, typed_reference: referenceBlock(targets, options) });
}

function referenceBlock(targets: RecordTarget | readonly RecordTarget[], { parent }: ReferenceOptions) {
  const list = 'targetKind' in targets ? [targets] : targets;
  return {
    refers_to: Object.fromEntries(list.map((target) => [`#${target.targetKind}:${target.key}`, {}])),
    ...(parent && { reference_type: 'parent' as const }),
  };
}

export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends Field<infer Value, boolean> ? Value : never;
type RequiredKeys<F extends Fields> = { [K in keyof F]: F[K]['required'] extends true ? K : never }[keyof F];

/** The `data` of a record with these fields. */
export type DataOf<F extends Fields> = { readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: ValueOf<F[K]> | null;
};
