import { ContractViolation } from '../errors.js';
import { cleanLine } from '../rich-text/text-cleaning.js';
import type { StructType } from './field.js';
import type { FieldDefinition } from './field-definition.js';
import type { RecordType, RecordTypeFamily } from './record-type.js';
import type { FieldCondition, LinkNaming, RecordTypeOptions, StageDiagram } from './record-type-options.js';

/** Wire form of external domain metadata. Source: `external_domain_metadata_schema.json`, docs "Metadata extraction". */
export interface MetadataDocument {
  schema_version: 'v0.2.0';
  record_types: Record<string, RecordTypeDocument>;
  record_type_categories?: Record<string, { name: string; are_record_type_conversions_possible: boolean }>;
  struct_types?: Record<string, { name: string; fields: Record<string, FieldDefinition> }>;
}

/** A record type as the platform reads it. */
export interface RecordTypeDocument {
  name: string;
  description?: string;
  category?: string;
  fields: Record<string, FieldDefinition>;
  is_loadable?: boolean;
  is_snapshot?: boolean;
  no_identifier?: boolean;
  scope?: 'metadata_is_system_scoped' | 'data_is_system_scoped';
  attachments?: { is_extractable?: boolean; is_loadable?: boolean };
  stage_diagram?: StageDiagramDocument;
  link_naming_data?: LinkNamingDocument;
  conditions?: Record<string, ConditionDocument[]>;
}

export interface StageDiagramDocument {
  controlling_field: string;
  starting_stage?: string;
  all_transitions_allowed?: boolean;
  stages: Record<string, { state?: string; transitions_to?: string[] }>;
  states?: Record<string, { name: string; ordinal?: number; is_end_state?: boolean }>;
}

export interface LinkNamingDocument {
  link_type_field: string;
  link_direction_names: Record<string, { forward_name: string; backward_name: string }>;
}

export interface ConditionDocument {
  value: unknown;
  comparator: string;
  affected_fields: string[];
  effect: string;
}

/**
 * Puts the declared and the discovered record types into one document.
 * @throws ContractViolation naming what is declared twice; all else is for the checks in `validation/`.
 */
export function buildMetadata(
  recordTypes: readonly RecordType[],
  families: readonly RecordTypeFamily[],
): MetadataDocument {
  const structs = new Map<string, StructType>();
  const documents = new Map<string, RecordTypeDocument>();
  for (const type of recordTypes) {
    if (documents.has(type.key)) throw invalid(`record type "${type.key}" is declared twice`);
    documents.set(type.key, recordTypeDocument(type, structs));
  }
  return {
    schema_version: 'v0.2.0',
    record_types: Object.fromEntries(documents),
    ...(families.length > 0 && {
      record_type_categories: Object.fromEntries(
        families.map(({ key, name }) => [key, { name, are_record_type_conversions_possible: true }]),
      ),
    }),
    ...(structs.size > 0 && { struct_types: structDocuments(structs) }),
  };
}

function recordTypeDocument(type: RecordType, structs: Map<string, StructType>): RecordTypeDocument {
  const { description, stageDiagram, linkNaming, conditions, ...flags } = type.options;
  return {
    name: shownName(type.name, type.key),
    ...(description && { description }),
    ...(type.category && { category: type.category }),
    fields: fieldDocuments(type.fields, structs),
    ...flagDocument(flags),
    ...(stageDiagram && { stage_diagram: stageDiagramDocument(stageDiagram) }),
    ...(linkNaming && { link_naming_data: linkNamingDocument(linkNaming) }),
    ...(conditions && { conditions: conditionsDocument(conditions) }),
  };
}

function fieldDocuments(
  fields: RecordType['fields'],
  structs: Map<string, StructType>,
): Record<string, FieldDefinition> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, { definition, structType }]) => {
      if (structType) {
        const known = structs.get(structType.key);
        if (known && known !== structType) throw invalid(`struct "${structType.key}" is declared twice`);
        structs.set(structType.key, structType);
      }
      return [key, withShownNames(key, definition)];
    }),
  );
}

/** Names come from people: those of fields and of what can be chosen, on one line and without what cannot be stored. */
function withShownNames(key: string, definition: FieldDefinition): FieldDefinition {
  const name = shownName(definition.name, key);
  if (!definition.enum) return { ...definition, name };
  const values = definition.enum.values.map((value) => ({
    ...value,
    name: shownName(value.name, value.key),
  }));
  return { ...definition, name, enum: { ...definition.enum, values } };
}

function shownName(name: string | undefined, key: string): string {
  return cleanLine(name ?? '') || key;
}

function structDocuments(structs: ReadonlyMap<string, StructType>) {
  return Object.fromEntries(
    [...structs].map(([key, { name, fields }]) => [key, { name, fields: fieldDocuments(fields, new Map()) }]),
  );
}

function flagDocument({ loadable, snapshot, newerSchema }: RecordTypeOptions): Partial<RecordTypeDocument> {
  const { scope, noIdentifier, attachments } = newerSchema ?? {};
  return {
    ...(loadable && { is_loadable: true }),
    ...(snapshot && { is_snapshot: true }),
    ...(noIdentifier && { no_identifier: true }),
    ...(scope && { scope }),
    ...(attachments && {
      attachments: {
        is_extractable: attachments.extractable === true,
        is_loadable: attachments.loadable === true,
      },
    }),
  };
}

function stageDiagramDocument(diagram: StageDiagram): StageDiagramDocument {
  return {
    controlling_field: diagram.controllingField,
    starting_stage: diagram.startingStage,
    all_transitions_allowed: diagram.allTransitionsAllowed,
    stages: Object.fromEntries(
      Object.entries(diagram.stages).map(([key, { state, transitionsTo }]) => [
        key,
        { state, ...(transitionsTo && { transitions_to: [...transitionsTo] }) },
      ]),
    ),
    states: Object.fromEntries(
      Object.entries(diagram.states).map(([key, { name, ordinal, isEndState }]) => [
        key,
        { name, ordinal, ...(isEndState && { is_end_state: true }) },
      ]),
    ),
  };
}

function linkNamingDocument({ linkTypeField, directionNames }: LinkNaming): LinkNamingDocument {
  return {
    link_type_field: linkTypeField,
    link_direction_names: Object.fromEntries(
      Object.entries(directionNames).map(([key, { forward, backward }]) => [
        key,
        { forward_name: forward, backward_name: backward },
      ]),
    ),
  };
}

function conditionsDocument(conditions: readonly FieldCondition[]): Record<string, ConditionDocument[]> {
  const byField: Record<string, ConditionDocument[]> = {};
  for (const { controllingField, value, comparator, affectedFields, effect } of conditions) {
    const condition = { value, comparator, affected_fields: [...affectedFields], effect };
    byField[controllingField] = [...(byField[controllingField] ?? []), condition];
  }
  return byField;
}

function invalid(reason: string): ContractViolation {
  return new ContractViolation(
    `The connector's metadata is invalid: ${reason}. Report this with the log of the run.`,
    { code: 'metadata_invalid' },
  );
}
