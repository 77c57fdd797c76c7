import { isJsonObject } from '../platform/json-shape.js';
import type { ExternalField } from './external-types.js';
import type { Identity, Outcome, RecordContext } from './record-context.js';
import { noValue, problem, quoted } from './record-context.js';

/** No restriction on what a reference leads to. */
export const anyLeafType: ReadonlySet<string> = new Set();

/** Finds the object a reference leads to; a typed one names its record type itself. */
export function findTarget(
  { references }: RecordContext,
  field: ExternalField,
  value: unknown,
): Identity | undefined {
  if (typeof value === 'string') {
    for (const { itemType, byField } of field.targets) {
      const found =
        byField === undefined
          ? references.byId(itemType, value)
          : references.byField(itemType, byField, value);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isJsonObject(value) || typeof value.id !== 'string') return undefined;
  const { id, ref_type: itemType } = value;
  const target = field.targets.find((candidate) => candidate.itemType === itemType);
  if (target === undefined) return undefined;
  return target.byField === undefined
    ? references.byId(target.itemType, id)
    : references.byField(target.itemType, target.byField, id);
}

/** The external id, or other value, a reference names; undefined when it has the form of no reference. */
export function referredValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return isJsonObject(value) && typeof value.id === 'string' ? value.id : undefined;
}

/**
 * One reference as a DON. What is not in DevRev yet is noted and has no value; a target of a leaf type the
 * field does not take is a problem.
 */
export function resolveReference(
  context: RecordContext,
  field: ExternalField,
  value: unknown,
  allowed: ReadonlySet<string>,
): Outcome {
  const referred = referredValue(value);
  if (referred === undefined) {
    return problem('wrong_type', `${field.key} is ${quoted(value)}, which is no reference.`);
  }
  const target = findTarget(context, field, value);
  if (target === undefined) {
    context.open.push({ field: field.key, value: referred, targets: targetText(field, value) });
    return noValue;
  }
  if (allowed.size > 0 && !allowed.has(target.leafType)) {
    return problem(
      'reference_to_wrong_type',
      `${field.key} leads to the ${target.leafType} of ${quoted(referred)}; the field takes ${[...allowed].join(', ')}.`,
    );
  }
  return { value: target.id };
}

function targetText(field: ExternalField, value: unknown): string {
  if (isJsonObject(value) && typeof value.ref_type === 'string') return value.ref_type;
  return field.targetText;
}
