import type { JsonObject } from '../platform/json-shape.js';
import { convertList, customValue } from './convert-value.js';
import type { ExternalField } from './external-types.js';
import type { PlannedField, TypePlan } from './mapping-plan.js';
import type { OpenReference, Outcome, Problem, RecordContext, ResolvedReferences } from './record-context.js';
import { noValue } from './record-context.js';

export interface MappedRecord {
  /** Stock fields with a value, by name. */
  readonly fields: JsonObject;
  readonly customFields: JsonObject;
  /** Why it cannot be an object; empty when it can. */
  readonly problems: readonly (Problem & { field: string })[];
  readonly open: readonly OpenReference[];
}

/** Maps one record. Nothing is looked up but what `references` holds. */
export function mapRecord(plan: TypePlan, data: JsonObject, references: ResolvedReferences): MappedRecord {
  const open: OpenReference[] = [];
  const context: RecordContext = { data, references, open };
  const fields: JsonObject = {};
  const customFields: JsonObject = {};
  const problems: (Problem & { field: string })[] = [];
  for (const field of plan.stockFields) {
    const openBefore = open.length;
    const outcome = field.source(context);
    if ('problem' in outcome) problems.push({ field: field.target.name, ...outcome.problem });
    else if (outcome.value !== null) {
      fields[field.target.name] = outcome.value;
      if (outcome.beside !== undefined) Object.assign(fields, outcome.beside);
    } else if (field.target.isRequired && !field.isGivenUp) {
      problems.push({ field: field.target.name, ...lackOf(plan, field, open.slice(openBefore)) });
    }
  }
  for (const { target, source } of plan.constructedFields) {
    keep(customFields, target.name, source(context), problems);
  }
  for (const field of plan.customFields) {
    keep(customFields, field.key, customOutcome(context, field), problems);
  }
  return { fields, customFields, problems, open };
}

function lackOf(plan: TypePlan, field: PlannedField, open: readonly OpenReference[]): Problem {
  const [reference] = open;
  if (reference !== undefined) {
    return {
      reason: 'required_reference_unresolved',
      detail: `${reference.field} leads to ${reference.targets} "${reference.value}", which is not in DevRev.`,
    };
  }
  const { externalFields, target } = field;
  return {
    reason: 'required_field_missing',
    detail:
      externalFields.length === 0
        ? `Nothing fills ${plan.leafType}.${target.name}.`
        : `${externalFields.join(', ')} has no value and ${plan.leafType}.${target.name} no fallback.`,
  };
}

function keep(
  into: JsonObject,
  name: string,
  outcome: Outcome,
  problems: (Problem & { field: string })[],
): void {
  if ('problem' in outcome) problems.push({ field: name, ...outcome.problem });
  else if (outcome.value !== null) into[name] = outcome.value;
}

function customOutcome(context: RecordContext, field: ExternalField): Outcome {
  const value = context.data[field.key];
  if (value === null || value === undefined) return noValue;
  if (!field.isCollection || !Array.isArray(value)) return customValue(context, field, value);
  return convertList(context, value, (_, element) => customValue(context, field, element));
}
