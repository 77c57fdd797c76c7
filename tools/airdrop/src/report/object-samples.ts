import { devrevCategories } from '@airdrop-connectors/core/devrev-objects';
import { richTextToPlainText } from '@airdrop-connectors/core/rich-text';
import { type Database, literal } from '../database/database.js';
import { donPattern } from '../devrev/read-objects.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';

/** One DevRev object beside the record it was made of. */
export interface ObjectSample {
  id: string;
  displayId: string;
  leafType: string;
  itemType: string;
  externalId: string;
  title: string;
  /** The record as it arrived. */
  before: JsonObject;
  /** Stock fields with a value. */
  after: JsonObject;
  customFields: JsonObject;
}

/**
 * Some objects of every leaf type: those with the longest records, which show the most, and others picked evenly.
 * @param each number per leaf type
 */
export async function sampleObjects(database: Database, each: number): Promise<ObjectSample[]> {
  const rows = await database.rows(`
    WITH candidates AS (
      SELECT objects.*, records.data,
        row_number() OVER (PARTITION BY leaf_type ORDER BY length(records.data::VARCHAR) DESC, external_id) AS by_length,
        row_number() OVER (PARTITION BY leaf_type ORDER BY hash(external_id), external_id) AS by_chance
      FROM devrev_objects AS objects
      JOIN records ON records.item_type = objects.item_type AND records.id = objects.external_id)
    SELECT * FROM candidates WHERE by_length <= ${Math.ceil(each / 2)} OR by_chance <= ${Math.floor(each / 2)}
    ORDER BY leaf_type, regexp_extract(id, '([0-9]+)$', 1)::INTEGER`);
  const samples = rows.map((row) => {
    const after = filled(objectOf(row.fields));
    return {
      id: String(row.id),
      displayId: String(row.display_id),
      leafType: String(row.leaf_type),
      itemType: String(row.item_type),
      externalId: String(row.external_id),
      title: titleOf(after),
      before: objectOf(row.data),
      after,
      customFields: filled(objectOf(row.custom_fields)),
    };
  });
  return inReadingOrder(samples);
}

/** What the DONs in samples lead to: display id and name. */
export async function namesOf(database: Database, dons: ReadonlySet<string>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const list = [...dons];
  for (let start = 0; start < list.length; start += 500) {
    const wanted = list
      .slice(start, start + 500)
      .map(literal)
      .join(', ');
    const rows = await database.rows(
      `SELECT id, display_id, fields FROM devrev_objects WHERE id IN (${wanted})
       UNION ALL SELECT id, 'file', json_object('name', file_name) FROM devrev_artifacts WHERE id IN (${wanted})`,
    );
    for (const row of rows) {
      names.set(String(row.id), [row.display_id, titleOf(objectOf(row.fields))].filter(Boolean).join(' '));
    }
  }
  return names;
}

function titleOf({ title, name, display_name: displayName, body }: JsonObject): string {
  for (const value of [title, name, displayName]) if (typeof value === 'string' && value !== '') return value;
  if (typeof body !== 'string') return '';
  const { text } = richTextToPlainText([body.slice(0, 500)]);
  const line = text.replaceAll(donPattern, '…').replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** Work and parts first: they show the most of a mapping. */
function inReadingOrder(samples: readonly ObjectSample[]): ObjectSample[] {
  const first: readonly string[] = [...devrevCategories.work, ...devrevCategories.part];
  const rank = ({ leafType }: ObjectSample) =>
    first.includes(leafType) ? 0 : leafType === 'comment' ? 1 : 2;
  return [...samples].sort((a, b) => rank(a) - rank(b));
}

function filled(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function objectOf(json: unknown): JsonObject {
  const value: unknown = typeof json === 'string' ? JSON.parse(json) : json;
  return isJsonObject(value) ? value : {};
}
