import { isJsonObject } from '../json-value.js';
import { isCalendarDate } from '../time/timestamp.js';
import type { FieldDefinition } from './field.js';

/** What is wrong with a value that is present, or undefined when nothing is. */
export type ValueCheck = (value: unknown) => string | undefined;

/**
 * The natural JSON of each field type.
 * Source: developer docs "Metadata extraction" and "Data extraction"; `external_domain_metadata_schema.json`.
 */
export function checkFor(
  definition: FieldDefinition,
  categories: ReadonlyMap<string, readonly string[]>,
): ValueCheck {
  const scalar = scalarCheck(definition, categories);
  if (definition.collection === undefined) return scalar;
  return (value) => {
    if (!Array.isArray(value)) return 'must be a list';
    for (const entry of value) {
      const problem = entry === null || entry === undefined ? 'holds an empty entry' : scalar(entry);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function scalarCheck(
  definition: FieldDefinition,
  categories: ReadonlyMap<string, readonly string[]>,
): ValueCheck {
  switch (definition.type) {
    case 'text':
      return (value) => (typeof value === 'string' ? textProblem(value) : 'must be text');
    case 'rich_text':
      return richTextProblem;
    case 'bool':
      return (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
    case 'int':
      return (value) => (Number.isSafeInteger(value) ? undefined : 'must be a whole number');
    case 'float':
      return (value) => (Number.isFinite(value) ? undefined : 'must be a number');
    case 'date':
      return (value) =>
        typeof value === 'string' && isDate(value) ? undefined : 'must be a date as YYYY-MM-DD';
    case 'timestamp':
      return (value) =>
        typeof value === 'string' && isTimestamp(value) ? undefined : 'must be an RFC 3339 timestamp';
    case 'enum': {
      const keys = new Set(definition.enum?.values.map(({ key }) => key));
      return (value) => {
        if (typeof value !== 'string') return 'must be the key of a declared value';
        return keys.has(value) ? undefined : 'is not one of the declared values';
      };
    }
    case 'reference':
      return (value) =>
        typeof value === 'string' && value !== '' ? undefined : 'must be the id of a record';
    case 'typed_reference':
      return typedReferenceCheck(definition, categories);
    default:
      return () => undefined;
  }
}

/** What cannot be stored as text: half of a surrogate pair, and NUL. */
const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function textProblem(value: string): string | undefined {
  return unstorable.test(value) ? 'holds characters that are no valid Unicode' : undefined;
}

function richTextProblem(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'must be a list of texts and mentions';
  for (const segment of value) {
    if (typeof segment === 'string') {
      const problem = textProblem(segment);
      if (problem !== undefined) return problem;
    } else if (!isMention(segment)) return 'holds something that is neither text nor a mention';
  }
  return undefined;
}

function isMention(segment: unknown): boolean {
  if (!isJsonObject(segment)) return false;
  const { id, ref_type: type, fallback_record_name: name, ...others } = segment;
  const isNamed = name === undefined || typeof name === 'string';
  return isFilled(id) && isFilled(type) && isNamed && Object.keys(others).length === 0;
}

function typedReferenceCheck(
  { typed_reference: block }: FieldDefinition,
  categories: ReadonlyMap<string, readonly string[]>,
): ValueCheck {
  const allowed = new Set<string>();
  for (const target of Object.keys(block?.refers_to ?? {})) {
    const [kind, key = ''] = target.split(':', 2);
    for (const itemType of kind === '#category' ? (categories.get(key) ?? []) : [key]) allowed.add(itemType);
  }
  return (value) => {
    if (!isMention(value)) return 'must be a reference with ref_type and id';
    const type = isJsonObject(value) ? String(value.ref_type) : '';
    return allowed.has(type) ? undefined : 'refers to a record type it may not refer to';
  };
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && isCalendarDate(value);
}

function isTimestamp(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    isCalendarDate(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value))
  );
}
