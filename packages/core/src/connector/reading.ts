import * as z from 'zod/mini';
import { RecordError, UnexpectedResponseError } from '../errors.js';

type Read = <Schema extends z.ZodMiniType>(schema: Schema, raw: unknown, what: string) => z.output<Schema>;

/**
 * Reads single raw records by a schema. What it returns throws `RecordError` naming the field that is wrong, so that
 * only this record is lost.
 * @param systemName external system as people call it
 */
export function recordReader(systemName: string): Read {
  return (schema, raw, what) => {
    const result = z.safeParse(schema, raw);
    if (result.success) return result.data;
    const article = /^[aeiou]/.test(what) ? 'an' : 'a';
    throw new RecordError(
      `${systemName} sent ${article} ${what} that cannot be read (${firstOf(result.error)}).`,
    );
  };
}

/**
 * Reads whole answers by a schema. What it returns throws `UnexpectedResponseError` naming the endpoint and the first
 * field that is wrong.
 * @param systemName external system as people call it
 */
export function answerReader(systemName: string): Read {
  return (schema, body, endpoint) => {
    const result = z.safeParse(schema, body);
    if (result.success) return result.data;
    throw new UnexpectedResponseError(
      `${systemName} answered ${endpoint} in a form this connector does not know (${firstOf(result.error)}). ` +
        'Report this with the log of the run.',
    );
  };
}

/** The first field that is wrong, never its value. */
function firstOf({ issues: [issue] }: z.core.$ZodError): string {
  return `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`;
}
