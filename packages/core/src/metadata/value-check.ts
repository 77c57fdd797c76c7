/// <reference lib="es2024.string" />
import { isJsonObject } from '../json-value.js';
import { isCalendarDate, isUsualUtc } from '../time/timestamp.js';
import type { FieldDefinition, LengthLimits, ValueLimits } from './field-definition.js';
import type { MetadataDocument } from './metadata-document.js';

/** What is wrong with a value that is present. */
export interface ValueProblem {
  /** Code of the check that it fails; see `validation/`. */
  check: 'D4' | 'D5' | 'D8' | 'D9' | 'D10' | 'D11' | 'D14' | 'D15';
  /** Half a sentence without the value: values may be personal. */
  problem: string;
}

export type ValueCheck = (value: unknown) => ValueProblem | undefined;

/** What the checks of single fields need to know of the whole document. */
export interface DocumentFacts {
  /** Record types by category. */
  categories: ReadonlyMap<string, readonly string[]>;
  structs: MetadataDocument['struct_types'];
}

/**
 * The natural JSON of each field type.
 * Source: developer docs "Metadata extraction" and "Data extraction"; `external_domain_metadata_schema.json`.
 */
export function checkFor(definition: FieldDefinition, facts: DocumentFacts): ValueCheck {
  const scalar = scalarCheck(definition, facts);
  const limits = definition.collection;
  if (limits === undefined) return scalar;
  return (value) => {
    if (!Array.isArray(value)) return wrong('D8', 'must be a list');
    for (const entry of value) {
      const problem =
        entry === null || entry === undefined ? wrong('D8', 'holds an empty entry') : scalar(entry);
      if (problem !== undefined) return problem;
    }
    return lengthProblem(value.length, limits)
      ? wrong('D8', 'has more or fewer entries than declared')
      : undefined;
  };
}

function scalarCheck(definition: FieldDefinition, facts: DocumentFacts): ValueCheck {
  switch (definition.type) {
    case 'text':
      return textCheck(definition.text);
    case 'rich_text':
      return richTextProblem;
    case 'bool':
      return (value) => (typeof value === 'boolean' ? undefined : wrong('D4', 'must be true or false'));
    case 'int':
      return numberCheck(Number.isSafeInteger, 'must be a whole number', definition.int);
    case 'float':
      return numberCheck(Number.isFinite, 'must be a number', definition.float);
    case 'date':
      return (value) =>
        typeof value === 'string' && isDate(value) ? undefined : wrong('D4', 'must be a date as YYYY-MM-DD');
    case 'timestamp':
      return (value) =>
        typeof value === 'string' && isTimestamp(value)
          ? undefined
          : wrong('D4', 'must be an RFC 3339 timestamp');
    case 'enum':
      return enumCheck(definition.enum?.values);
    case 'reference':
      return (value) =>
        isFilled(value) ? undefined : wrong('D9', 'must be the id of a record, as non-empty text');
    case 'typed_reference':
      return typedReferenceCheck(definition, facts);
    case 'struct':
      return structCheck(definition, facts);
    case 'permission':
      return permissionCheck(definition);
    default:
      return (value) => (isJsonObject(value) ? undefined : wrong('D4', 'must be an object'));
  }
}

function wrong(check: ValueProblem['check'], problem: string): ValueProblem {
  return { check, problem };
}

function textCheck(limits: LengthLimits | undefined): ValueCheck {
  return (value) => {
    if (typeof value !== 'string') return wrong('D4', 'must be text');
    if (limits && lengthProblem(value.length, limits)) {
      return wrong('D4', 'is longer or shorter than declared');
    }
    return textProblem(value);
  };
}

/** What cannot be stored as text: half of a surrogate pair, and NUL. */
function textProblem(value: string): ValueProblem | undefined {
  return value.isWellFormed() && !value.includes('\0')
    ? undefined
    : wrong('D15', 'holds characters that are no valid Unicode');
}

function lengthProblem(length: number, { min_length: min = 0, max_length: max }: LengthLimits): boolean {
  return length < min || (max !== undefined && length > max);
}

function numberCheck(
  isNumber: (value: unknown) => boolean,
  problem: string,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: ValueLimits = {},
): ValueCheck {
  return (value) => {
    if (typeof value !== 'number' || !isNumber(value)) return wrong('D4', problem);
    return value < min || value > max ? wrong('D4', 'is out of the declared range') : undefined;
  };
}

function enumCheck(values: readonly { key: string }[] = []): ValueCheck {
  const keys = new Set(values.map(({ key }) => key));
  return (value) => {
    if (typeof value !== 'string') return wrong('D4', 'must be the key of a declared value');
    return keys.has(value) ? undefined : wrong('D5', 'is not one of the declared values');
  };
}

function richTextProblem(value: unknown): ValueProblem | undefined {
  if (!Array.isArray(value)) return wrong('D11', 'must be a list of texts and mentions');
  for (const segment of value) {
    if (typeof segment === 'string') {
      const problem = textProblem(segment);
      if (problem !== undefined) return problem;
    } else if (!isMention(segment)) return wrong('D11', 'holds something that is neither text nor a mention');
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
  { categories }: DocumentFacts,
): ValueCheck {
  const allowed = new Set<string>();
  for (const target of Object.keys(block?.refers_to ?? {})) {
    const [kind, key = ''] = target.split(':', 2);
    for (const itemType of kind === '#category' ? (categories.get(key) ?? []) : [key]) allowed.add(itemType);
  }
  return (value) => {
    if (!isMention(value)) return wrong('D10', 'must be a reference with ref_type and id');
    const type = isJsonObject(value) ? String(value.ref_type) : '';
    return allowed.has(type) ? undefined : wrong('D10', 'refers to a record type it may not refer to');
  };
}

function structCheck({ struct }: FieldDefinition, facts: DocumentFacts): ValueCheck {
  const fields = (struct && facts.structs?.[struct.key]?.fields) || {};
  const checks = new Map(Object.entries(fields).map(([key, field]) => [key, checkFor(field, facts)]));
  return (value) => {
    if (!isJsonObject(value)) return wrong('D4', 'must be an object');
    for (const [key, part] of Object.entries(value)) {
      const check = checks.get(key);
      if (!check) return wrong('D14', 'holds a key its struct does not declare');
      const problem = part === null || part === undefined ? undefined : check(part);
      if (problem) return problem;
    }
    return undefined;
  };
}

function permissionCheck({ permission }: FieldDefinition): ValueCheck {
  const roles = enumCheck(permission?.role.values);
  return (value) => {
    if (!isJsonObject(value)) return wrong('D4', 'must be an object');
    const { member_id: member, role, ...others } = value;
    if (Object.keys(others).length > 0) return wrong('D14', 'holds more than member_id and role');
    return isFilled(member) ? roles(role) : wrong('D9', 'must name the member by id');
  };
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isDate(value: string): boolean {
  return isCalendarDate(value);
}

function isTimestamp(value: string): boolean {
  if (value.endsWith('Z') && isUsualUtc(value)) return true;
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    isCalendarDate(value.slice(0, 10)) &&
    !Number.isNaN(Date.parse(value))
  );
}
