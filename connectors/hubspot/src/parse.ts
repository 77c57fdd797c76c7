import { RecordError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** One raw record in its validated form; throws `RecordError` naming the field, so that only this record is lost. */
export function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  raw: unknown,
  what: string,
): z.output<Schema> {
  const result = z.safeParse(schema, raw);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RecordError(
    `HubSpot sent ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what} that cannot be read (${issue?.path.join('.')}: ${issue?.message}).`,
  );
}
