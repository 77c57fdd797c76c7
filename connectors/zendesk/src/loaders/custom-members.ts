import { type DynamicValue, type FieldDefinition, sameElements } from '@airdrop-connectors/core';
import { customFieldKey } from '../custom-fields.js';
import { customValues } from '../custom-values.js';

type Data = Readonly<Record<string, unknown>>;
type ApiFields = readonly { id: string; value?: unknown }[];
const prefix = customFieldKey('');

/** Custom fields among the fields of an item, as Zendesk names them. */
export function customMembers(data: Data): { id: string; value: unknown }[] {
  return Object.entries(data)
    .filter(([key, value]) => key.startsWith(prefix) && value !== undefined)
    .map(([key, value]) => ({ id: key.slice(prefix.length), value }));
}

/**
 * Values that Zendesk holds, for the fields that an item has. A value that the field does not offer any more is left
 * out unless somebody has chosen another one: DevRev knows it as text only, and would clear it.
 */
export function heldCustomValues(
  definitions: Readonly<Record<string, FieldDefinition>>,
  fields: ApiFields,
  ours: Data,
): Record<string, DynamicValue> {
  const { values } = customValues(definitions, fields);
  const held: Record<string, DynamicValue> = {};
  for (const { id, value } of customMembers(ours)) {
    const key = customFieldKey(id);
    const theirs = Object.hasOwn(values, key) ? (values[key] ?? null) : null;
    const isUnknown =
      !Object.hasOwn(values, key) && fields.some((field) => field.id === id && hasValue(field.value));
    if (definitions[key] === undefined || (isUnknown && !hasValue(value))) continue;
    held[key] =
      Array.isArray(theirs) || Array.isArray(value)
        ? (sameElements(value, Array.isArray(theirs) ? theirs : []) as DynamicValue)
        : theirs;
  }
  return held;
}

/** Fields that Zendesk has not taken although it did not say so: unknown options are dropped without a word. */
export function droppedFields(
  definitions: Readonly<Record<string, FieldDefinition>>,
  fields: ApiFields,
  sent: Data,
): Record<string, string> {
  const held = heldCustomValues(definitions, fields, sent);
  const dropped = customMembers(sent)
    .map(({ id }) => customFieldKey(id))
    .filter((key) => hasValue(sent[key]) && JSON.stringify(held[key] ?? null) !== JSON.stringify(sent[key]));
  return Object.fromEntries(
    dropped.map((key) => [
      key,
      `Zendesk did not keep the value of ${definitions[key]?.name ?? key}: the field does not offer it. Choose one that it offers.`,
    ]),
  );
}

function hasValue(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}
