import * as z from 'zod/mini';
import { isJsonObject } from '../json-value.js';
import type { MetadataDocument } from '../metadata/metadata-document.js';
import type { Report } from './finding.js';
import { checkShape } from './shape-findings.js';

// The published schema, including the privilege types that it means but describes wrongly
// (`external_domain_metadata_schema.json` of the official SDK, edition 2026-04-09).

const length = z.strictObject({
  min_length: z.optional(z.int().check(z.nonnegative())),
  max_length: z.optional(z.int().check(z.nonnegative())),
});
const key = z.string().check(z.minLength(1));
const enumValue = z.strictObject({
  key: z.string(),
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  is_deprecated: z.optional(z.boolean()),
});
const refersTo = z.record(z.string(), z.strictObject({ by_field: z.optional(z.string()) }));
const referenceBlock = z.strictObject({
  refers_to: refersTo,
  reference_type: z.optional(z.enum(['parent', 'child'])),
});
const typeKeys = z.strictObject({ type_keys: z.array(z.string()) });
const privilegeBlock = z.optional(typeKeys);

const common = {
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  is_required: z.optional(z.boolean()),
  is_read_only: z.optional(z.boolean()),
  is_write_only: z.optional(z.boolean()),
  is_indexed: z.optional(z.boolean()),
  is_identifier: z.optional(z.boolean()),
  collection: z.optional(length),
};

const field = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('bool'), default_value: z.optional(z.boolean()) }),
  z.strictObject({
    ...common,
    type: z.literal('int'),
    default_value: z.optional(z.int()),
    int: z.optional(z.strictObject({ min: z.optional(z.int()), max: z.optional(z.int()) })),
  }),
  z.strictObject({
    ...common,
    type: z.literal('float'),
    default_value: z.optional(z.number()),
    float: z.optional(z.strictObject({ min: z.optional(z.number()), max: z.optional(z.number()) })),
  }),
  z.strictObject({
    ...common,
    type: z.literal('text'),
    default_value: z.optional(z.string()),
    text: z.optional(length),
  }),
  z.strictObject({ ...common, type: z.literal('rich_text'), default_value: z.optional(z.unknown()) }),
  z.strictObject({
    ...common,
    type: z.literal('enum'),
    default_value: z.optional(z.string()),
    enum: z.strictObject({ values: z.array(enumValue) }),
  }),
  z.strictObject({ ...common, type: z.literal('date'), default_value: z.optional(z.string()) }),
  z.strictObject({ ...common, type: z.literal('timestamp'), default_value: z.optional(z.string()) }),
  z.strictObject({ ...common, type: z.literal('reference'), reference: referenceBlock }),
  z.strictObject({ ...common, type: z.literal('typed_reference'), typed_reference: referenceBlock }),
  z.strictObject({ ...common, type: z.literal('struct'), struct: z.strictObject({ key }) }),
  z.strictObject({
    ...common,
    type: z.literal('permission'),
    permission: z.strictObject({
      member_id: z.strictObject({ refers_to: refersTo }),
      role: z.strictObject({ values: z.array(enumValue) }),
    }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('record_type_privilege'),
    record_type_privilege: privilegeBlock,
  }),
  z.strictObject({ ...common, type: z.literal('field_privilege'), field_privilege: privilegeBlock }),
  z.strictObject({
    ...common,
    type: z.literal('conditional_privilege'),
    conditional_privilege: privilegeBlock,
  }),
]);
const fields = z.record(key, field);

const stageDiagram = z.strictObject({
  controlling_field: key,
  starting_stage: z.optional(z.string()),
  all_transitions_allowed: z.optional(z.boolean()),
  stages: z.record(
    z.string(),
    z.strictObject({ state: z.optional(z.string()), transitions_to: z.optional(z.array(z.string())) }),
  ),
  states: z.optional(
    z.record(
      z.string(),
      z.strictObject({
        name: z.string(),
        ordinal: z.optional(z.int()),
        is_end_state: z.optional(z.boolean()),
      }),
    ),
  ),
});

const recordType = z.strictObject({
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  category: z.optional(z.string()),
  fields,
  is_loadable: z.optional(z.boolean()),
  is_snapshot: z.optional(z.boolean()),
  no_identifier: z.optional(z.boolean()),
  scope: z.optional(z.enum(['metadata_is_system_scoped', 'data_is_system_scoped'])),
  attachments: z.optional(
    z.strictObject({ is_extractable: z.optional(z.boolean()), is_loadable: z.optional(z.boolean()) }),
  ),
  stage_diagram: z.optional(stageDiagram),
  link_naming_data: z.optional(
    z.strictObject({
      link_type_field: key,
      link_direction_names: z.record(
        z.string(),
        z.strictObject({ forward_name: z.string(), backward_name: z.string() }),
      ),
    }),
  ),
  conditions: z.optional(
    z.record(
      z.string(),
      z.array(
        z.strictObject({
          value: z.unknown(),
          comparator: z.enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte']),
          affected_fields: z.array(z.string()).check(z.minLength(1)),
          effect: z.enum(['require', 'show']),
        }),
      ),
    ),
  ),
});

const metadataDocument = z.strictObject({
  schema_version: z.optional(z.unknown()),
  record_types: z.record(key, recordType),
  record_type_categories: z.optional(
    z.record(
      key,
      z.strictObject({
        name: z.optional(z.string()),
        are_record_type_conversions_possible: z.optional(z.boolean()),
      }),
    ),
  ),
  struct_types: z.optional(z.record(key, z.strictObject({ name: z.optional(z.string()), fields }))),
});

/** M1 and M2: the published shape. @returns the document when it can be checked further. */
export function checkMetadataShape(document: unknown, report: Report): MetadataDocument | undefined {
  const version = isJsonObject(document) ? document.schema_version : undefined;
  if (version !== 'v0.2.0') {
    report('M2', 'schema_version', 'is not "v0.2.0"', 'Name the one version there is.');
  }
  const read = checkShape('M1', metadataDocument, document, report);
  // Names are labels: the platform takes documents without them, and so do the other checks.
  return read as MetadataDocument | undefined;
}
