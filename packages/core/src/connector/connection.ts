import * as z from 'zod/mini';
import { ConfigurationError } from '../errors.js';

/** What a keyring gives the connector, as a schema of text fields. */
export interface ConnectionDefinition<Schema extends z.ZodMiniType = z.ZodMiniType> {
  schema: Schema;
  /** Fields whose values must never appear in logs, errors, state or artifacts. */
  secretFields: readonly (keyof z.output<Schema> & string)[];
}

/** Declares what the credential of a connection looks like; gives it its type. */
export function defineConnection<Schema extends z.ZodMiniType>(
  definition: ConnectionDefinition<Schema>,
): ConnectionDefinition<Schema> {
  return definition;
}

/**
 * The fields as sent, before validation. A key that is no JSON is what an OAuth keyring hands over: the access token
 * alone, which becomes the field `access_token`.
 */
export function connectionFields(key: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(key);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return key.trim() === '' ? {} : { access_token: key };
  }
}

/**
 * Reads the credential of the event: JSON text of the connection's fields, as the manifest's `secret_transform`
 * produces it.
 * @throws ConfigurationError naming the fields that are missing or wrong, never their values.
 */
export function parseConnection<Schema extends z.ZodMiniType>(
  { schema }: ConnectionDefinition<Schema>,
  key: string,
  systemName: string,
): z.output<Schema> {
  const result = z.safeParse(schema, connectionFields(key));
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'credential'}: ${issue.message}`,
  );
  throw new ConfigurationError(
    `The ${systemName} connection is incomplete or wrong (${problems.join('; ')}). Edit the connection and start the sync again.`,
    { code: 'connection_invalid' },
  );
}
