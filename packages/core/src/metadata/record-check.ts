import type { FieldDefinition } from './field.js';
import type { MetadataDocument } from './metadata-document.js';
import { checkFor, type ValueCheck } from './value-check.js';

/** One field of a record that does not keep what the metadata promises. */
export interface FieldProblem {
  field: string;
  code: 'field_undeclared' | 'field_invalid' | 'field_missing';
  /** What is wrong, without the value: values may be personal. */
  problem: string;
  /** True when the record makes no sense without the field. */
  isFatal: boolean;
}

/** Checks records of one item type against the metadata of the run. */
export interface RecordCheck {
  /** Problems of one record's `data`; empty for almost all records. */
  problemsOf(data: Readonly<Record<string, unknown>>): readonly FieldProblem[];
}

interface FieldCheck {
  isRequired: boolean;
  check: ValueCheck;
}

const none: readonly FieldProblem[] = [];

/** Checks for every record type of the metadata, made once per invocation because they run on every record. */
export function createRecordChecks(metadata: MetadataDocument): ReadonlyMap<string, RecordCheck> {
  const categories = typesOfCategory(metadata);
  return new Map(
    Object.entries(metadata.record_types).map(([itemType, { fields }]) => [
      itemType,
      createRecordCheck(fields, categories),
    ]),
  );
}

function createRecordCheck(
  fields: Readonly<Record<string, FieldDefinition>>,
  categories: ReadonlyMap<string, readonly string[]>,
): RecordCheck {
  const checks = new Map<string, FieldCheck>();
  const required: string[] = [];
  for (const [key, definition] of Object.entries(fields)) {
    const isRequired = definition.is_required === true;
    checks.set(key, { isRequired, check: checkFor(definition, categories) });
    if (isRequired) required.push(key);
  }
  return {
    problemsOf(data) {
      let problems: FieldProblem[] | undefined;
      const report = (field: string, code: FieldProblem['code'], problem: string, isFatal: boolean) => {
        problems ??= [];
        problems.push({ field, code, problem, isFatal });
      };
      for (const key of required) {
        if (data[key] === undefined || data[key] === null)
          report(key, 'field_missing', 'is required but missing', true);
      }
      for (const key in data) {
        const value = data[key];
        if (value === undefined || value === null) continue;
        const known = checks.get(key);
        if (!known) report(key, 'field_undeclared', 'is not declared in the metadata', false);
        else {
          const problem = known.check(value);
          if (problem !== undefined) report(key, 'field_invalid', problem, known.isRequired);
        }
      }
      return problems ?? none;
    },
  };
}

function typesOfCategory(metadata: MetadataDocument): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  for (const [itemType, { category }] of Object.entries(metadata.record_types)) {
    if (category) types.set(category, [...(types.get(category) ?? []), itemType]);
  }
  return types;
}
