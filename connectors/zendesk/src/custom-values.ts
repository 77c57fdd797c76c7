import type { DynamicValue, FieldDefinition } from '@airdrop-connectors/core';
import { customFieldKey } from './custom-fields.js';

type Definitions = Readonly<Record<string, FieldDefinition>>;

export interface CustomValues {
  /** A field that is absent stays absent, one that is null stays null: they mean different things. */
  values: Record<string, DynamicValue>;
  /** `Product: chair_garden` for every value that the declared field cannot hold. */
  others: string[];
}

/**
 * Values of the custom fields of one ticket or object, in the form the run has declared them in. What the declaration has no
 * place for is kept as text; a field that was not declared at all is passed on as it is, for core to name it.
 */
export function customValues(
  definitions: Definitions,
  customFields: readonly { id: string; value?: unknown }[] | null | undefined,
): CustomValues {
  const found: CustomValues = { values: {}, others: [] };
  for (const { id, value } of customFields ?? []) {
    const key = customFieldKey(id);
    const definition = definitions[key];
    if (definition !== undefined) readValue(key, value, definition, found);
    else if (value !== null && value !== undefined && value !== '') found.values[key] = asText(value);
  }
  return found;
}

function readValue(key: string, value: unknown, definition: FieldDefinition, found: CustomValues): void {
  if (value === null || value === undefined || value === '') {
    found.values[key] = null;
    return;
  }
  const keep = (odd: unknown) => found.others.push(`${definition.name}: ${asText(odd)}`);
  if (definition.collection === undefined) {
    const single = readEntry(value, definition);
    if (single === undefined) keep(value);
    else found.values[key] = single;
    return;
  }
  const entries: DynamicValue[] = [];
  for (const entry of Array.isArray(value) ? value : [value]) {
    const single = readEntry(entry, definition);
    if (single === undefined) keep(entry);
    else entries.push(single);
  }
  found.values[key] = entries as DynamicValue;
}

/** Undefined for a value that is there but has no place in the field. */
function readEntry(value: unknown, definition: FieldDefinition): DynamicValue | undefined {
  switch (definition.type) {
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'int':
      return numberOf(value, Number.isSafeInteger);
    case 'float':
      return numberOf(value, Number.isFinite);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
    case 'enum':
      return definition.enum?.values.some(({ key }) => key === value) ? String(value) : undefined;
    case 'reference':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    default:
      return asText(value);
  }
}

/** Numbers arrive as text or as numbers; what would lose digits stays text. */
function numberOf(value: unknown, fits: (number: number) => boolean): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (typeof value === 'string' && !/^-?\d+(\.\d+)?$/.test(value.trim())) return undefined;
  const number = Number(value);
  return fits(number) ? number : undefined;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
