import { type Database, literal } from '../database/database.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import type { ReverseType } from './reverse-plan.js';

/** An item as it is handed out, with the record it is linked with. */
export interface LinkedItem {
  devrevId: string;
  externalId: string;
  data: JsonObject;
}

/** A field in which both sides say something else. */
export interface Disagreement {
  devrevId: string;
  field: string;
  /** A sentence about it. */
  text: string;
}

/**
 * Where both sides say something else about the same object: values of DevRev beside those of the record that the last
 * forward sync has brought. After both directions have run there should be nothing.
 */
export async function disagreements(
  database: Database,
  { itemType, fields }: ReverseType,
  items: readonly LinkedItem[],
): Promise<Disagreement[]> {
  if (items.length === 0) return [];
  const ids = items.map(({ externalId }) => literal(externalId)).join(', ');
  const rows = await database.rows(
    `SELECT id, data::VARCHAR AS data FROM records WHERE item_type = ${literal(itemType)} AND id IN (${ids})`,
  );
  const records = new Map(
    rows.map(({ id, data }): [string, unknown] => [String(id), JSON.parse(String(data))]),
  );
  const open = await database.rows(
    `SELECT external_id, value FROM devrev_open_references
     WHERE item_type = ${literal(itemType)} AND external_id IN (${ids})`,
  );
  const shownByName = new Set(open.map(({ external_id: id, value }) => `${id} ${value}`));
  const fieldOf = new Map(fields.map((field) => [field.key, field]));
  const found: Disagreement[] = [];
  for (const { devrevId, externalId, data } of items) {
    const record = records.get(externalId);
    if (!isJsonObject(record)) continue;
    for (const [field, value] of Object.entries(data)) {
      const { hasStandIn = false, sameInDevrev } = fieldOf.get(field) ?? {};
      const delivered = asShown(record[field], (id) => shownByName.has(`${externalId} ${id}`));
      const [ours, theirs] = [comparable(value), comparable(sameInDevrev?.get(delivered) ?? delivered)];
      if (ours === theirs || (theirs === nothing && hasStandIn)) continue;
      const text = `${itemType} ${externalId}: ${field} is ${theirs} there and ${ours} in DevRev (${devrevId}).`;
      found.push({ devrevId, field, text });
    }
  }
  return found;
}

/** DevRev shows whom and what it does not have, such as an empty file, by its name. */
function asShown(value: unknown, isByName: (id: string) => boolean): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((part) =>
    isMention(part) && isByName(String(part.id)) ? String(part.fallback_record_name ?? part.id) : part,
  );
}

const nothing = 'nothing';

/** One text for the same value: references and rich text have two forms, times have many, nothing is nothing. */
function comparable(value: unknown): string {
  if (value === null || value === undefined || value === '') return nothing;
  if (Array.isArray(value)) {
    if (value.length === 0) return nothing;
    return value.some((part) => typeof part === 'string') || value.some(isMention)
      ? value.map(segmentText).join('').trim()
      : value.map(comparable).join('');
  }
  if (isJsonObject(value)) {
    if (value.type === 'rich_text') return comparable(value.content);
    if (typeof value.external === 'string') return value.external;
    if (typeof value.id === 'string') return value.id;
    return JSON.stringify(value);
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString();
  return String(value);
}

/** Mentions carry ids of either side, and are compared by what people see. */
function segmentText(part: unknown): string {
  if (typeof part === 'string') return part;
  return isJsonObject(part) ? `@${String(part.ref_type)}` : '';
}

function isMention(part: unknown): part is JsonObject {
  return isJsonObject(part) && typeof part.ref_type === 'string';
}
