import { type Cell, type Database, identifier, literal } from '../database/database.js';
import { isText } from '../platform/json-shape.js';
import { devrevObject, type TargetField, targetFields } from './devrev-target.js';

/**
 * `devrev_identities`: which object a record became or will become; of one never placed only the number is
 * taken. Steps order what was processed and placed when. Stand-in objects have no item type, and objects made in
 * DevRev no external id until a loader has made their counterparts.
 *
 * `devrev_objects.synced_hash`: what both sides know of the object; it differs where people have edited since.
 * `devrev_own_files`: files people have added in DevRev.
 */
const schema = `
CREATE TABLE IF NOT EXISTS devrev_identities (
  item_type VARCHAR, external_id VARCHAR, sync_unit VARCHAR, leaf_type VARCHAR, number INTEGER, id VARCHAR,
  is_alias BOOLEAN, sequence BIGINT, processed_step INTEGER, placed_step INTEGER);
CREATE TABLE IF NOT EXISTS devrev_objects (
  id VARCHAR, display_id VARCHAR, leaf_type VARCHAR, subtype VARCHAR, sync_unit VARCHAR, item_type VARCHAR,
  external_id VARCHAR, email VARCHAR, is_stand_in BOOLEAN, fields JSON, custom_fields JSON,
  created_date TIMESTAMP, modified_date TIMESTAMP, content_hash VARCHAR, previous_hash VARCHAR,
  created_run INTEGER, updated_run INTEGER, seen_run INTEGER);
ALTER TABLE devrev_objects ADD COLUMN IF NOT EXISTS synced_hash VARCHAR;
CREATE TABLE IF NOT EXISTS devrev_own_files (
  id VARCHAR, external_id VARCHAR, parent_id VARCHAR, file_name VARCHAR, content_type VARCHAR, bytes BIGINT,
  created_date TIMESTAMP, is_synced BOOLEAN);
CREATE TABLE IF NOT EXISTS devrev_staged (
  item_type VARCHAR, external_id VARCHAR, leaf_type VARCHAR, reason VARCHAR, field VARCHAR, detail VARCHAR,
  run INTEGER);
CREATE TABLE IF NOT EXISTS devrev_open_references (
  item_type VARCHAR, external_id VARCHAR, field VARCHAR, value VARCHAR, targets VARCHAR, run INTEGER);
CREATE TABLE IF NOT EXISTS devrev_artifacts (
  id VARCHAR, external_id VARCHAR, parent_id VARCHAR, parent_leaf_type VARCHAR, file_name VARCHAR,
  content_type VARCHAR, bytes BIGINT, inline BOOLEAN);
CREATE TABLE IF NOT EXISTS devrev_custom_fields (
  item_type VARCHAR, leaf_type VARCHAR, field VARCHAR, name VARCHAR, type VARCHAR, is_constructed BOOLEAN);
CREATE TABLE IF NOT EXISTS devrev_plans (hash VARCHAR);
`;

export async function createDevrevTables(database: Database): Promise<void> {
  await database.run(schema);
}

/** What people see of an object, as one text: an edit is what makes it another one. */
export const contentHash = 'md5(fields::VARCHAR || custom_fields::VARCHAR)';

/** Columns of the temporary tables that carry one page into statements. */
const pageTables = {
  devrev_page_values: 'value VARCHAR',
  devrev_page_objects: `id VARCHAR, display_id VARCHAR, leaf_type VARCHAR, subtype VARCHAR, item_type VARCHAR,
    external_id VARCHAR, email VARCHAR, fields VARCHAR, custom_fields VARCHAR, created_date VARCHAR,
    modified_date VARCHAR, content_hash VARCHAR, previous_hash VARCHAR, created_run INTEGER, updated_run INTEGER`,
  devrev_page_records: `item_type VARCHAR, external_id VARCHAR, id VARCHAR, sequence VARCHAR, is_alias BOOLEAN,
    is_placed BOOLEAN`,
} as const;

