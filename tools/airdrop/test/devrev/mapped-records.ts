import { type MappedRecord, mapRecord } from '../../src/devrev/map-record.js';
import { compilePlan, type TypePlan } from '../../src/devrev/mapping-plan.js';
import type { Identity, ResolvedReferences } from '../../src/devrev/record-context.js';
import type { JsonObject } from '../../src/platform/json-shape.js';

/** Definition of an external field in the form of the metadata document. */
export const text = { type: 'text' };
export const richText = { type: 'rich_text' };
export const list = (field: JsonObject): JsonObject => ({ ...field, collection: {} });
export const oneOf = (...keys: string[]): JsonObject => ({
  type: 'enum',
  enum: { values: keys.map((key) => ({ key, name: `Name of ${key}` })) },
});
export const reference = (...targets: string[]): JsonObject => ({
  type: 'reference',
  reference: { refers_to: Object.fromEntries(targets.map((target) => [target, {}])) },
});
export const typedReference = (...targets: string[]): JsonObject => ({
  type: 'typed_reference',
  typed_reference: { refers_to: Object.fromEntries(targets.map((target) => [target, {}])) },
});

/** A mapping of one field, as the installed document writes it. */
export function by(
  method: string,
  field?: string,
  details: JsonObject = {},
  fallback?: JsonObject,
): JsonObject {
  return {
    forward: true,
    reverse: false,
    ...(field === undefined ? {} : { primary_external_field: field }),
    ...(fallback === undefined ? {} : { fallback }),
    transformation_method_for_set: { transformation_method: method, ...details },
  };
}

/** A mapping entry with one possible leaf type, which is also the default. */
export function to(leafType: string, fields: JsonObject, constructed: JsonObject = {}): JsonObject {
  const devrevLeafType = { object_category: 'stock', object_type: leafType };
  return {
    default_mapping: devrevLeafType,
    possible_record_type_mappings: [
      {
        devrev_leaf_type: leafType,
        forward: true,
        reverse: false,
        shard: {
          mode: 'create_shard',
          devrev_leaf_type: devrevLeafType,
          stock_field_mappings: fields,
          constructed_custom_fields: constructed,
        },
      },
    ],
  };
}

export const standIn = (leafType: string, isArray = false): JsonObject =>
  by('use_devrev_record', undefined, {
    is_array: isArray,
    leaf_type: { object_category: 'stock', object_type: leafType },
  });

export interface Held {
  identities?: readonly (Identity & { externalId: string; keys?: Record<string, string> })[];
  artifacts?: Record<string, string>;
}

/** What DevRev has already. */
export function held({ identities = [], artifacts = {} }: Held = {}): ResolvedReferences {
  return {
    byId: (itemType, externalId) =>
      identities.find((identity) => identity.itemType === itemType && identity.externalId === externalId),
    byField: (itemType, field, value) =>
      identities.find((identity) => identity.itemType === itemType && identity.keys?.[field] === value),
    artifact: (id) => artifacts[id],
    standIn: (leafType) => `don:stand-in/${leafType}`,
  };
}

/** Plan of the type `things` with these fields, mapped to a leaf type. */
export function planOf(
  leafType: string,
  externalFields: JsonObject,
  fieldMappings: JsonObject,
  {
    type = {},
    otherTypes = {},
    constructed = {},
  }: { type?: JsonObject; otherTypes?: JsonObject; constructed?: JsonObject } = {},
): { plan: TypePlan; problems: readonly string[]; notEvaluated: readonly string[] } {
  const { types, problems, notEvaluated } = compilePlan(
    { record_types: { things: { name: 'Thing', fields: externalFields, ...type }, ...otherTypes } },
    { record_type_mappings: { things: to(leafType, fieldMappings, constructed) } },
  );
  const plan = types.get('things');
  if (plan === undefined) throw new Error(`things are not mapped: ${problems.join(' ')}`);
  return { plan, problems, notEvaluated };
}

/** Maps one record of `things` to the stock field `target` of a leaf type without required fields in the way. */
export function mapField(
  target: { leafType: string; field: string },
  externalFields: JsonObject,
  mapping: JsonObject,
  data: JsonObject,
  options: Held & { type?: JsonObject; otherTypes?: JsonObject } = {},
): { value: unknown; problem: string | undefined; record: MappedRecord; problems: readonly string[] } {
  const { plan, problems } = planOf(target.leafType, externalFields, { [target.field]: mapping }, options);
  const record = mapRecord(plan, data, held(options));
  return {
    value: record.fields[target.field] ?? null,
    problem: record.problems.find(({ field }) => field === target.field)?.reason,
    record,
    problems: problems.filter((sentence) => !sentence.includes('which DevRev requires')),
  };
}
