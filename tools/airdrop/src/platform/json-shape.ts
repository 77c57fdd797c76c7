import { isDeepStrictEqual } from 'node:util';

export type JsonObject = { [key: string]: unknown };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string with something in it. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339 date-time with a zone that names a day that exists. */
export function isDateTime(value: unknown): value is string {
  return typeof value === 'string' && rfc3339.test(value) && !Number.isNaN(Date.parse(value));
}

export function isWholeNumber(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

/** Names of members of `sent` that `received` lacks or holds with another value. */
export function changedMembers(sent: JsonObject, received: JsonObject): string[] {
  return Object.keys(sent).filter((name) => !isDeepStrictEqual(sent[name], received[name]));
}
