/**
 * One object type of DevRev that records can be mapped to, and its stock fields.
 * Source: developer docs "Supported DevRev object types for AirSync", editions 2025-10-09 and 2026-02-12.
 */
export interface DevrevObject {
  /** Leaf type, e.g. `issue`; what a mapping names. */
  readonly name: string;
  /** From the general to the leaf, e.g. `work`, `issue`; its first entry is the category references name. */
  readonly hierarchy: readonly string[];
  /** Records can be brought into DevRev as this object. */
  readonly canLoad: boolean;
  /** Objects of this type can be brought back to the external system. */
  readonly canExtract: boolean;
  /** Imported record types become subtypes of it. */
  readonly canSubtype: boolean;
  readonly fields: Readonly<Record<string, DevrevField>>;
  readonly structs?: Readonly<Record<string, Readonly<Record<string, DevrevField>>>>;
}

/** What a stock field holds. */
export type DevrevFieldType =
  | 'bool'
  | 'int'
  | 'float'
  | 'text'
  | 'rich_text'
  | 'enum'
  | 'reference'
  | 'timestamp'
  | 'struct'
  | 'permission'
  | 'record_type_privilege'
  | 'field_privilege'
  | 'conditional_privilege';

/** A stock field of an object of DevRev. */
export interface DevrevField {
  readonly type: DevrevFieldType;
  /** Several values as an array. */
  readonly collection?: true;
  /** DevRev refuses an object without it. */
  readonly required?: true;
  /** `#record:<leaf type>` or `#category:<first of a hierarchy>`. */
  readonly refersTo?: readonly string[];
  /** Name by key; absent when DevRev does not publish the values. */
  readonly enumValues?: Readonly<Record<string, string>>;
  /** Key of `structs`. */
  readonly struct?: string;
  /** Edition of the docs in which the field is no longer listed: not to be mapped. */
  readonly removedIn?: string;
}
