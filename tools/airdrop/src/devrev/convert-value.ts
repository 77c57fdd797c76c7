import { isDateTime, isJsonObject } from '../platform/json-shape.js';
import type { TargetField } from './devrev-target.js';
import type { ExternalField } from './external-types.js';
import { noValue, type Outcome, problem, quoted, type RecordContext, type Value } from './record-context.js';
import { anyLeafType, resolveReference } from './references.js';
import { renderRichText } from './rich-text.js';

/** One value of an external field, not null and no list, as the type of a target. */
export type Conversion = (context: RecordContext, value: unknown) => Outcome;

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

/** How a single value of an external field becomes one of a DevRev field of the same kind. */
export function conversionOf(field: ExternalField, target: TargetField): Conversion {
  const mismatch = (value: unknown) =>
    problem(
      'wrong_type',
      `${field.key} (${field.type}) is ${quoted(value)}; ${target.name} takes ${target.type}.`,
    );
  switch (target.type) {
    case 'text':
      return (_, value) => (typeof value === 'string' && field.type === 'text' ? { value } : mismatch(value));
    case 'bool':
      return (_, value) => (typeof value === 'boolean' ? { value } : mismatch(value));
    case 'int':
      return (_, value) => (Number.isSafeInteger(value) ? { value } : mismatch(value));
    case 'float':
      return (_, value) => (typeof value === 'number' ? { value } : mismatch(value));
    case 'enum':
      return (_, value) => (typeof value === 'string' ? devrevEnumValue(target, value) : mismatch(value));
    case 'timestamp':
      return (_, value) => timestampOf(value) ?? mismatch(value);
    case 'rich_text':
      return (context, value) =>
        field.type === 'rich_text' ? renderRichText(context, field.key, value) : mismatch(value);
    case 'reference':
      return (context, value) =>
        field.targets.length > 0
          ? resolveReference(context, field, value, target.leafTypes)
          : mismatch(value);
    case 'struct':
      return (_, value) => (isJsonObject(value) ? { value } : mismatch(value));
    case 'any':
      return (context, value) => customValue(context, field, value);
    default:
      return (_, value) => ({ value });
  }
}

/** A day is its first moment in UTC; other times lose their offset. */
function timestampOf(value: unknown): Value | undefined {
  if (typeof value !== 'string') return undefined;
  if (dateOnly.test(value) && !Number.isNaN(Date.parse(value))) return { value: `${value}T00:00:00.000Z` };
  return isDateTime(value) ? { value: new Date(value).toISOString() } : undefined;
}

/** A key of a DevRev enum; where DevRev publishes no keys every one is taken. */
export function devrevEnumValue(target: TargetField, key: string): Outcome {
  if (target.enumNames.size === 0 || target.enumNames.has(key)) return { value: key };
  return problem('value_not_in_devrev', `${target.name} has no value ${quoted(key)}.`);
}

/**
 * Applies a conversion to every element of a list. References that lead nowhere yet are left out; the first
 * problem is that of the whole list. An empty list is no value.
 */
export function convertList(
  context: RecordContext,
  elements: readonly unknown[],
  convert: Conversion,
): Outcome {
  const values: unknown[] = [];
  for (const element of elements) {
    if (element === null || element === undefined) continue;
    const outcome = convert(context, element);
    if ('problem' in outcome) return outcome;
    if (outcome.value !== null) values.push(outcome.value);
  }
  return values.length === 0 ? noValue : { value: values };
}

/** The value of an unmapped external field as DevRev's custom field shows it. */
export function customValue(context: RecordContext, field: ExternalField, value: unknown): Outcome {
  switch (field.type) {
    case 'rich_text':
      return renderRichText(context, field.key, value);
    case 'reference':
    case 'typed_reference':
      return resolveReference(context, field, value, anyLeafType);
    case 'enum':
      return { value: typeof value === 'string' ? (field.enumNames.get(value) ?? value) : value };
    case 'date':
    case 'timestamp':
      return timestampOf(value) ?? { value };
    default:
      return { value };
  }
}
