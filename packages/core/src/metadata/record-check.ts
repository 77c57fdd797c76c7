import type { FieldDefinition } from './field-definition.js';
import type { MetadataDocument } from './metadata-document.js';
import { checkFor, type DocumentFacts, type ValueCheck, type ValueProblem } from './value-check.js';

/** One field of a record that does not keep what the metadata promises. */
export interface FieldProblem {
  field: string;
  code: 'field_undeclared' | 'field_invalid' | 'field_missing';
  /** The check that it fails; see `validation/`. */
  check: 'D3' | 'D6' | ValueProblem['check'];
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
  const facts: DocumentFacts = { categories: typesOfCategory(metadata), structs: metadata.struct_types };
  return new Map(
    Object.entries(metadata.record_types).map(([itemType, { fields }]) => [
      itemType,
      createRecordCheck(fields, facts),
    ]),
  );
}

function createRecordCheck(
  fields: Readonly<Record<string, FieldDefinition>>,
  facts: DocumentFacts,
): RecordCheck {
  const checks = new Map<string, FieldCheck>();
  const required: string[] = [];
  for (const [key, definition] of Object.entries(fields)) {
    const isRequired = definition.is_required === true;
    checks.set(key, { isRequired, check: checkFor(definition, facts) });
    if (isRequired) required.push(key);
  }
  return {
    problemsOf(data) {
      let problems: FieldProblem[] | undefined;
      const report = (field: string, check: FieldProblem['check'], problem: string, isFatal: boolean) => {
        const code = codeOf(check);
        problems ??= [];
        problems.push({ field, code, check, problem, isFatal });
      };
      for (const key of required) {
        if (data[key] === undefined || data[key] === null) report(key, 'D6', 'is required but missing', true);
      }
      for (const key in data) {
        const value = data[key];
        if (value === undefined || value === null) continue;
        const known = checks.get(key);
        if (!known) report(key, 'D3', 'is not declared in the metadata', false);
        else {
          const problem = known.check(value);
          if (problem) report(key, problem.check, problem.problem, known.isRequired);
        }
      }
      return problems ?? none;
    },
  };
}

function codeOf(check: FieldProblem['check']): FieldProblem['code'] {
  if (check === 'D3') return 'field_undeclared';
  return check === 'D6' ? 'field_missing' : 'field_invalid';
}

function typesOfCategory(metadata: MetadataDocument): ReadonlyMap<string, readonly string[]> {
  const types = new Map<string, string[]>();
  for (const [itemType, { category }] of Object.entries(metadata.record_types)) {
    if (category) types.set(category, [...(types.get(category) ?? []), itemType]);
  }
  return types;
}
