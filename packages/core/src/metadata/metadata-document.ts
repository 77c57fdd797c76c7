import { ContractViolation } from '../errors.js';
import type { FieldDefinition } from './field.js';
import {
  type RecordType,
  type RecordTypeFamily,
  reservedItemTypes,
  type StageDiagram,
} from './record-type.js';

/** Wire form of external domain metadata; only keys that both published schema generations accept. */
export interface MetadataDocument {
  schema_version: 'v0.2.0';
  record_types: Record<string, RecordTypeDocument>;
  record_type_categories?: Record<string, { name: string; are_record_type_conversions_possible: boolean }>;
}

interface RecordTypeDocument {
  name: string;
  description?: string;
  category?: string;
  fields: Record<string, FieldDefinition>;
  stage_diagram?: unknown;
}

const envelopeKeys = ['id', 'created_date', 'modified_date'];

/**
 * Puts the declared and the discovered record types into one document.
 * @throws ContractViolation naming the key that would make the platform refuse the document.
 */
export function buildMetadata(
  recordTypes: readonly RecordType[],
  families: readonly RecordTypeFamily[],
): MetadataDocument {
  const documents: Record<string, RecordTypeDocument> = {};
  for (const type of recordTypes) {
    if (reservedItemTypes.includes(type.key)) throw invalid(`record type "${type.key}" has a reserved name`);
    if (documents[type.key]) throw invalid(`record type "${type.key}" is declared twice`);
    documents[type.key] = recordTypeDocument(type);
  }
  checkReferences(documents, new Set(families.map((family) => family.key)));
  return {
    schema_version: 'v0.2.0',
    record_types: documents,
    ...(families.length > 0 && {
      record_type_categories: Object.fromEntries(
        families.map(({ key, name }) => [key, { name, are_record_type_conversions_possible: true }]),
      ),
    }),
  };
}

function recordTypeDocument(type: RecordType): RecordTypeDocument {
  const fields: Record<string, FieldDefinition> = {};
  for (const [key, { definition }] of Object.entries(type.fields)) {
    if (envelopeKeys.includes(key))
      throw invalid(`${type.key}.${key}: the envelope's own keys are not fields`);
    fields[key] = definition;
  }
  const { description, stageDiagram } = type.options;
  if (stageDiagram) checkStages(type.key, stageDiagram, fields);
  return {
    name: type.name,
    ...(description && { description }),
    ...(type.category && { category: type.category }),
    fields,
    ...(stageDiagram && { stage_diagram: stageDiagramDocument(stageDiagram) }),
  };
}

function stageDiagramDocument(diagram: StageDiagram) {
  return {
    controlling_field: diagram.controllingField,
    starting_stage: diagram.startingStage,
    all_transitions_allowed: diagram.allTransitionsAllowed,
    stages: Object.fromEntries(
      Object.entries(diagram.stages).map(([key, { state, transitionsTo }]) => [
        key,
        { state, ...(transitionsTo && { transitions_to: transitionsTo }) },
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

function checkStages(
  typeKey: string,
  diagram: StageDiagram,
  fields: Readonly<Record<string, FieldDefinition>>,
): void {
  const values = fields[diagram.controllingField]?.enum?.values.map(({ key }) => key) ?? [];
  const stages = Object.keys(diagram.stages);
  const unknownStage =
    stages.find((stage) => !values.includes(stage)) ?? values.find((value) => !stages.includes(value));
  if (unknownStage !== undefined) {
    throw invalid(
      `${typeKey}: stages and values of "${diagram.controllingField}" differ at "${unknownStage}"`,
    );
  }
  if (stages.length < 2) throw invalid(`${typeKey}: a stage diagram needs at least two stages`);
  if (!diagram.stages[diagram.startingStage])
    throw invalid(`${typeKey}: starting stage is not among the stages`);
  for (const [key, { state }] of Object.entries(diagram.stages)) {
    if (!diagram.states[state]) throw invalid(`${typeKey}: stage "${key}" has an undeclared state`);
  }
}

function checkReferences(
  documents: Readonly<Record<string, RecordTypeDocument>>,
  categories: ReadonlySet<string>,
): void {
  for (const [typeKey, { fields }] of Object.entries(documents)) {
    for (const [fieldKey, definition] of Object.entries(fields)) {
      const targets = definition.reference?.refers_to ?? definition.typed_reference?.refers_to ?? {};
      for (const target of Object.keys(targets)) {
        const [kind, key = ''] = target.split(':', 2);
        const exists = kind === '#record' ? key in documents : categories.has(key);
        if (!exists) throw invalid(`${typeKey}.${fieldKey} refers to ${target}, which does not exist`);
      }
    }
  }
}

function invalid(reason: string): ContractViolation {
  return new ContractViolation(
    `The connector's metadata is invalid: ${reason}. Report this with the log of the run.`,
    {
      code: 'metadata_invalid',
    },
  );
}
