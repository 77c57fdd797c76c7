import { isJsonObject, isText, type JsonObject } from '../platform/json-shape.js';

/** A record type of the external domain metadata, as far as the mapping needs it. */
export interface ExternalType {
  readonly key: string;
  readonly name: string;
  readonly category?: string;
  /** Objects of this type may be handed to a loader. */
  readonly isLoadable: boolean;
  readonly fields: ReadonlyMap<string, ExternalField>;
  readonly stageDiagram?: StageDiagram;
  readonly linkNames: ReadonlyMap<string, LinkNames>;
}

export interface ExternalField {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly isCollection: boolean;
  readonly isReadOnly: boolean;
  readonly isWriteOnly: boolean;
  /** Names by key, in the order of the metadata; empty when the field is no enum. */
  readonly enumNames: ReadonlyMap<string, string>;
  /** Record types a reference, typed reference or permission may lead to; categories are expanded. */
  readonly targets: readonly ReferenceTarget[];
  /** The same as the metadata writes it, for sentences. */
  readonly targetText: string;
}

export interface ReferenceTarget {
  readonly itemType: string;
  /** Field of the target that holds the value, instead of the id. */
  readonly byField?: string;
}

export interface StageDiagram {
  readonly controllingField: string;
  /** Key of the state by key of the stage; a stage may have none, the end user is asked then. */
  readonly stateOfStage: ReadonlyMap<string, string>;
  readonly states: ReadonlyMap<string, { name: string; isEnd: boolean }>;
}

export interface LinkNames {
  readonly forward: string;
  readonly backward: string;
}

/** States every organisation has, for diagrams that declare none. */
const defaultStates: readonly [string, { name: string; isEnd: boolean }][] = [
  ['open', { name: 'Open', isEnd: false }],
  ['in_progress', { name: 'In progress', isEnd: false }],
  ['closed', { name: 'Closed', isEnd: true }],
];

/** Reads the record types of a metadata document; what is not of the expected form is left out. */
export function readExternalTypes(document: unknown): Map<string, ExternalType> {
  const recordTypes = memberObject(document, 'record_types');
  const membersOf = new Map<string, string[]>();
  for (const [key, type] of Object.entries(recordTypes)) {
    if (!isJsonObject(type) || !isText(type.category)) continue;
    membersOf.set(type.category, [...(membersOf.get(type.category) ?? []), key]);
  }
  const types = new Map<string, ExternalType>();
  for (const [key, type] of Object.entries(recordTypes)) {
    if (!isJsonObject(type)) continue;
    const diagram = stageDiagramOf(type);
    types.set(key, {
      key,
      name: textOr(type.name, key),
      ...(isText(type.category) ? { category: type.category } : {}),
      isLoadable: type.is_loadable === true,
      fields: fieldsOf(memberObject(type, 'fields'), membersOf),
      ...(diagram === undefined ? {} : { stageDiagram: diagram }),
      linkNames: linkNamesOf(type),
    });
  }
  return types;
}

function fieldsOf(fields: JsonObject, membersOf: ReadonlyMap<string, readonly string[]>) {
  const found = new Map<string, ExternalField>();
  for (const [key, field] of Object.entries(fields)) {
    if (!isJsonObject(field)) continue;
    found.set(key, {
      key,
      name: textOr(field.name, key),
      type: textOr(field.type, 'unknown'),
      isCollection: isJsonObject(field.collection),
      isReadOnly: field.is_read_only === true,
      isWriteOnly: field.is_write_only === true,
      enumNames: enumNamesOf(field),
      targets: targetsOf(field, membersOf),
      targetText: refersTo(field)
        .map(([target]) => keyOf(target))
        .join(', '),
    });
  }
  return found;
}

function enumNamesOf(field: JsonObject): Map<string, string> {
  const values = memberObject(field, 'enum').values;
  const names = new Map<string, string>();
  for (const value of Array.isArray(values) ? values : []) {
    if (isJsonObject(value) && typeof value.key === 'string')
      names.set(value.key, textOr(value.name, value.key));
  }
  return names;
}

function targetsOf(field: JsonObject, membersOf: ReadonlyMap<string, readonly string[]>): ReferenceTarget[] {
  return refersTo(field).flatMap(([target, details]) => {
    const byField = memberText(details, 'by_field');
    const key = keyOf(target);
    const itemTypes = target.startsWith('#category:') ? (membersOf.get(key) ?? []) : [key];
    return itemTypes.map((itemType) => ({ itemType, ...(byField === undefined ? {} : { byField }) }));
  });
}

/** Entries of `refers_to`, wherever the type of the field puts it. */
function refersTo(field: JsonObject): [string, unknown][] {
  const blocks = [
    memberObject(field, 'reference'),
    memberObject(field, 'typed_reference'),
    memberObject(memberObject(field, 'permission'), 'member_id'),
  ];
  return blocks.flatMap((block) => Object.entries(memberObject(block, 'refers_to')));
}

/** `#record:users` → `users`. */
function keyOf(target: string): string {
  return target.slice(target.indexOf(':') + 1);
}

function stageDiagramOf(type: JsonObject): StageDiagram | undefined {
  const diagram = type.stage_diagram;
  if (!isJsonObject(diagram) || !isText(diagram.controlling_field)) return undefined;
  const stateOfStage = new Map<string, string>();
  for (const [key, stage] of Object.entries(memberObject(diagram, 'stages'))) {
    const state = memberText(stage, 'state');
    if (state !== undefined) stateOfStage.set(key, state);
  }
  const states = new Map(defaultStates);
  for (const [key, state] of Object.entries(memberObject(diagram, 'states'))) {
    if (!isJsonObject(state)) continue;
    states.set(key, { name: textOr(state.name, key), isEnd: state.is_end_state === true });
  }
  return { controllingField: diagram.controlling_field, stateOfStage, states };
}

function linkNamesOf(type: JsonObject): Map<string, LinkNames> {
  const names = new Map<string, LinkNames>();
  const directions = memberObject(memberObject(type, 'link_naming_data'), 'link_direction_names');
  for (const [key, direction] of Object.entries(directions)) {
    const forward = memberText(direction, 'forward_name');
    const backward = memberText(direction, 'backward_name');
    if (forward !== undefined && backward !== undefined) names.set(key, { forward, backward });
  }
  return names;
}

/** A member that is an object; an empty one otherwise. */
export function memberObject(value: unknown, member: string): JsonObject {
  const found = isJsonObject(value) ? value[member] : undefined;
  return isJsonObject(found) ? found : {};
}

/** A member that is a non-empty text. */
export function memberText(value: unknown, member: string): string | undefined {
  const found = isJsonObject(value) ? value[member] : undefined;
  return isText(found) ? found : undefined;
}

function textOr(value: unknown, otherwise: string): string {
  return isText(value) ? value : otherwise;
}
