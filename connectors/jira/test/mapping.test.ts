import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { initialDomainMapping } from '../src/mapping.js';
import { comments, issues, metadata, users } from '../src/metadata.js';

/** Fields DevRev demands of each object: developer docs "Supported object types". */
const demanded: Readonly<Record<string, readonly string[]>> = {
  devu: ['display_name'],
  comment: ['body', 'created_by_id', 'modified_by_id', 'parent_object_id'],
  issue: ['applies_to_part_id', 'owned_by_ids', 'priority', 'stage', 'title'],
  ticket: ['applies_to_part_id', 'owned_by_ids', 'severity', 'stage', 'title'],
};
const legalValues: Readonly<Record<string, readonly string[]>> = {
  'issue.priority': ['P0', 'P1', 'P2', 'P3'],
  'ticket.severity': ['blocker', 'high', 'medium', 'low'],
  'comment.visibility': [
    'Visibility_INTERNAL',
    'Visibility_EXTERNAL',
    'Visibility_PRIVATE',
    'Visibility_PUBLIC',
  ],
};

const fieldMappingSchema = z.object({
  forward: z.boolean(),
  reverse: z.boolean(),
  primary_external_field: z.optional(z.string()),
  fallback: z.optional(z.object({ type: z.string(), value: z.unknown() })),
  transformation_method_for_set: z.object({
    transformation_method: z.string(),
    forward: z.optional(z.record(z.string(), z.object({ value: z.string() }))),
  }),
});
const typeMappingSchema = z.object({
  default_mapping: z.object({ object_type: z.string() }),
  possible_record_type_mappings: z.array(
    z.object({
      devrev_leaf_type: z.string(),
      shard: z.object({
        devrev_leaf_type: z.object({ object_type: z.string() }),
        stock_field_mappings: z.record(z.string(), fieldMappingSchema),
      }),
    }),
  ),
});
const mapping = z.parse(
  z.object({
    record_type_mappings: z.record(z.string(), typeMappingSchema),
    record_type_category_mappings: z.record(z.string(), typeMappingSchema),
  }),
  initialDomainMapping.additional_mappings,
);

const declaredFields = { users: users.fields, comments: comments.fields, issues: issues.fields };
const leaves = Object.entries({
  ...mapping.record_type_mappings,
  ...mapping.record_type_category_mappings,
}).flatMap(([source, { possible_record_type_mappings }]) =>
  possible_record_type_mappings.map(({ devrev_leaf_type, shard }) => ({
    source,
    leaf: devrev_leaf_type,
    shardLeaf: shard.devrev_leaf_type.object_type,
    mapped: shard.stock_field_mappings,
    declared: z.parse(z.record(z.string(), z.unknown()), Reflect.get(declaredFields, source)),
  })),
);

describe('the initial mapping', () => {
  it('covers the record types and the category, with a default among the possible ones', () => {
    expect(Object.keys(mapping.record_type_mappings)).toEqual(metadata.recordTypes.map(({ key }) => key));
    expect(Object.keys(mapping.record_type_category_mappings)).toEqual(
      metadata.families?.map(({ key }) => key),
    );
    for (const { default_mapping, possible_record_type_mappings } of [
      ...Object.values(mapping.record_type_mappings),
      ...Object.values(mapping.record_type_category_mappings),
    ]) {
      expect(possible_record_type_mappings.map(({ devrev_leaf_type }) => devrev_leaf_type)).toContain(
        default_mapping.object_type,
      );
    }
    expect(leaves.map(({ leaf }) => leaf)).toEqual(['devu', 'comment', 'issue', 'ticket']);
  });
});

describe.each(leaves)('$source as $leaf', ({ leaf, shardLeaf, mapped, declared }) => {
  it('says the same leaf type twice', () => {
    expect(shardLeaf).toBe(leaf);
  });

  it('reads only fields that are declared', () => {
    const read = Object.values(mapped).flatMap(({ primary_external_field }) => primary_external_field ?? []);
    expect(read.length).toBeGreaterThan(2);
    expect(read.filter((field) => !(field in declared))).toEqual([]);
  });

  it('fills every field DevRev demands', () => {
    expect(demanded[leaf]?.filter((field) => mapped[field] === undefined)).toEqual([]);
  });

  it('reads into DevRev only', () => {
    const directions = Object.values(mapped).map(({ forward, reverse }) => [forward, reverse]);
    expect(new Set(directions.map(String))).toEqual(new Set(['true,false']));
  });

  it('maps enums to values that exist, and has one for what is unknown', () => {
    for (const [field, { transformation_method_for_set: method, fallback }] of Object.entries(mapped)) {
      if (method.transformation_method !== 'map_enum') continue;
      const legal = legalValues[`${leaf}.${field}`];
      const targets = Object.values(method.forward ?? {}).map(({ value }) => value);
      expect(targets.length).toBeGreaterThan(1);
      expect([...targets, fallback?.value].filter((value) => !legal?.includes(String(value)))).toEqual([]);
      expect(fallback?.type).toBe('enum');
    }
  });
});

describe('comments', () => {
  it('never become more visible than they were', () => {
    const visibility = leaves.find(({ leaf }) => leaf === 'comment')?.mapped.visibility;
    const declared = comments.fields.visibility.definition.enum?.values.map(({ key }) => key).sort();
    const forward = visibility?.transformation_method_for_set.forward ?? {};
    expect(Object.keys(forward).sort()).toEqual(declared);
    expect(forward.internal?.value).toBe('Visibility_INTERNAL');
    expect(forward.restricted?.value).toBe('Visibility_PRIVATE');
    expect(visibility?.fallback?.value).toBe('Visibility_PRIVATE');
  });
});

describe('priorities', () => {
  it.each(['issue', 'ticket'])('of an %s get no less urgent as they rise', (leaf) => {
    const field = leaf === 'issue' ? 'priority' : 'severity';
    const forward = leaves.find((entry) => entry.leaf === leaf)?.mapped[field]?.transformation_method_for_set
      .forward;
    const order = legalValues[`${leaf}.${field}`] ?? [];
    const ranks = ['1', '2', '3', '4', '5'].map((id) => order.indexOf(forward?.[id]?.value ?? ''));
    expect(ranks).toEqual([...ranks].sort());
    expect(ranks).not.toContain(-1);
  });
});
