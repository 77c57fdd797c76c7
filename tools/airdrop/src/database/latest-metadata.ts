import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import type { Database } from './database.js';

/** The metadata delivered last; empty when there is none, or none that is an object. */
export async function latestMetadata(database: Database): Promise<JsonObject> {
  const [row] = await database.rows(
    'SELECT document::VARCHAR AS document FROM metadata ORDER BY run DESC, rowid DESC LIMIT 1',
  );
  const document: unknown = typeof row?.document === 'string' ? JSON.parse(row.document) : undefined;
  return isJsonObject(document) ? document : {};
}
