import { type ExternalField, memberObject, memberText } from '../devrev/external-types.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';

/** What is known about the objects a page of objects refers to. */
export interface KnownObjects {
  /** Records of the external system that became the object, of any item type. */
  recordsOf(don: string): readonly { itemType: string; externalId: string }[];
  /** What people see of an object. */
  nameOf(don: string): string | undefined;
}

/** A value of DevRev in the words of the external system; undefined when it has no counterpart there. */
export type Inverse = (value: unknown, known: KnownObjects) => unknown;

/** A DON, wherever it stands in a text. */
const donPattern = /don:[a-z]+:[a-z0-9-]+:devo\/local:[a-z_]+\/[\w-]+/g;

/**
 * The way back of a field mapping.
 * @returns undefined for methods that have none
 */
export function inverseOf(method: JsonObject, field: ExternalField): Inverse | undefined {
  switch (memberText(method, 'transformation_method')) {
    case 'use_directly':
    case 'use_rich_text':
    case 'reference_custom_field':
      return (value, known) => externalValue(field, value, known);
    case 'use_as_array_value':
      return (value, known) => externalValue(field, Array.isArray(value) ? (value[0] ?? null) : value, known);
    case 'map_enum':
      return enumInverse(memberObject(method, 'reverse'), method.is_array === true);
    case 'make_custom_stages':
      return stageInverse(memberObject(method, 'stages'), field);
    case 'make_custom_links':
      return linkInverse(memberObject(method, 'reverse_stock_types'), field);
    default:
      return undefined;
  }
}

/** The way back of a field that no mapping names: a custom field shows enum values by name. */
export function customInverse(field: ExternalField): Inverse {
  const keys = new Map([...field.enumNames].map(([key, name]) => [name, key]));
  const convert = (value: unknown, known: KnownObjects) =>
    field.type === 'enum' && typeof value === 'string'
      ? (keys.get(value) ?? value)
      : externalValue({ ...field, isCollection: false }, value, known);
  return (value, known) =>
    Array.isArray(value) && field.isCollection
      ? value.map((element) => convert(element, known))
      : convert(value, known);
}

function externalValue(field: ExternalField, value: unknown, known: KnownObjects): unknown {
  if (value === null || value === undefined) return null;
  if (field.isCollection && Array.isArray(value))
    return value.map((element) => externalValue({ ...field, isCollection: false }, element, known));
  if (typeof value !== 'string') return value;
  switch (field.type) {
    case 'rich_text':
      return { type: 'rich_text', content: segmentsOf(value, known) };
    case 'reference':
      return referenceTo(field, value, known);
    case 'typed_reference': {
      const record = recordFor(field, value, known);
      return record === undefined
        ? { devrev: value }
        : { external: record.externalId, ref_type: record.itemType };
    }
    case 'date':
      return value.slice(0, 10);
    default:
      return value;
  }
}

function referenceTo(field: ExternalField, don: string, known: KnownObjects): JsonObject {
  const record = recordFor(field, don, known);
  return record === undefined ? { devrev: don } : { external: record.externalId };
}

function recordFor({ targets }: ExternalField, don: string, known: KnownObjects) {
  return known.recordsOf(don).find((record) => targets.some(({ itemType }) => itemType === record.itemType));
}

/** Text and mentions; mentions carry DONs, as the real platform hands them out. */
function segmentsOf(text: string, known: KnownObjects): unknown[] {
  const segments: unknown[] = [];
  let end = 0;
  for (const match of text.matchAll(donPattern)) {
    const [don] = match;
    if (match.index > end) segments.push(text.slice(end, match.index));
    end = match.index + don.length;
    const [record] = known.recordsOf(don);
    const isFile = /:artifact\/[^/]+$/.test(don);
    segments.push({
      id: don,
      ref_type: isFile ? 'artifact' : (record?.itemType ?? 'unknown'),
      fallback_record_name: known.nameOf(don) ?? don,
    });
  }
  if (end < text.length) segments.push(text.slice(end));
  return segments;
}

function enumInverse(reverse: JsonObject, isArray: boolean): Inverse {
  const convert = (value: unknown) =>
    typeof value === 'string' ? memberText(reverse[value], 'value') : undefined;
  return (value) => {
    if (value === null || value === undefined) return null;
    if (!isArray || !Array.isArray(value)) return convert(value);
    const converted = value.map(convert);
    return converted.includes(undefined) ? undefined : converted;
  };
}

/** A custom stage is shown by its name. */
function stageInverse(stages: JsonObject, field: ExternalField): Inverse {
  const keys = new Map([...field.enumNames].map(([key, name]) => [name, key]));
  for (const [key, stage] of Object.entries(stages)) {
    const name = memberText(stage, 'stage_name');
    if (name !== undefined) keys.set(name, key);
  }
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'string') return undefined;
    return keys.get(value) ?? (field.enumNames.has(value) ? value : undefined);
  };
}

function linkInverse(stockTypes: JsonObject, field: ExternalField): Inverse {
  return (value) => {
    if (typeof value !== 'string') return undefined;
    const stock = stockTypes[value];
    if (typeof stock === 'string') return stock;
    return field.enumNames.has(value) || field.enumNames.size === 0 ? value : undefined;
  };
}

/** Every object of DevRev a value names. */
export function donsIn(value: unknown): string[] {
  const text = isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
  return [...new Set(text.match(donPattern) ?? [])];
}
