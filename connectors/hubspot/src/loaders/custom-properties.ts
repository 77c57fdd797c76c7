import {
  type DynamicValue,
  type FieldDefinition,
  hasSameWords,
  type RichTextInput,
  sameElements,
  sameMoment,
} from '@airdrop-connectors/core';
import { customFieldKey, customPropertiesIn } from '../custom-fields.js';
import { customValues } from '../custom-values.js';
import { htmlOf, readsBack } from './values.js';

type Definitions = Readonly<Record<string, FieldDefinition>>;
type Data = Readonly<Record<string, unknown>>;

/** Properties that the portal has added among the fields of an item, as HubSpot writes their values. */
export function customProperties(
  definitions: Definitions,
  data: Data,
): {
  properties: Record<string, string>;
  refused: Record<string, string>;
  /** Whether they all read back as they are in DevRev. */
  isExact: boolean;
} {
  const properties: Record<string, string> = {};
  const refused: Record<string, string> = {};
  let isExact = true;
  for (const name of customPropertiesIn(data)) {
    const key = customFieldKey(name);
    const definition = definitions[key];
    const value = data[key];
    if (value === undefined) continue;
    if (definition === undefined)
      refused[key] = `HubSpot has no property ${name} any more. Add it there, or leave it to DevRev.`;
    else {
      properties[name] = textOf(value, definition);
      if (definition.type === 'rich_text') isExact &&= readsBack(value as RichTextInput | null);
    }
  }
  return { properties, refused, isExact };
}

/** https://developers.hubspot.com/docs/guides/api/crm/properties: all values are text, an empty one is none. */
function textOf(value: unknown, definition: FieldDefinition): string {
  if (value === null || value === undefined) return '';
  if (definition.type === 'rich_text') return htmlOf(value as RichTextInput);
  return Array.isArray(value) ? value.map(String).join(';') : String(value);
}

/**
 * Values that HubSpot holds, for the fields that an item has: ours where both are the same in another form. A value that
 * the field does not offer any more is left out unless somebody has chosen another one: DevRev has none in its place,
 * and would clear it.
 */
export function heldCustomValues(
  definitions: Definitions,
  properties: Readonly<Record<string, string | null>>,
  ours: Data,
): Record<string, DynamicValue> {
  const { values } = customValues(definitions, properties);
  const held: Record<string, DynamicValue> = {};
  for (const name of customPropertiesIn(ours)) {
    const key = customFieldKey(name);
    const definition = definitions[key];
    const value = ours[key];
    const isOdd = !Object.hasOwn(values, key) && Boolean(properties[name]);
    if (definition === undefined || value === undefined || (isOdd && isEmpty(value))) continue;
    held[key] = heldValue(definition, value, values[key] ?? null);
  }
  return held;
}

function heldValue(definition: FieldDefinition, ours: unknown, theirs: DynamicValue): DynamicValue {
  if (definition.collection !== undefined)
    return sameElements(ours, Array.isArray(theirs) ? theirs : []) as DynamicValue;
  if (definition.type === 'rich_text')
    return (hasSameWords(ours as RichTextInput, theirs as RichTextInput) ? ours : theirs) as DynamicValue;
  if (definition.type === 'timestamp') return sameMoment(ours, theirs as string | null);
  return theirs;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
