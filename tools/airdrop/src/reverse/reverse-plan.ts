import { devrevObject } from '../devrev/devrev-target.js';
import { memberObject, memberText } from '../devrev/external-types.js';
import { compilePlan, type MappingPlan, type TypePlan } from '../devrev/mapping-plan.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import { customInverse, type Inverse, inverseOf, type KnownObjects } from './inverse-values.js';

/** How objects of DevRev become items of record types again, from the metadata of a run and the installed mapping. */
export interface ReversePlan {
  readonly forward: MappingPlan;
  /** By item type; only what the mapping sends back and a loader can take. */
  readonly types: ReadonlyMap<string, ReverseType>;
}

export interface ReverseType {
  readonly itemType: string;
  readonly leafType: string;
  readonly fields: readonly ReverseField[];
}

export interface ReverseField {
  /** Field of the item. */
  readonly key: string;
  /** Field of the object: a stock field, or a custom one. */
  readonly source: { readonly kind: 'stock' | 'custom'; readonly name: string };
  readonly inverse: Inverse;
  /** Keys of DevRev that have a counterpart outside; empty for values of other kinds. */
  readonly keys: readonly string[];
  readonly type: string;
  /** The object has something also where the record has nothing, because DevRev demands it. */
  readonly hasStandIn: boolean;
  /** Values that are the same in DevRev as another one, by that one, which is what goes back. */
  readonly sameInDevrev: ReadonlyMap<unknown, string>;
}

/** What of an object has no counterpart outside. */
export interface LostValue {
  field: string;
  value: unknown;
}

/** Compiles the plan; what a mapping cannot send back is left out, as DevRev does. */
export function compileReversePlan(metadata: unknown, mapping: unknown): ReversePlan {
  const forward = compilePlan(metadata, mapping);
  const types = new Map<string, ReverseType>();
  for (const plan of forward.types.values()) {
    const { type, leafType } = plan;
    const goesBack = plan.mapping.reverse && type.isLoadable && devrevObject(leafType)?.canExtract === true;
    if (goesBack) types.set(type.key, { itemType: type.key, leafType, fields: fieldsOf(plan) });
  }
  return { forward, types };
}

function fieldsOf(plan: TypePlan): ReverseField[] {
  const fields: ReverseField[] = [];
  for (const [name, mapping] of Object.entries(plan.mapping.stockFields)) {
    const found =
      isJsonObject(mapping) && mapping.reverse === true ? stockField(plan, name, mapping) : undefined;
    if (found !== undefined) fields.push(found);
  }
  for (const field of plan.customFields) {
    if (field.isReadOnly) continue;
    const source = { kind: 'custom', name: field.key } as const;
    fields.push({
      key: field.key,
      source,
      inverse: customInverse(field),
      keys: [],
      type: field.type,
      hasStandIn: false,
      sameInDevrev: new Map(),
    });
  }
  return fields;
}

function stockField({ type }: TypePlan, name: string, mapping: JsonObject): ReverseField | undefined {
  const inner = backOf(mapping);
  const field = type.fields.get(memberText(inner, 'primary_external_field') ?? '');
  if (field === undefined || field.isReadOnly) return undefined;
  const method = memberObject(inner, 'transformation_method_for_set');
  const inverse = inverseOf(method, field);
  if (inverse === undefined) return undefined;
  const isEnum = memberText(method, 'transformation_method') === 'map_enum';
  const stages =
    memberText(method, 'transformation_method') === 'make_custom_stages' ? field.enumNames.values() : [];
  const keys = isEnum ? Object.keys(memberObject(method, 'reverse')) : [...stages];
  const hasStandIn = inner !== mapping || mapping.fallback !== undefined;
  return {
    key: field.key,
    source: { kind: 'stock', name },
    inverse,
    keys,
    type: field.type,
    hasStandIn,
    sameInDevrev: isEnum ? roundTrips(method) : new Map(),
  };
}

/** Several values outside may become one in DevRev, of which only one goes back. */
function roundTrips(method: JsonObject): Map<unknown, string> {
  const reverse = memberObject(method, 'reverse');
  const found = new Map<unknown, string>();
  for (const [external, target] of Object.entries(memberObject(method, 'forward'))) {
    const back = memberText(reverse[memberText(target, 'value') ?? ''], 'value');
    if (back !== undefined && back !== external) found.set(external, back);
  }
  return found;
}

/** Of several alternatives the one that is meant for the way back. */
function backOf(mapping: JsonObject): JsonObject {
  const method = memberObject(mapping, 'transformation_method_for_set');
  const { alternatives } = method;
  if (memberText(method, 'transformation_method') !== 'use_first_non_null' || !Array.isArray(alternatives))
    return mapping;
  const chosen: unknown = alternatives.find(
    (alternative) => isJsonObject(alternative) && alternative.is_default_in_reverse === true,
  );
  return memberObject(chosen, 'field_mapping');
}

/** The data of an item; what has no counterpart outside is left out and named. */
export function itemData(
  { fields }: ReverseType,
  object: { fields: JsonObject; customFields: JsonObject },
  known: KnownObjects,
): { data: JsonObject; lost: LostValue[] } {
  const data: JsonObject = {};
  const lost: LostValue[] = [];
  for (const { key, source, inverse } of fields) {
    const values = source.kind === 'stock' ? object.fields : object.customFields;
    const value = values[source.name] ?? null;
    const converted = value === null ? null : inverse(value, known);
    if (converted === undefined) lost.push({ field: key, value });
    else data[key] = converted;
  }
  return { data, lost };
}
