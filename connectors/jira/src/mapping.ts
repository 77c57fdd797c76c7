import type { InitialDomainMapping } from '@airdrop-connectors/core';

const forwardOnly = { forward: true, reverse: false };

function directly(field: string) {
  return {
    ...forwardOnly,
    primary_external_field: field,
    transformation_method_for_set: { transformation_method: 'use_directly' },
  };
}

function asList(field: string) {
  return {
    ...forwardOnly,
    primary_external_field: field,
    transformation_method_for_set: { transformation_method: 'use_as_array_value' },
  };
}

function asRichText(field: string) {
  return {
    ...forwardOnly,
    primary_external_field: field,
    transformation_method_for_set: { transformation_method: 'use_rich_text' },
  };
}

function stockType(objectType: string) {
  return { object_category: 'stock', object_type: objectType };
}

function shard(objectType: string, fields: Readonly<Record<string, unknown>>) {
  return {
    devrev_leaf_type: objectType,
    ...forwardOnly,
    shard: {
      mode: 'create_shard',
      devrev_leaf_type: stockType(objectType),
      stock_field_mappings: fields,
      constructed_custom_fields: {},
    },
  };
}

/** Fields that issues and tickets of DevRev share. */
const workFields = {
  title: { ...directly('summary'), fallback: { type: 'text', value: 'Untitled issue' } },
  body: asRichText('description'),
  owned_by_ids: asList('assignee'),
  reported_by_ids: asList('reporter'),
  created_by_id: directly('creator'),
  target_close_date: directly('due_date'),
  item_url_field: directly('item_url_field'),
  applies_to_part_id: {
    ...forwardOnly,
    transformation_method_for_set: {
      transformation_method: 'use_devrev_record',
      is_array: false,
      leaf_type: stockType('product'),
    },
  },
  // Statuses differ per project: the stages come from the stage diagram in the run's metadata.
  stage: {
    ...forwardOnly,
    primary_external_field: 'status',
    transformation_method_for_set: { transformation_method: 'make_custom_stages', stages: {} },
  },
};

/** Ids of Jira's built-in priorities, Highest to Lowest; users map the ones of their own. */
function mapPriority(keys: Readonly<Record<'1' | '2' | '3' | '4' | '5', string>>, fallback: string) {
  return {
    ...forwardOnly,
    primary_external_field: 'priority',
    fallback: { type: 'enum', value: fallback },
    transformation_method_for_set: {
      transformation_method: 'map_enum',
      is_array: false,
      forward: Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, { value }])),
    },
  };
}

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export const initialDomainMapping: InitialDomainMapping = {
  additional_mappings: {
    format_version: 'v0.2.0',
    devrev_metadata_version: 13,
    record_type_mappings: {
      users: {
        default_mapping: stockType('devu'),
        possible_record_type_mappings: [
          shard('devu', {
            display_name: { ...directly('name'), fallback: { type: 'text', value: 'Unknown user' } },
            full_name: directly('name'),
            email: directly('email'),
          }),
        ],
      },
      comments: {
        default_mapping: stockType('comment'),
        possible_record_type_mappings: [
          shard('comment', {
            body: asRichText('body'),
            created_by_id: directly('author'),
            modified_by_id: directly('updated_by'),
            parent_object_id: directly('issue'),
            visibility: {
              ...forwardOnly,
              primary_external_field: 'visibility',
              fallback: { type: 'enum', value: 'Visibility_PRIVATE' },
              transformation_method_for_set: {
                transformation_method: 'map_enum',
                is_array: false,
                forward: {
                  public: { value: 'Visibility_EXTERNAL' },
                  internal: { value: 'Visibility_INTERNAL' },
                  restricted: { value: 'Visibility_PRIVATE' },
                },
              },
            },
          }),
        ],
      },
    },
    record_type_category_mappings: {
      issues: {
        default_mapping: stockType('issue'),
        possible_record_type_mappings: [
          shard('issue', {
            ...workFields,
            priority: mapPriority({ 1: 'P0', 2: 'P1', 3: 'P2', 4: 'P3', 5: 'P3' }, 'P2'),
          }),
          shard('ticket', {
            ...workFields,
            severity: mapPriority({ 1: 'blocker', 2: 'high', 3: 'medium', 4: 'low', 5: 'low' }, 'medium'),
          }),
        ],
      },
    },
  },
};
