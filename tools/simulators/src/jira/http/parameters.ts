import type { Call } from '../../http/reply.js';
import { failure } from './failure.js';

/** Query parameter as a whole number within a range; too large values are cut as Jira cuts them, others are refused. */
export function countParameter(
  call: Call,
  name: string,
  range: { whenAbsent: number; most: number; least?: number },
): number {
  const text = call.url.searchParams.get(name);
  if (text === null || text === '') return range.whenAbsent;
  if (!/^-?\d+$/.test(text))
    throw failure(400, `The value '${text}' of parameter '${name}' is not a number.`);
  return Math.min(range.most, Math.max(range.least ?? 0, Number(text)));
}

/** Repeated parameter; commas do not separate values. */
export function repeatedParameter(call: Call, name: string): string[] {
  return call.url.searchParams.getAll(name).filter((value) => value !== '');
}

/** Parameter whose values are separated by commas and may be repeated as well. */
export function listParameter(call: Call, name: string): string[] {
  return repeatedParameter(call, name).flatMap((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
}

export interface JsonBody {
  text(name: string): string | undefined;
  count(name: string): number | undefined;
  /** Empty when absent. */
  texts(name: string): string[];
  /** Empty when absent. */
  counts(name: string): number[];
}

/** Body of a POST as an object whose members are read with their type; a wrong type is Jira's 400. */
export function jsonBody(call: Call): JsonBody {
  const { body } = call;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidPayload();
  const members = new Map<string, unknown>(Object.entries(body));
  return {
    text(name) {
      const value = members.get(name) ?? undefined;
      if (value !== undefined && typeof value !== 'string') throw invalidPayload();
      return value;
    },
    count(name) {
      const value = members.get(name) ?? undefined;
      if (value !== undefined && (typeof value !== 'number' || !Number.isInteger(value)))
        throw invalidPayload();
      return value;
    },
    texts(name) {
      const value = members.get(name) ?? [];
      if (!Array.isArray(value)) throw invalidPayload();
      return value.map((item: unknown) => {
        if (typeof item !== 'string') throw invalidPayload();
        return item;
      });
    },
    counts(name) {
      const value = members.get(name) ?? [];
      if (!Array.isArray(value)) throw invalidPayload();
      return value.map((item: unknown) => {
        if (typeof item !== 'number' || !Number.isInteger(item)) throw invalidPayload();
        return item;
      });
    },
  };
}

export function invalidPayload() {
  return failure(400, 'Invalid request payload. Refer to the REST API documentation and try again.');
}
