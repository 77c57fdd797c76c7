/**
 * Wire form of fields in external domain metadata.
 * Source of names: `external_domain_metadata_schema.json` (schema version v0.2.0), docs "Metadata extraction".
 */
export interface FieldDefinition {
  type: FieldKind;
  name: string;
  description?: string;
  is_required?: boolean;
  is_read_only?: boolean;
  is_write_only?: boolean;
  is_indexed?: boolean;
  is_identifier?: boolean;
  default_value?: string | number | boolean;
  collection?: LengthLimits;
  text?: LengthLimits;
  int?: ValueLimits;
  float?: ValueLimits;
  enum?: { values: EnumValueDefinition[] };
  reference?: ReferenceBlock;
  typed_reference?: ReferenceBlock;
  struct?: { key: string };
  permission?: { member_id: { refers_to: RefersTo }; role: { values: EnumValueDefinition[] } };
  record_type_privilege?: { type_keys: string[] };
  field_privilege?: { type_keys: string[] };
  conditional_privilege?: { type_keys: string[] };
}

/** Field types both published schema generations know, and the privileges of the newer one. */
export type FieldKind =
  | 'bool'
  | 'int'
  | 'float'
  | 'text'
  | 'rich_text'
  | 'enum'
  | 'date'
  | 'timestamp'
  | 'reference'
  | 'typed_reference'
  | 'struct'
  | 'permission'
  | PrivilegeKind;

export type PrivilegeKind = 'record_type_privilege' | 'field_privilege' | 'conditional_privilege';

export interface EnumValueDefinition {
  key: string;
  name?: string;
  description?: string;
  is_deprecated?: boolean;
}

/** Keys are `#record:<record type>` or `#category:<category>`. */
export type RefersTo = Record<string, { by_field?: string }>;

export interface ReferenceBlock {
  refers_to: RefersTo;
  reference_type?: 'parent' | 'child';
}

export interface LengthLimits {
  min_length?: number;
  max_length?: number;
}

export interface ValueLimits {
  min?: number;
  max?: number;
}
