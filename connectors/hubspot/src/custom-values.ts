import type { DynamicValue, FieldDefinition } from '@airdrop-connectors/core';
import { customFieldKey, customPropertiesIn } from './custom-fields.js';
import { bodyOf, dayOf, decimalOf, listOf, momentOf, present } from './values.js';

type Definitions = Readonly<Record<string, FieldDefinition>>;

export interface CustomValues {
  values: Record<string, DynamicValue>;
  /** `Product line: noise_2019` for every value that the declared field cannot hold, or not whole. */
  others: string[];
}

/**
 * Values of the properties that the portal has added, in the form the run has declared them in. A property that is not
 * in the record was not there any more when it was read, and stays absent; one that is empty is null.
 */
export function customValues(
  definitions: Definitions,
  properties: Readonly<Record<string, string | null>>,
): CustomValues {
  const found: CustomValues = { values: {}, others: [] };
  for (const name of customPropertiesIn(definitions)) {
    const key = customFieldKey(name);
    const definition = definitions[key];
    const value = properties[name];
    if (definition !== undefined && value !== undefined) readValue(key, present(value), definition, found);
  }
  return found;
}

function readValue(
  key: string,
  value: string | null,
  definition: FieldDefinition,
  found: CustomValues,
): void {
  if (value === null) {
    found.values[key] = null;
    return;
  }
  const keep = (odd: string) => found.others.push(`${definition.name}: ${odd}`);
  if (definition.collection === undefined) {
    const single = readEntry(value, definition, keep);
    if (single === undefined) keep(value);
    else found.values[key] = single;
    return;
  }
  const entries: DynamicValue[] = [];
  for (const entry of keysIn(value, definition)) {
    const single = readEntry(entry, definition, keep);
    if (single === undefined) keep(entry);
    else entries.push(single);
  }
  found.values[key] = entries as DynamicValue;
}

/** Keys of options may end in white space. */
function keysIn(value: string, definition: FieldDefinition): string[] {
  return definition.type === 'enum' ? value.split(';').filter((entry) => entry !== '') : listOf(value);
}

/** Undefined for a value that is there but has no place in the field. */
function readEntry(
  value: string,
  definition: FieldDefinition,
  keep: (odd: string) => void,
): DynamicValue | undefined {
  switch (definition.type) {
    case 'bool':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'float': {
      const decimal = decimalOf(value);
      if (decimal?.isExact === false) keep(value);
      return decimal?.number;
    }
    case 'date':
      return dayOf(value);
    case 'timestamp':
      return momentOf(value);
    case 'enum':
      return definition.enum?.values.some(({ key }) => key === value) ? value : undefined;
    case 'rich_text':
      return bodyOf(value);
    default:
      return value;
  }
}
