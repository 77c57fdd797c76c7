import { isJsonObject, isText, type JsonObject } from '../platform/json-shape.js';
import { devrevObject, type TargetField, targetFields } from './devrev-target.js';
import {
  type ExternalField,
  type ExternalType,
  memberObject,
  memberText,
  readExternalTypes,
} from './external-types.js';
import { noValue, type ValueSource } from './record-context.js';
import { compileMethod } from './transformation-methods.js';

/** How all records of a run become objects: made once from the run's metadata and the installed mapping. */
export interface MappingPlan {
  readonly types: ReadonlyMap<string, TypePlan>;
  readonly externalTypes: ReadonlyMap<string, ExternalType>;
  /** Leaf types of which a stand-in object is needed. */
  readonly standIns: ReadonlySet<string>;
  /** What is wrong with the mapping itself, as sentences. */
  readonly problems: readonly string[];
  /** Fields the real platform fills by a method that cannot be evaluated here. */
  readonly notEvaluated: readonly string[];
}

export interface TypePlan {
  readonly type: ExternalType;
  readonly leafType: string;
  /** Name of the subtype the record type becomes; null where DevRev makes none. */
  readonly subtype: string | null;
  readonly stockFields: readonly PlannedField[];
  readonly constructedFields: readonly PlannedField[];
  /** External fields nothing maps: they become custom fields by themselves. */
  readonly customFields: readonly ExternalField[];
  /** The mapping of the chosen leaf type as it was installed; `reverse` on it says that objects go back. */
  readonly mapping: { readonly reverse: boolean; readonly stockFields: JsonObject };
}

export interface PlannedField {
  readonly target: TargetField;
  readonly source: ValueSource;
  /** External fields the value is made from, for sentences. */
  readonly externalFields: readonly string[];
  /** The value is only known to the real platform; an empty field says nothing. */
  readonly isGivenUp: boolean;
}

/** Compiles the plan. `mapping` is what was installed; unknown or broken parts become problems, never errors. */
export function compilePlan(metadata: unknown, mapping: unknown): MappingPlan {
  const externalTypes = readExternalTypes(metadata);
  const types = new Map<string, TypePlan>();
  const notes: Notes = { standIns: new Set(), problems: new Set(), notEvaluated: new Set() };
  for (const type of externalTypes.values()) {
    const plan = compileType(type, mapping, notes);
    if (plan !== undefined) types.set(type.key, plan);
  }
  return {
    types,
    externalTypes,
    standIns: notes.standIns,
    problems: [...notes.problems],
    notEvaluated: [...notes.notEvaluated],
  };
}

interface Notes {
  standIns: Set<string>;
  problems: Set<string>;
  notEvaluated: Set<string>;
}

function compileType(type: ExternalType, mapping: unknown, notes: Notes): TypePlan | undefined {
  const entry = entryOf(type, mapping);
  if (entry === undefined) return undefined;
  const chosen = chooseShard(entry);
  if (typeof chosen === 'string') {
    notes.problems.add(`The mapping of ${type.key} ${chosen}.`);
    return undefined;
  }
  const { leafType, shard, isReverse } = chosen;
  const object = devrevObject(leafType);
  if (object === undefined || !object.canLoad) {
    notes.problems.add(
      `The mapping of ${type.key} names the leaf type ${leafType}, which nothing can be imported as.`,
    );
    return undefined;
  }
  const targets = targetFields(object);
  const used = new Set<string>();
  const stockFields: PlannedField[] = [];
  for (const [name, fieldMapping] of Object.entries(memberObject(shard, 'stock_field_mappings'))) {
    const target = targets.get(name);
    noteUsedFields(fieldMapping, used);
    if (target === undefined) {
      notes.problems.add(`The mapping of ${type.key} fills ${leafType}.${name}, which DevRev does not have.`);
    } else if (isForward(fieldMapping)) {
      stockFields.push(planField(type, leafType, target, fieldMapping, notes));
    }
  }
  for (const target of targets.values()) {
    if (!target.isRequired || stockFields.some((field) => field.target === target)) continue;
    notes.problems.add(
      `The mapping of ${type.key} does not fill ${leafType}.${target.name}, which DevRev requires.`,
    );
    stockFields.push(emptyField(target));
  }
  const constructedFields: PlannedField[] = [];
  for (const [name, fieldMapping] of Object.entries(memberObject(shard, 'constructed_custom_fields'))) {
    noteUsedFields(fieldMapping, used);
    if (isForward(fieldMapping)) {
      constructedFields.push(
        planField(type, leafType, customTarget(name, type, fieldMapping), fieldMapping, notes),
      );
    }
  }
  const customFields: ExternalField[] = [];
  for (const field of type.fields.values()) {
    if (used.has(field.key) || field.isWriteOnly) continue;
    if (field.type === 'struct') {
      notes.problems.add(
        `${type.key}.${field.key} is a struct, which no custom field can hold; nothing maps it.`,
      );
    } else customFields.push(field);
  }
  return {
    type,
    leafType,
    subtype: object.canSubtype ? type.name : null,
    stockFields: byName(stockFields, ({ target }) => target.name),
    constructedFields: byName(constructedFields, ({ target }) => target.name),
    customFields: byName(customFields, ({ key }) => key),
    mapping: { reverse: isReverse, stockFields: memberObject(shard, 'stock_field_mappings') },
  };
}

