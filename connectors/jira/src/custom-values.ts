import {
  adfToRichText,
  type DynamicValue,
  type FieldDefinition,
  type JsonObject,
  toUtcTimestamp,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { cascadingKey, slaBreached, slaDue } from './custom-fields.js';
import type { MediaResolver } from './media.js';
import { usersTarget } from './record-names.js';

type Definitions = Readonly<Record<string, FieldDefinition>>;

export interface CustomValues {
  /** A field that is absent stays absent, one that is null stays null: they mean different things. */
  values: Record<string, DynamicValue>;
  /** `Severity: Cosmetic` for every value that the declared field cannot hold. */
  others: string[];
}

/**
 * Values of the custom fields of one issue, in the form the run has declared them in. What the declaration has no
 * place for is kept as text; a field that was not declared at all is passed on as it is, for core to name it.
 */
export function customValues(
  definitions: Definitions,
  issueFields: Readonly<Record<string, unknown>>,
  media: MediaResolver,
): CustomValues {
  const found: CustomValues = { values: {}, others: [] };
  for (const [key, value] of Object.entries(issueFields)) {
    if (!key.startsWith('customfield_') || value === undefined) continue;
    const definition = definitions[key];
    if (definition !== undefined) readValue(key, value, definition, media, found);
    else if (definitions[slaDue(key)] !== undefined) Object.assign(found.values, slaValues(key, value));
    else if (!isNothing(value)) found.values[key] = asText(value);
  }
  return found;
}

function readValue(
  key: string,
  value: unknown,
  definition: FieldDefinition,
  media: MediaResolver,
  { values, others }: CustomValues,
): void {
  // The development summary of an issue without any is a text of two braces.
  if (value === null || value === '' || value === '{}') {
    values[key] = null;
    return;
  }
  const keep = (odd: unknown) => others.push(`${definition.name}: ${asText(odd)}`);
  if (definition.collection === undefined) {
    const single = readEntry(value, definition, media);
    if (single !== undefined) values[key] = single;
    else if (!isNothing(value)) keep(value);
    return;
  }
  if (!Array.isArray(value)) {
    keep(value);
    return;
  }
  const entries: DynamicValue[] = [];
  for (const entry of value) {
    const read = entry === null ? undefined : readEntry(entry, definition, media);
    if (read !== undefined) entries.push(read);
    else if (entry !== null) keep(entry);
  }
  values[key] = entries as DynamicValue;
}

/** Undefined for a value that is there but has no place in the field. */
function readEntry(
  value: unknown,
  definition: FieldDefinition,
  media: MediaResolver,
): DynamicValue | undefined {
  switch (definition.type) {
    case 'rich_text':
      return adfToRichText(value, { userRecordType: usersTarget.key, resolveMedia: media.resolve }).richText;
    case 'float':
      return typeof value === 'number' ? value : undefined;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
    case 'timestamp':
      return typeof value === 'string' ? toUtcTimestamp(value) : undefined;
    case 'enum':
      return optionKey(value, definition);
    case 'reference':
      return idOf(value);
    default:
      return asText(value);
  }
}

const idsSchema = z.object({
  accountId: z.optional(z.nullable(z.string())),
  id: z.optional(z.nullable(z.union([z.string(), z.number()]))),
});

/** People by account, everything else by id; sprints have numbers for ids. */
function idOf(value: unknown): string | undefined {
  const parsed = z.safeParse(idsSchema, value);
  if (!parsed.success) return undefined;
  const { accountId, id } = parsed.data;
  return accountId || (id === null || id === undefined || id === '' ? undefined : String(id));
}

const optionSchema = z.object({
  id: z.string(),
  child: z.optional(z.nullable(z.object({ id: z.string() }))),
});
const keysOfEnum = new WeakMap<FieldDefinition, ReadonlySet<string>>();

/** An option that was switched off is still on old issues but nowhere offered. */
function optionKey(value: unknown, definition: FieldDefinition): string | undefined {
  const parsed = z.safeParse(optionSchema, value);
  if (!parsed.success) return undefined;
  const { id, child } = parsed.data;
  const key = child ? cascadingKey(id, child.id) : id;
  let known = keysOfEnum.get(definition);
  if (known === undefined) {
    known = new Set(definition.enum?.values.map((entry) => entry.key));
    keysOfEnum.set(definition, known);
  }
  return known.has(key) ? key : undefined;
}

const textSchema = z.object({
  value: z.optional(z.string()),
  child: z.optional(z.nullable(z.object({ value: z.string() }))),
  requestType: z.optional(z.object({ name: z.string() })),
  name: z.optional(z.string()),
  displayName: z.optional(z.string()),
  finalDecision: z.optional(z.string()),
});

/** What people would call the value; fields of apps can be anything, and nothing is dropped only because it is odd. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const parsed = z.safeParse(textSchema, value);
  if (!parsed.success) return JSON.stringify(value);
  const { value: option, child, requestType, name, displayName, finalDecision } = parsed.data;
  if (option !== undefined) return child ? `${option} - ${child.value}` : option;
  if (name !== undefined && finalDecision !== undefined) return `${name}: ${finalDecision}`;
  return requestType?.name ?? name ?? displayName ?? JSON.stringify(value);
}

const cycleSchema = z.object({
  breached: z.optional(z.nullable(z.boolean())),
  breachTime: z.optional(z.nullable(z.object({ epochMillis: z.optional(z.number()) }))),
});
const slaSchema = z.object({
  ongoingCycle: z.optional(z.nullable(cycleSchema)),
  completedCycles: z.optional(z.nullable(z.array(cycleSchema))),
});

/** Due is only what is under way; breached is the latest cycle, and null for an agreement that never began. */
function slaValues(key: string, value: unknown): JsonObject {
  const parsed = z.safeParse(slaSchema, value);
  if (!parsed.success) return value === null ? { [slaDue(key)]: null, [slaBreached(key)]: null } : {};
  const { ongoingCycle, completedCycles } = parsed.data;
  const dueMs = ongoingCycle?.breachTime?.epochMillis;
  const latest = ongoingCycle ?? completedCycles?.at(-1);
  return {
    [slaDue(key)]: dueMs === undefined ? null : new Date(dueMs).toISOString(),
    [slaBreached(key)]: latest?.breached ?? null,
  };
}

function isNothing(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
