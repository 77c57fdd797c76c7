import type { devrevObjects, LeafType } from '../devrev-objects/index.js';
import type { FieldMappingDocument } from './mapping-document.js';

declare const produces: unique symbol;

/** What a field mapping puts into a DevRev field, for the compiler. */
export interface Produced {
  kind: ProducedKind;
  list: boolean;
  /** May come out empty: the external field is optional and there is no fallback. */
  empty: boolean;
  /** Written back to the external system, too. */
  reverse: boolean;
  /** Keys an enum can come out as. */
  keys: string;
}

type ProducedKind =
  | 'bool'
  | 'int'
  | 'float'
  | 'text'
  | 'rich_text'
  | 'enum'
  | 'stages'
  | 'link_types'
  | 'date'
  | 'timestamp'
  | 'reference'
  | 'struct'
  | 'permission'
  | 'record_type_privilege'
  | 'field_privilege'
  | 'conditional_privilege';

/** How one DevRev field gets its value; made by the methods of `from(recordType)`. */
export interface FieldMapping<P extends Produced = Produced> {
  readonly document: FieldMappingDocument;
  readonly [produces]?: P;
}

type Objects = typeof devrevObjects;
type FieldsOf<Leaf extends LeafType> = Objects[Leaf]['fields'];

type UsableKeys<Fields> = {
  [K in keyof Fields]: Fields[K] extends { removedIn: string } ? never : K;
}[keyof Fields];
type RequiredKeys<Fields> = {
  [K in keyof Fields]: Fields[K] extends { required: true } ? K : never;
}[keyof Fields];

/** A DevRev field can also take what has no type of its own among external fields. */
type KindsFor<Key, Type> = Type extends 'timestamp'
  ? 'timestamp' | 'date'
  : Type extends 'float'
    ? 'float' | 'int'
    : Type extends 'enum'
      ? Key extends 'stage'
        ? 'enum' | 'stages'
        : Key extends 'link_type_id'
          ? 'enum' | 'link_types'
          : 'enum'
      : Type;

/** Of some enums of DevRev nobody lists the values. */
type KeysFor<Field> = Field extends { enumValues: infer Values }
  ? [keyof Values] extends [never]
    ? string
    : keyof Values & string
  : string;

/** What the mapping of one DevRev field may produce. */
type Accepted<Leaf extends LeafType, Key, Field> = Field extends { type: infer Type }
  ? FieldMapping<{
      kind: KindsFor<Key, Type> & ProducedKind;
      list: Field extends { collection: true } ? true : false;
      empty: Field extends { required: true } ? false : boolean;
      reverse: Objects[Leaf]['canExtract'] extends true ? boolean : false;
      keys: KeysFor<Field>;
    }>
  : never;

/** Mappings of a DevRev object's stock fields: the required ones, and any of the others. */
export type StockFieldMappings<Leaf extends LeafType> = {
  readonly [K in RequiredKeys<FieldsOf<Leaf>>]: Accepted<Leaf, K, FieldsOf<Leaf>[K]>;
} & {
  readonly [K in Exclude<UsableKeys<FieldsOf<Leaf>>, RequiredKeys<FieldsOf<Leaf>>>]?: Accepted<
    Leaf,
    K,
    FieldsOf<Leaf>[K]
  >;
};

/** Keys that exist nowhere else become a compile error at the key. */
export type NoOtherKeys<Given, Allowed> = { readonly [K in Exclude<keyof Given, keyof Allowed>]: never };
