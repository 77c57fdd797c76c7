import { type Database, identifier, literal, type Row } from '../database/database.js';
import { isJsonObject, type JsonObject } from '../platform/json-shape.js';
import { objectView } from './tables.js';

/** Leaf types there are objects or staged records of. */
export interface LeafTypeCount {
  leafType: string;
  objects: number;
  staged: number;
}

/** Rejects with a sentence when no run has made objects in this database yet. */
export async function countLeafTypes(database: Database): Promise<LeafTypeCount[]> {
  const [table] = await database.rows(
    "SELECT 1 FROM information_schema.tables WHERE table_name = 'devrev_objects'",
  );
  if (table === undefined) {
    throw new Error('No DevRev objects were made of this data yet. Run "airdrop sync" first.');
  }
  const rows = await database.rows(`
    SELECT leaf_type, sum(objects) AS objects, sum(staged) AS staged FROM (
      SELECT leaf_type, count(*) AS objects, 0 AS staged FROM devrev_objects GROUP BY leaf_type
      UNION ALL
      SELECT leaf_type, 0, count(DISTINCT (item_type, external_id)) FROM devrev_staged WHERE leaf_type IS NOT NULL GROUP BY leaf_type
    ) GROUP BY leaf_type ORDER BY leaf_type`);
  return rows.map((row) => ({
    leafType: String(row.leaf_type),
    objects: Number(row.objects),
    staged: Number(row.staged),
  }));
}

/** The first objects of a leaf type by number, as rows of its view. */
export async function listObjects(database: Database, leafType: string, limit: number): Promise<Row[]> {
  const view = identifier(objectView(leafType));
  const rows = await database.rows(
    `SELECT * FROM ${view} ORDER BY regexp_extract(id, '([0-9]+)$', 1)::INTEGER LIMIT ${limit}`,
  );
  return rows.map(withParsedCustomFields);
}

/** Staged records of a leaf type, or of all, with every reason. */
export function listStaged(database: Database, leafType: string | undefined, limit: number): Promise<Row[]> {
  const where = leafType === undefined ? '' : `WHERE leaf_type = ${literal(leafType)}`;
  return database.rows(
    `SELECT item_type, external_id, leaf_type, reason, field, detail, run FROM devrev_staged ${where}
     ORDER BY item_type, external_id, field LIMIT ${limit}`,
  );
}

export interface ObjectDetail {
  object: Row;
  /** Names of custom fields by key. */
  customFieldNames: Record<string, string>;
  comments: Row[];
  links: Row[];
  files: Row[];
  /** What the DONs in all of these lead to: display id and name. */
  names: Record<string, string>;
}

/** One object by display id, DON or external id, with what hangs on it; undefined when there is none. */
export async function readObject(
  database: Database,
  leafType: string,
  id: string,
): Promise<ObjectDetail | undefined> {
  const wanted = literal(id);
  const [row] = await database.rows(
    `SELECT * FROM ${identifier(objectView(leafType))}
     WHERE id = ${wanted} OR upper(display_id) = upper(${wanted}) OR external_id = ${wanted}
     ORDER BY id = ${wanted} DESC, upper(display_id) = upper(${wanted}) DESC LIMIT 1`,
  );
  if (row === undefined) return undefined;
  const object = withParsedCustomFields(row);
  const don = literal(String(row.id));
  const views = new Set(
    (
      await database.rows("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'devrev_%'")
    ).map(({ table_name: name }) => String(name)),
  );
  const comments = views.has('devrev_comment')
    ? await database.rows(
        `SELECT display_id, created_date, created_by_id, visibility, body FROM devrev_comment
         WHERE parent_object_id = ${don} ORDER BY created_date, id`,
      )
    : [];
  const links = views.has('devrev_custom_link')
    ? await database.rows(
        `SELECT display_id, CASE WHEN source_id = ${don} THEN forward_name ELSE backward_name END AS name,
           CASE WHEN source_id = ${don} THEN target_id ELSE source_id END AS other_id
         FROM devrev_custom_link WHERE source_id = ${don} OR target_id = ${don} ORDER BY id`,
      )
    : [];
  const files = await database.rows(
    `SELECT id, file_name, content_type, bytes, inline FROM devrev_artifacts WHERE parent_id = ${don} ORDER BY id`,
  );
  const customFields = await database.rows(
    `SELECT field, name FROM devrev_custom_fields WHERE item_type = ${literal(String(row.item_type))}`,
  );
  return {
    object,
    customFieldNames: Object.fromEntries(
      customFields.map(({ field, name }) => [String(field), String(name)]),
    ),
    comments,
    links,
    files,
    names: await namesOf(database, donsIn([object, ...comments, ...links])),
  };
}

function withParsedCustomFields(row: Row): Row {
  const { custom_fields: text } = row;
  const parsed: unknown = typeof text === 'string' ? JSON.parse(text) : {};
  return { ...row, custom_fields: isJsonObject(parsed) ? parsed : {} };
}

/** A DON of this platform, wherever it stands in a text. */
export const donPattern = /don:[a-z]+:[a-z0-9-]+:devo\/local:[a-z_]+\/\d+/g;

function donsIn(rows: readonly Row[]): Set<string> {
  const found = new Set<string>();
  for (const row of rows) {
    const { id: _, ...rest }: JsonObject = row;
    for (const [don] of JSON.stringify(rest).matchAll(donPattern)) found.add(don);
  }
  return found;
}

async function namesOf(database: Database, dons: ReadonlySet<string>): Promise<Record<string, string>> {
  if (dons.size === 0) return {};
  const rows = await database.rows(
    `SELECT id, display_id, coalesce(fields->>'$.title', fields->>'$.name', fields->>'$.display_name') AS name
     FROM devrev_objects WHERE id IN (${[...dons].map(literal).join(', ')})`,
  );
  return Object.fromEntries(
    rows.map(({ id, display_id: displayId, name }) => [
      String(id),
      typeof name === 'string' ? `${displayId} ${name}` : String(displayId),
    ]),
  );
}
