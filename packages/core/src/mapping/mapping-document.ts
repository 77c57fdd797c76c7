/**
 * Wire form of the initial domain mapping in the format `v0.2.0`.
 * Source: docs "Initial domain mapping", `initial_mappings_schema.yaml`, and the mapping of the official template, which
 * puts the version keys where the installer reads them.
 */
export interface InitialDomainMapping {
  /** A complete recipe without choices; the platform tolerates that it cannot be created. */
  starting_recipe_blueprint?: Readonly<Record<string, unknown>>;
  additional_mappings: MappingDocument;
}

export interface MappingDocument {
  format_version?: string;
  devrev_metadata_version?: number;
  record_type_mappings?: Record<string, RecordTypeMapping>;
  record_type_category_mappings?: Record<string, RecordTypeMapping>;
}

export interface RecordTypeMapping {
  default_mapping: LeafTypeDocument;
  possible_record_type_mappings?: PossibleMapping[];
  mapping_as_custom_object?: CustomObjectMapping;
}

export interface LeafTypeDocument {
  object_category: 'stock' | 'custom' | 'fresh_custom' | 'synthetic';
  object_type: string;
}

export interface PossibleMapping {
  devrev_leaf_type: string;
  forward: boolean;
  reverse: boolean;
  shard: ShardDocument;
}

export interface CustomObjectMapping {
  forward: boolean;
  reverse: boolean;
  shard: ShardDocument;
}

export interface ShardDocument {
  mode: 'create_shard';
  devrev_leaf_type: LeafTypeDocument;
  stock_field_mappings: Record<string, FieldMappingDocument>;
  constructed_custom_fields: Record<string, FieldMappingDocument>;
}

export interface FieldMappingDocument {
  forward: boolean;
  reverse: boolean;
  primary_external_field?: string;
  fallback?: FallbackDocument;
  transformation_method_for_set: TransformationMethod;
}

export interface FallbackDocument {
  type: 'bool' | 'date' | 'enum' | 'float' | 'int' | 'rich_text' | 'text' | 'timestamp';
  value: unknown;
}

export type TransformationMethod =
  | { transformation_method: 'use_directly' }
  | { transformation_method: 'use_as_array_value' }
  | { transformation_method: 'use_rich_text' }
  | { transformation_method: 'use_fixed_value'; value: 'enum_value'; enum: string }
  | { transformation_method: 'use_fixed_value'; value: 'bool'; bool: boolean }
  | { transformation_method: 'use_fixed_value'; value: 'none' }
  | { transformation_method: 'use_devrev_record'; is_array: boolean; leaf_type: LeafTypeDocument }
  | { transformation_method: 'use_devrev_record'; is_array: boolean; id: string }
  | {
      transformation_method: 'map_enum';
      is_array: boolean;
      forward: Record<string, { value: string }>;
      reverse?: Record<string, { value: string }>;
      forward_default?: string;
    }
  | {
      transformation_method: 'map_roles';
      is_array: boolean;
      forward: Record<string, string>;
      forward_default?: string;
    }
  | { transformation_method: 'make_custom_stages'; stages: Record<string, CustomStageDocument> }
  | { transformation_method: 'make_custom_links'; reverse_stock_types: Record<string, string> }
  | { transformation_method: 'make_struct'; field_mappings: Record<string, FieldMappingDocument> }
  | {
      transformation_method: 'use_first_non_null';
      alternatives: { field_mapping: FieldMappingDocument; is_default_in_reverse: boolean }[];
    }
  | {
      transformation_method: 'filter_typed_reference';
      allowed_types: LeafTypeDocument[];
      is_collection: boolean;
    }
  | {
      transformation_method: 'use_raw_jq';
      forward_jq: string;
      can_apply_to_null?: boolean;
      use_primary_input?: boolean;
    }
  | { transformation_method: 'make_authorization_target' }
  | { transformation_method: 'make_object_access' }
  | { transformation_method: 'make_field_access' }
  | { transformation_method: 'make_conditional_access' };

export interface CustomStageDocument {
  stage_name: string;
  ordinal: number;
  is_deprecated: boolean;
  transition_to: string[];
}
