import {
  bool,
  date,
  dynamicEnum,
  type Field,
  type Fields,
  float,
  reference,
  richText,
  text,
  timestamp,
} from '@airdrop-connectors/core';
import type { Property } from './api-types.js';
import { ownersTarget } from './record-names.js';

const prefix = 'p_';

/** Property that marks what was made from DevRev; people are not shown it there. */
export const markProperty = 'devrev_mark';

/** By the name of the property, which never changes; labels do. */
export const customFieldKey = (name: string): string => `${prefix}${name}`;

/** Names of the properties behind the declared fields of a record type. */
export function customPropertiesIn(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(fields)
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

/** Properties that the portal has added; those of HubSpot itself are hundreds, most of them analytics. */
export function declareCustomFields(properties: readonly Property[]): Fields {
  return Object.fromEntries(
    properties
      .filter(
        ({ hubspotDefined, archived, name }) =>
          hubspotDefined !== true && archived !== true && name !== markProperty,
      )
      .map((property) => [customFieldKey(property.name), declareField(property)]),
  );
}

function declareField(property: Property): Field {
  const field = declare(property).optional();
  const isReadOnly = property.calculated === true || property.modificationMetadata?.readOnlyValue === true;
  return isReadOnly ? field.readOnly() : field;
}

/** By the type of the property, never by its values; a type that nobody knows is text. */
function declare(property: Property): ReturnType<typeof text> {
  const { type, fieldType, label } = property;
  const declared = (() => {
    switch (type) {
      case 'number':
        return fieldType === 'calculation_read_time' ? text(label) : float(label);
      case 'bool':
        return bool(label);
      case 'date':
        return date(label);
      case 'datetime':
        return timestamp(label);
      case 'enumeration':
        return enumeration(property);
      default:
        return fieldType === 'html' ? richText(label) : text(label);
    }
  })();
  return declared as ReturnType<typeof text>;
}

function enumeration({ label, fieldType, options, externalOptions, referencedObjectType }: Property) {
  const isList = fieldType === 'checkbox';
  // Options that are hidden are still values of records. People in DevRev tell values apart by their names.
  const isShared = (name: string) => options?.filter((option) => option.label === name).length !== 1;
  const values = (options ?? []).map(({ value, label: name, hidden }) => ({
    key: value,
    name: !name ? value : isShared(name) ? `${name} (${value})` : name,
    ...(hidden === true && { deprecated: true }),
  }));
  if (fieldType === 'booleancheckbox') return bool(label);
  if (values.length > 0) return isList ? dynamicEnum(label, values).list() : dynamicEnum(label, values);
  const single =
    externalOptions === true && referencedObjectType === 'OWNER'
      ? reference(label, ownersTarget)
      : text(label);
  return isList ? single.list() : single;
}
