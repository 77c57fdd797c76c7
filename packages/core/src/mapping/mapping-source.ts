import type { LeafType } from '../devrev-objects/index.js';
import type { Field, Fields } from '../metadata/field.js';
import type { FieldKind } from '../metadata/field-definition.js';
import type { RecordTarget } from '../metadata/record-target.js';
import type { RecordType, RecordTypeFamily } from '../metadata/record-type.js';
import type { FieldMapping, NoOtherKeys, Produced } from './field-mapping.js';
import type {
  CustomStageDocument,
  FallbackDocument,
  FieldMappingDocument,
  LeafTypeDocument,
  TransformationMethod,
} from './mapping-document.js';

type KindOf<F> = F extends Field<unknown, boolean, infer Kind, boolean> ? Kind : never;
type ListOf<F> = F extends Field<unknown, boolean, FieldKind, infer List> ? List : never;
type EnumKeysOf<F> =
  F extends Field<infer Value> ? (Value extends readonly (infer Key)[] ? Key : Value) & string : never;
type RolesOf<F> =
  F extends Field<infer Value>
    ? Value extends readonly { role: infer Role }[]
      ? Role & string
      : never
    : never;

/** Keys of the fields of certain kinds. */
type KeysOf<F extends Fields, Kind extends FieldKind, List extends boolean = boolean> = {
  [K in keyof F]: KindOf<F[K]> extends Kind ? (ListOf<F[K]> extends List ? K : never) : never;
}[keyof F] &
  string;

type Empty<F extends Field, Options> = Options extends { fallback: unknown }
  ? false
  : F['required'] extends true
    ? false
    : true;
type Reverse<Options> = Options extends { reverse: true } ? true : false;

/** Kinds a DevRev field can take as they are. */
type DirectKind = Exclude<FieldKind, 'enum' | 'rich_text' | 'struct' | `${string}_privilege`>;
type DirectlyProduced<Kind> = Kind extends 'typed_reference' ? 'reference' : Kind & Produced['kind'];

interface Options<Fallback> {
  /** Written back to the external system, too. */
  reverse?: boolean;
  /** Stands in where the record has no value. */
  fallback?: Fallback;
}

/** Every external key needs a DevRev one unless a default stands in; keys found at run time cannot be all named. */
type EnumTable<Keys extends string, Options> = string extends Keys
  ? Readonly<Record<string, string>>
  : Options extends { forwardDefault: string }
    ? Readonly<Partial<Record<Keys, string>>>
    : Readonly<Record<Keys, string>>;

/** Keys the enum does not have become a compile error at the key. */
type NoOtherEnumKeys<Table, Keys extends string> = string extends Keys
  ? unknown
  : NoOtherKeys<Table, Record<Keys, string>>;

/**
 * The transformation methods of the initial domain mapping for one record type, typed by its fields.
 * Source: docs "Initial domain mapping", section on transformation methods.
 */
export interface MappingSource<F extends Fields> {
  readonly target: RecordTarget;
  /** The value as it is. */
  directly<K extends KeysOf<F, DirectKind>, const O extends Options<string | number | boolean>>(
    field: K,
    options?: O,
  ): FieldMapping<{
    kind: DirectlyProduced<KindOf<F[K]>>;
    list: ListOf<F[K]>;
    empty: Empty<F[K], O>;
    reverse: Reverse<O>;
    keys: never;
  }>;
  /** The one value as a list of one; a record without a value has none for DevRev either. */
  asList<K extends KeysOf<F, DirectKind, false>, const O extends Options<never>>(
    field: K,
    options?: O,
  ): FieldMapping<{
    kind: DirectlyProduced<KindOf<F[K]>>;
    list: true;
    empty: Empty<F[K], O>;
    reverse: Reverse<O>;
    keys: never;
  }>;
  richText<K extends KeysOf<F, 'rich_text', false>, const O extends Options<string>>(
    field: K,
    options?: O,
  ): FieldMapping<{
    kind: 'rich_text';
    list: false;
    empty: Empty<F[K], O>;
    reverse: Reverse<O>;
    keys: never;
  }>;
  /**
   * Value by value. With `reverse` every key DevRev may hold needs an external one.
   * `forwardDefault` is the external key whose counterpart stands in for keys not named.
   */
  enumValue<
    K extends KeysOf<F, 'enum'>,
    const Table extends EnumTable<EnumKeysOf<F[K]>, O>,
    const O extends {
      fallback?: string;
      reverse?: Readonly<Record<string, EnumKeysOf<F[K]>>>;
      forwardDefault?: EnumKeysOf<F[K]>;
    },
  >(
    field: K,
    forward: Table & NoOtherEnumKeys<Table, EnumKeysOf<F[K]>>,
    options?: O,
  ): FieldMapping<{
    kind: 'enum';
    list: ListOf<F[K]>;
    empty: Empty<F[K], O>;
    reverse: O extends { reverse: object } ? true : false;
    keys: (Table[keyof Table] | (O extends { fallback: infer Fallback } ? Fallback : never)) & string;
  }>;
  /** Stages of the customer's own; left out, they are taken from the stage diagram of the run's metadata. */
  customStages<K extends KeysOf<F, 'enum', false>, const O extends { reverse?: boolean }>(
    field: K,
    options?: O & { stages?: Readonly<Record<string, CustomStageDocument>> },
  ): FieldMapping<{ kind: 'stages'; list: false; empty: false; reverse: Reverse<O>; keys: never }>;
  /** @param reverseStockTypes external link type by DevRev's stock link type, for links made in DevRev */
  customLinks<K extends KeysOf<F, 'enum', false>, const O extends { reverse?: boolean }>(
    field: K,
    reverseStockTypes: Readonly<Record<string, EnumKeysOf<F[K]>>>,
    options?: O,
  ): FieldMapping<{ kind: 'link_types'; list: false; empty: false; reverse: Reverse<O>; keys: never }>;
  /** The part of a reference that may point to several types which one DevRev field takes. */
  onlyTypes<K extends KeysOf<F, 'typed_reference'>>(
    field: K,
    leafTypes: readonly LeafType[],
  ): FieldMapping<{ kind: 'reference'; list: ListOf<F[K]>; empty: true; reverse: false; keys: never }>;
  /** DevRev's role by role of the external system. */
  roles<K extends KeysOf<F, 'permission'>>(
    field: K,
    forward: Readonly<Record<RolesOf<F[K]>, string>>,
  ): FieldMapping<{ kind: 'permission'; list: ListOf<F[K]>; empty: true; reverse: false; keys: never }>;
  /** What an authorization policy grants. */
  access<K extends KeysOf<F, `${string}_privilege` & FieldKind>>(
    field: K,
  ): FieldMapping<{
    kind: KindOf<F[K]> & Produced['kind'];
    list: ListOf<F[K]>;
    empty: false;
    reverse: false;
    keys: never;
  }>;
}