/** Fills a page table anew; deleting its rows instead would leave them in memory. */
export async function fillPageTable(
  database: Database,
  table: keyof typeof pageTables,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  await database.run(`CREATE OR REPLACE TEMP TABLE ${table} (${pageTables[table]})`);
  await database.append(table, rows);
}

/** Leaf types that stand for people. */
export const userLeafTypes: ReadonlySet<string> = new Set(['devu', 'revu', 'sysu']);

/** Columns of views beside the stock fields, by leaf type, made by transformation methods. */
const stageColumns = ['stage_key', 'stage_state', 'stage_ordinal', 'stage_is_final'];
const linkColumns = ['link_type', 'forward_name', 'backward_name'];

/** A view `devrev_<leaf type>` for every leaf type there are objects of, with a column per stock field. */
export async function createObjectViews(database: Database, leafTypes: Iterable<string>): Promise<void> {
  const held = await database.rows('SELECT DISTINCT leaf_type FROM devrev_objects');
  const names = new Set([
    ...leafTypes,
    ...held.flatMap(({ leaf_type }) => (isText(leaf_type) ? [leaf_type] : [])),
  ]);
  for (const leafType of names) await database.run(viewOf(leafType));
}

/** Name of the view of a leaf type. */
export function objectView(leafType: string): string {
  return `devrev_${leafType}`;
}

function viewOf(leafType: string): string {
  const object = devrevObject(leafType);
  const fields = object === undefined ? [] : [...targetFields(object).values()];
  const columns = [
    'objects.id',
    'display_id',
    ...fields.map(stockColumn),
    ...(fields.some(({ name }) => name === 'stage') ? stageColumns.map(besideColumn) : []),
    ...(leafType === 'custom_link' ? linkColumns.map(besideColumn) : []),
    ...(object?.canSubtype === true ? ['subtype'] : []),
    'custom_fields',
    'coalesce(artifacts, []) AS artifacts',
    'item_type',
    'external_id',
    ...(userLeafTypes.has(leafType)
      ? ['external_ids', '(NOT is_stand_in AND email IS NULL) AS is_placeholder']
      : []),
    'is_stand_in',
    'created_date',
    'modified_date',
    'created_run',
    'updated_run',
  ];
  const aliases = userLeafTypes.has(leafType)
    ? 'LEFT JOIN (SELECT id, list(external_id ORDER BY is_alias, external_id) AS external_ids FROM devrev_identities GROUP BY id) AS known ON known.id = objects.id'
    : '';
  return `CREATE OR REPLACE VIEW ${identifier(objectView(leafType))} AS
    SELECT ${columns.join(', ')} FROM devrev_objects AS objects
    LEFT JOIN (SELECT parent_id, list(id ORDER BY id) AS artifacts FROM devrev_artifacts GROUP BY parent_id) AS files
      ON files.parent_id = objects.id
    ${aliases}
    WHERE leaf_type = ${literal(leafType)}`;
}

const columnTypes: Readonly<Record<string, string>> = {
  bool: 'BOOLEAN',
  int: 'BIGINT',
  float: 'DOUBLE',
  timestamp: 'TIMESTAMP',
};
const textTypes: ReadonlySet<string> = new Set(['text', 'rich_text', 'enum', 'reference']);

function stockColumn({ name, type, isCollection }: TargetField): string {
  const path = literal(`$.${JSON.stringify(name)}`);
  const column = identifier(name);
  const cast = columnTypes[type];
  if (cast !== undefined && !isCollection) return `TRY_CAST(fields->>${path} AS ${cast}) AS ${column}`;
  if (textTypes.has(type) && isCollection) return `from_json(fields->${path}, '["VARCHAR"]') AS ${column}`;
  return textTypes.has(type) ? `fields->>${path} AS ${column}` : `fields->${path} AS ${column}`;
}

function besideColumn(name: string): string {
  const type = name.endsWith('_ordinal') ? 'INTEGER' : name.startsWith('stage_is') ? 'BOOLEAN' : 'VARCHAR';
  return `TRY_CAST(fields->>${literal(`$.${name}`)} AS ${type}) AS ${identifier(name)}`;
}
