import {
  adfToRichText,
  type DynamicValue,
  date,
  type Field,
  type Fields,
  float,
  reference,
  richText,
  text,
  timestamp,
  toUtcTimestamp,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import type { JiraField } from './api-types.js';
import type { MediaResolver } from './media.js';
import { usersTarget } from './record-names.js';

/** One custom field of the site: how it is declared and how its values become ours. */
export interface CustomField {
  id: string;
  field: Field;
  /** Undefined for a value that is there but cannot be read as the field's type. */
  convert: (value: unknown, media: MediaResolver) => DynamicValue | undefined;
}

/** Fields of the whole site and of this project; those of other team-managed projects never hold a value here. */
export function customFieldsOf(fields: readonly JiraField[], projectId: string): CustomField[] {
  return fields
    .filter(({ custom, scope }) => custom === true && (!scope?.project || scope.project.id === projectId))
    .map((field) => ({ id: field.id, ...kindOf(field) }));
}

export function declareCustomFields(customFields: readonly CustomField[]): Fields {
  return Object.fromEntries(customFields.map(({ id, field }) => [id, field]));
}

/** Values of one issue. A field that is absent stays absent, one that is null stays null: they mean different things. */
export function convertCustomFields(
  customFields: readonly CustomField[],
  issueFields: Readonly<Record<string, unknown>>,
  media: MediaResolver,
): Record<string, DynamicValue> {
  const values: Record<string, DynamicValue> = {};
  for (const { id, convert } of customFields) {
    const value = issueFields[id];
    if (value === undefined) continue;
    const converted = value === null ? null : convert(value, media);
    if (converted !== undefined) values[id] = converted;
  }
  return values;
}

type Kind = Omit<CustomField, 'id'>;

const optionSchema = z.object({
  value: z.string(),
  child: z.optional(z.nullable(z.object({ value: z.string() }))),
});
const personSchema = z.object({ accountId: z.string() });
const nameSchema = z.object({ name: z.string() });

/** By the schema of the field, not by its name: names repeat and are translated. */
function kindOf({ name, schema }: JiraField): Kind {
  const type = schema?.type === 'array' ? `array of ${schema.items ?? 'any'}` : (schema?.type ?? 'any');
  switch (type) {
    case 'string':
      return schema?.custom?.endsWith(':textarea') === true
        ? {
            field: richText(name).optional(),
            convert: (value, media) =>
              adfToRichText(value, { userRecordType: usersTarget.key, resolveMedia: media.resolve }).richText,
          }
        : {
            field: text(name).optional(),
            convert: (value) => (typeof value === 'string' ? value : undefined),
          };
    case 'number':
      return {
        field: float(name).optional(),
        convert: (value) => (typeof value === 'number' ? value : undefined),
      };
    case 'date':
      return { field: date(name).optional(), convert: (value) => (isDate(value) ? value : undefined) };
    case 'datetime':
      return {
        field: timestamp(name).optional(),
        convert: (value) => (typeof value === 'string' ? toUtcTimestamp(value) : undefined),
      };
    case 'option':
    case 'option-with-child':
      return { field: text(name).optional(), convert: optionText };
    case 'array of option':
      return { field: text(name).list().optional(), convert: (value) => each(value, optionText) };
    case 'user':
      return { field: reference(name, usersTarget).optional(), convert: accountId };
    case 'array of user':
      return {
        field: reference(name, usersTarget).list().optional(),
        convert: (value) => each(value, accountId),
      };
    case 'array of string':
      return {
        field: text(name).list().optional(),
        convert: (value) => each(value, (entry) => (typeof entry === 'string' ? entry : undefined)),
      };
    case 'version':
    case 'group':
      return { field: text(name).optional(), convert: nameOf };
    case 'array of version':
    case 'array of component':
    case 'array of group':
      return { field: text(name).list().optional(), convert: (value) => each(value, nameOf) };
    case 'array of json':
      return {
        field: text(name).list().optional(),
        convert: (value) =>
          each(value, (entry) => nameOf(entry) ?? (entry === null ? undefined : anyText(entry))),
      };
    default:
      return { field: text(name).optional(), convert: anyText };
  }
}

function optionText(value: unknown): string | undefined {
  const parsed = z.safeParse(optionSchema, value);
  if (!parsed.success) return undefined;
  return parsed.data.child ? `${parsed.data.value} - ${parsed.data.child.value}` : parsed.data.value;
}

function accountId(value: unknown): string | undefined {
  const parsed = z.safeParse(personSchema, value);
  return parsed.success ? parsed.data.accountId : undefined;
}

function nameOf(value: unknown): string | undefined {
  const parsed = z.safeParse(nameSchema, value);
  return parsed.success ? parsed.data.name : undefined;
}

/** Fields of apps can be anything; nothing is dropped only because it is odd. */
function anyText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function each(value: unknown, convert: (entry: unknown) => string | undefined): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map(convert).filter((entry) => entry !== undefined);
}