/** What becomes of the fields of a record type: `const user = from(users); user.directly('name')`. */
export function from<F extends Fields>(recordType: RecordType<F> | RecordTypeFamily<F>): MappingSource<F> {
  const kindOf = (field: string) => recordType.fields[field]?.definition.type;
  const isList = (field: string) => recordType.fields[field]?.definition.collection !== undefined;
  return {
    target: recordType,
    directly: (field, options) =>
      mapping({ field, ...options }, { transformation_method: 'use_directly' }, fallbackType(kindOf(field))),
    asList: (field, options) =>
      mapping({ field, ...options }, { transformation_method: 'use_as_array_value' }),
    richText: (field, options) =>
      mapping({ field, ...options }, { transformation_method: 'use_rich_text' }, 'rich_text'),
    enumValue: (field, forward, options) => {
      const { fallback, reverse, forwardDefault } = options ?? {};
      return mapping(
        { field, fallback, reverse: reverse !== undefined },
        {
          transformation_method: 'map_enum',
          is_array: isList(field),
          forward: asValues({ ...forward }),
          ...(reverse && { reverse: asValues(reverse) }),
          ...(forwardDefault !== undefined && { forward_default: forwardDefault }),
        },
        'enum',
      );
    },
    customStages: (field, options) =>
      mapping(
        { field, reverse: options?.reverse },
        { transformation_method: 'make_custom_stages', stages: { ...options?.stages } },
      ),
    customLinks: (field, reverseStockTypes, options) =>
      mapping(
        { field, reverse: options?.reverse },
        { transformation_method: 'make_custom_links', reverse_stock_types: { ...reverseStockTypes } },
      ),
    onlyTypes: (field, leafTypes) =>
      mapping(
        { field },
        {
          transformation_method: 'filter_typed_reference',
          allowed_types: leafTypes.map(stockLeaf),
          is_collection: isList(field),
        },
      ),
    roles: (field, forward) =>
      mapping(
        { field },
        { transformation_method: 'map_roles', is_array: isList(field), forward: { ...forward } },
      ),
    access: (field) => mapping({ field }, { transformation_method: accessMethod(kindOf(field)) }),
  };
}

interface MappingFacts {
  field?: string;
  reverse?: boolean | undefined;
  fallback?: unknown;
}

/** The wire form with the phantom type forgotten; each method above says what it produces. */
export function mapping<P extends Produced>(
  { field, reverse = false, fallback }: MappingFacts,
  method: TransformationMethod,
  type: FallbackDocument['type'] = 'text',
): FieldMapping<P> {
  const document: FieldMappingDocument = {
    forward: true,
    reverse,
    ...(field !== undefined && { primary_external_field: field }),
    ...(fallback !== undefined && {
      fallback: { type, value: type === 'rich_text' ? [fallback] : fallback },
    }),
    transformation_method_for_set: method,
  };
  return { document };
}

export function stockLeaf(leafType: string): LeafTypeDocument {
  return { object_category: 'stock', object_type: leafType };
}

function asValues(table: Readonly<Record<string, string | undefined>>): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, value]) => (value === undefined ? [] : [[key, { value }]])),
  );
}

function fallbackType(kind: FieldKind | undefined): FallbackDocument['type'] {
  switch (kind) {
    case 'bool':
    case 'int':
    case 'float':
    case 'date':
    case 'timestamp':
      return kind;
    default:
      return 'text';
  }
}

function accessMethod(kind: FieldKind | undefined) {
  if (kind === 'record_type_privilege') return 'make_object_access';
  return kind === 'field_privilege' ? 'make_field_access' : 'make_conditional_access';
}
