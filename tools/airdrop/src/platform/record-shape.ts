import { isDateTime, isJsonObject, isText, isWholeNumber, type JsonObject } from './json-shape.js';

/** The record shapes of the protocol; a domain type is any item type the metadata declares. */
export type RecordShape = 'domain' | 'attachments' | 'ssor_attachment' | 'external_sync_units';

export const recordShapes: readonly RecordShape[] = [
  'domain',
  'attachments',
  'ssor_attachment',
  'external_sync_units',
];

/** What is wrong with a record of a shape, as the end of a sentence; undefined when nothing is. */
export function recordProblem(shape: RecordShape, record: JsonObject): string | undefined {
  return problemFinders[shape](record);
}

type FieldCheck = [test: (value: unknown) => boolean, expected: string, required: boolean];

const text: FieldCheck = [isText, 'a non-empty string', true];
const dateTime: FieldCheck = [isDateTime, 'an RFC 3339 date-time', true];

const problemFinders: Record<RecordShape, (record: JsonObject) => string | undefined> = {
  domain: fieldsProblem({
    id: text,
    created_date: dateTime,
    modified_date: dateTime,
    data: [isJsonObject, 'an object', true],
  }),
  attachments: fieldsProblem({
    id: text,
    url: text,
    file_name: text,
    parent_id: text,
    author_id: optional(text),
    inline: [isBoolean, 'a boolean', false],
    content_type: optional(text),
    created_date: optional(dateTime),
    modified_date: optional(dateTime),
    grand_parent_id: [(value) => isText(value) || typeof value === 'number', 'a string or a number', false],
  }),
  external_sync_units: fieldsProblem({
    id: text,
    name: text,
    description: [(value) => typeof value === 'string', 'a string', true],
    item_count: [(value) => isWholeNumber(value, -1), 'a whole number of at least -1', false],
    item_type: optional(text),
  }),
  ssor_attachment: fieldsProblem({
    id: [
      (value) => isJsonObject(value) && isText(value.devrev) && isText(value.external),
      '{devrev, external}',
      true,
    ],
    parent_id: [isExternalReference, '{external}', true],
    actor_id: [isExternalReference, '{external}', false],
    inline: [isBoolean, 'a boolean', false],
  }),
};

function fieldsProblem(fields: Readonly<Record<string, FieldCheck>>) {
  const checks = Object.entries(fields);
  return (record: JsonObject): string | undefined => {
    for (const [name, [test, expected, required]] of checks) {
      const value = record[name];
      if (value === undefined && !required) continue;
      if (!test(value)) return `its "${name}" is not ${expected}`;
    }
    for (const name of Object.keys(record)) {
      if (!Object.hasOwn(fields, name)) return `it has a member "${name}" outside the shape`;
    }
    return undefined;
  };
}

function optional([test, expected]: FieldCheck): FieldCheck {
  return [test, expected, false];
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isExternalReference(value: unknown): boolean {
  return isJsonObject(value) && isText(value.external);
}
