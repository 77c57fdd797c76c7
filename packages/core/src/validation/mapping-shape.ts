import * as z from 'zod/mini';
import { isJsonObject } from '../json-value.js';
import type { FieldMappingDocument, MappingDocument } from '../mapping/mapping-document.js';
import type { Report } from './finding.js';
import { checkShape } from './shape-findings.js';

// One branch per transformation method: the published `initial_mappings_schema.yaml` leaves the discriminating key out
// of its branches, and refuses the official template.

const leafType = z.strictObject({
  object_category: z.enum(['stock', 'custom', 'fresh_custom', 'synthetic']),
  object_type: z.string(),
});
const fallback = z.strictObject({
  type: z.enum(['bool', 'date', 'enum', 'float', 'int', 'rich_text', 'text', 'timestamp']),
  value: z.unknown(),
});
const valueTable = z.record(z.string(), z.strictObject({ value: z.string() }));

const bare = (method: string) => z.strictObject({ transformation_method: z.literal(method) });

const method = z.discriminatedUnion('transformation_method', [
  bare('use_directly'),
  bare('use_as_array_value'),
  bare('use_rich_text'),
  z.strictObject({
    transformation_method: z.literal('use_fixed_value'),
    value: z.enum(['enum_value', 'bool', 'none']),
    enum: z.optional(z.string()),
    bool: z.optional(z.boolean()),
  }),
  z.strictObject({
    transformation_method: z.literal('use_devrev_record'),
    is_array: z.optional(z.boolean()),
    leaf_type: z.optional(leafType),
    id: z.optional(z.string()),
  }),
  z.strictObject({
    transformation_method: z.literal('map_enum'),
    is_array: z.optional(z.boolean()),
    forward: z.optional(valueTable),
    reverse: z.optional(valueTable),
    forward_default: z.optional(z.string()),
  }),
  z.strictObject({
    transformation_method: z.literal('map_roles'),
    is_array: z.optional(z.boolean()),
    forward: z.record(z.string(), z.string()),
    forward_default: z.optional(z.string()),
  }),
  z.strictObject({
    transformation_method: z.literal('make_custom_stages'),
    stages: z.record(
      z.string(),
      z.strictObject({
        stage_name: z.string(),
        ordinal: z.int(),
        is_deprecated: z.boolean(),
        transition_to: z.array(z.string()),
      }),
    ),
  }),
  z.strictObject({
    transformation_method: z.literal('make_custom_links'),
    reverse_stock_types: z.record(z.string(), z.string()),
  }),
  z.strictObject({
    transformation_method: z.literal('make_struct'),
    field_mappings: z.record(
      z.string(),
      z.lazy(() => fieldMapping),
    ),
  }),
  z.strictObject({
    transformation_method: z.literal('use_first_non_null'),
    alternatives: z
      .array(
        z.strictObject({
          field_mapping: z.lazy(() => fieldMapping),
          is_default_in_reverse: z.boolean(),
        }),
      )
      .check(z.minLength(1)),
  }),
  z.strictObject({
    transformation_method: z.literal('filter_typed_reference'),
    allowed_types: z.array(leafType),
    is_collection: z.optional(z.boolean()),
  }),
  z.strictObject({
    transformation_method: z.literal('use_raw_jq'),
    forward_jq: z.string(),
    can_apply_to_null: z.optional(z.boolean()),
    use_primary_input: z.optional(z.boolean()),
    custom_field_type: z.optional(z.unknown()),
  }),
  bare('make_authorization_target'),
  bare('make_object_access'),
  bare('make_field_access'),
  bare('make_conditional_access'),
]);

const fieldMapping: z.ZodMiniType<FieldMappingDocument> = z.strictObject({
  forward: z.boolean(),
  reverse: z.boolean(),
  primary_external_field: z.optional(z.string()),
  fallback: z.optional(fallback),
  transformation_method_for_set: method,
}) as unknown as z.ZodMiniType<FieldMappingDocument>;

const shard = z.strictObject({
  mode: z.literal('create_shard'),
  devrev_leaf_type: leafType,
  stock_field_mappings: z.record(z.string(), fieldMapping),
  constructed_custom_fields: z.record(z.string(), fieldMapping),
});
const recordTypeMapping = z.strictObject({
  default_mapping: leafType,
  possible_record_type_mappings: z.optional(
    z.array(
      z.strictObject({ devrev_leaf_type: z.string(), forward: z.boolean(), reverse: z.boolean(), shard }),
    ),
  ),
  mapping_as_custom_object: z.optional(z.strictObject({ forward: z.boolean(), reverse: z.boolean(), shard })),
});
const mappingDocument = z.strictObject({
  format_version: z.optional(z.unknown()),
  devrev_metadata_version: z.optional(z.unknown()),
  record_type_mappings: z.optional(z.record(z.string(), recordTypeMapping)),
  record_type_category_mappings: z.optional(z.record(z.string(), recordTypeMapping)),
});
const initialDomainMapping = z.strictObject({
  starting_recipe_blueprint: z.optional(z.unknown()),
  additional_mappings: mappingDocument,
});

/** I1 and I2: the shape the installer reads. @returns the mappings when they can be checked further. */
export function checkMappingShape(document: unknown, report: Report): MappingDocument | undefined {
  const mappings = isJsonObject(document) ? document.additional_mappings : undefined;
  if (!isJsonObject(mappings) || mappings.format_version !== 'v0.2.0') {
    report(
      'I2',
      'additional_mappings.format_version',
      'is not "v0.2.0"',
      'Set it there; the root is not read.',
    );
  }
  if (!isJsonObject(mappings) || typeof mappings.devrev_metadata_version !== 'number') {
    report(
      'I2',
      'additional_mappings.devrev_metadata_version',
      'is no number',
      'Set it there, as in the template.',
    );
  }
  const read = checkShape('I1', initialDomainMapping, document, report);
  return read?.additional_mappings as MappingDocument | undefined;
}