/** The mapping of the type itself, or else that of its category. */
function entryOf(type: ExternalType, mapping: unknown): JsonObject | undefined {
  const own = memberObject(mapping, 'record_type_mappings')[type.key];
  if (isJsonObject(own)) return own;
  if (type.category === undefined) return undefined;
  const ofCategory = memberObject(mapping, 'record_type_category_mappings')[type.category];
  return isJsonObject(ofCategory) ? ofCategory : undefined;
}

/** What the default of an entry leads to, or what is wrong with the entry as the end of a sentence. */
function chooseShard(
  entry: JsonObject,
): { leafType: string; shard: JsonObject; isReverse: boolean } | string {
  const standard = memberObject(entry, 'default_mapping');
  if (standard.object_category === 'fresh_custom') {
    const custom = memberObject(entry, 'mapping_as_custom_object');
    if (custom.forward === false) return 'does not go forward';
    const shard = memberObject(custom, 'shard');
    return { leafType: 'new_custom_object', shard, isReverse: custom.reverse === true };
  }
  const leafType = standard.object_type;
  if (!isText(leafType)) return 'has no default_mapping';
  const possible = Array.isArray(entry.possible_record_type_mappings)
    ? entry.possible_record_type_mappings
    : [];
  const found: unknown = possible.find((candidate) => leafTypeOf(candidate) === leafType);
  if (!isJsonObject(found)) return `has ${leafType} as its default, but does not say how to map to it`;
  if (found.forward === false) return 'does not go forward';
  return { leafType, shard: memberObject(found, 'shard'), isReverse: found.reverse === true };
}

/** Leaf types are written as a text in one place and as an object in another. */
function leafTypeOf(candidate: unknown): string | undefined {
  return (
    memberText(candidate, 'devrev_leaf_type') ??
    memberText(memberObject(candidate, 'devrev_leaf_type'), 'object_type')
  );
}

function planField(
  type: ExternalType,
  leafType: string,
  target: TargetField,
  mapping: unknown,
  notes: Notes,
): PlannedField {
  const externalFields = new Set<string>();
  noteUsedFields(mapping, externalFields);
  let isGivenUp = false;
  const where = `${leafType}.${target.name} from ${type.key}`;
  const compile = (inner: unknown, innerTarget: TargetField): ValueSource => {
    const key = memberText(inner, 'primary_external_field');
    const field = key === undefined ? undefined : type.fields.get(key);
    if (key !== undefined && field === undefined) {
      notes.problems.add(`The mapping of ${where} reads ${key}, which the metadata does not declare.`);
      return () => noValue;
    }
    const source = compileMethod({
      method: methodOf(inner),
      field,
      target: innerTarget,
      type,
      compile,
      useStandIn: (standIn) => void notes.standIns.add(standIn),
      giveUp(why) {
        isGivenUp = true;
        notes.notEvaluated.add(`${where}: ${why}`);
        return () => noValue;
      },
      complain: (text) => void notes.problems.add(`The mapping of ${where} ${text}.`),
    });
    return withFallback(source, fallbackOf(inner));
  };
  const source = compile(mapping, target);
  return { target, source, externalFields: [...externalFields], isGivenUp };
}

/** A field made from none of the external ones says it without `_for_set` (DevRev's snap-in template, its mapping). */
function methodOf(mapping: unknown): JsonObject {
  const ofConstructed = memberObject(mapping, 'transformation_method');
  return Object.keys(ofConstructed).length > 0
    ? ofConstructed
    : memberObject(mapping, 'transformation_method_for_set');
}

/** Stands in for no value and for an enum value without counterpart, never for a value of the wrong type. */
function withFallback(source: ValueSource, fallback: unknown): ValueSource {
  if (fallback === undefined || fallback === null) return source;
  return (context) => {
    const outcome = source(context);
    const isLacking =
      'problem' in outcome ? outcome.problem.reason === 'enum_value_not_mapped' : outcome.value === null;
    return isLacking ? { value: fallback } : outcome;
  };
}

function fallbackOf(mapping: unknown): unknown {
  const { type, value } = memberObject(mapping, 'fallback');
  return type === 'rich_text' && Array.isArray(value) ? value.join('') : value;
}

function emptyField(target: TargetField): PlannedField {
  return { target, source: () => noValue, externalFields: [], isGivenUp: false };
}

/** A constructed custom field takes whatever its method makes. */
function customTarget(name: string, type: ExternalType, mapping: unknown): TargetField {
  const field = type.fields.get(memberText(mapping, 'primary_external_field') ?? '');
  return {
    name,
    type: 'any',
    isCollection: field?.isCollection ?? false,
    isRequired: false,
    leafTypes: new Set(),
    enumNames: new Map(),
    structFields: new Map(),
  };
}

function isForward(mapping: unknown): boolean {
  return isJsonObject(mapping) && mapping.forward !== false;
}

/** Every external field a mapping names, however deep. */
function noteUsedFields(mapping: unknown, used: Set<string>): void {
  if (Array.isArray(mapping)) for (const element of mapping) noteUsedFields(element, used);
  if (!isJsonObject(mapping)) return;
  for (const [key, value] of Object.entries(mapping)) {
    if (key === 'primary_external_field' && typeof value === 'string') used.add(value);
    else noteUsedFields(value, used);
  }
}

function byName<T>(items: readonly T[], name: (item: T) => string): T[] {
  return [...items].sort((left, right) => (name(left) < name(right) ? -1 : 1));
}
