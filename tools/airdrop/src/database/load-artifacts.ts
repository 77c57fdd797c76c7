import type { ArtifactStore } from '../platform/artifact-store.js';
import { type Database, fileLiteral, identifier, literal, ownTables } from './database.js';

/** Longest record DuckDB reads, in bytes. */
const maxRecordBytes = 64 * 1024 * 1024;
const maxGroupedArtifacts = 50;

interface LoadableArtifact {
  id: string;
  file: string;
  itemType: string;
  run: number;
}

/**
 * Loads every accepted artifact the database does not hold yet, in the order the replies came. What a killed
 * process left unloaded is caught up on by the next call.
 */
export async function loadAcceptedArtifacts(database: Database, artifacts: ArtifactStore): Promise<void> {
  const loaded = new Set(
    (await database.rows('SELECT artifact_id FROM loaded_artifacts')).map((row) => row.artifact_id),
  );
  const pending: LoadableArtifact[] = [];
  for (const artifact of artifacts.accepted()) {
    if (loaded.has(artifact.id)) continue;
    const { itemType, run } = artifact.accepted;
    pending.push({ id: artifact.id, file: artifacts.fileOf(artifact), itemType, run });
  }
  for (const group of groupsOf(pending)) await loadGroup(database, group, artifacts.indexFile);
  for (const itemType of new Set(pending.map((artifact) => artifact.itemType))) {
    await createItemTypeView(database, itemType);
  }
}

/** Neighbours of one item type and run are read by one statement, up to a number that keeps memory small. */
function groupsOf(artifacts: readonly LoadableArtifact[]): LoadableArtifact[][] {
  const groups: LoadableArtifact[][] = [];
  for (const artifact of artifacts) {
    const group = groups.at(-1);
    const first = group?.[0];
    const joins =
      group !== undefined &&
      group.length < maxGroupedArtifacts &&
      first?.itemType === artifact.itemType &&
      first.run === artifact.run;
    if (joins) group.push(artifact);
    else groups.push([artifact]);
  }
  return groups;
}

async function loadGroup(
  database: Database,
  group: readonly LoadableArtifact[],
  indexFile: string,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  await database.run('BEGIN');
  try {
    await database.run(`CREATE OR REPLACE TEMP TABLE batch AS ${batchRows(group)}`);
    await database.run(insertOf(first.itemType, indexFile));
    const entries = group.map(({ id, itemType, run }) => `(${literal(id)}, ${literal(itemType)}, ${run})`);
    await database.run(
      `INSERT INTO loaded_artifacts (artifact_id, item_type, run) VALUES ${entries.join(', ')}`,
    );
    await database.run('COMMIT');
  } catch (error) {
    await database.run('ROLLBACK');
    throw error;
  }
}

/** All records of the files, one JSON text each, numbered in file and line order. */
function batchRows(group: readonly LoadableArtifact[]): string {
  const files = group.map(({ file }) => fileLiteral(file));
  const artifactOfFile = group.map(({ file, id }) => `(${literal(file)}, ${literal(id)})`);
  return `
    SELECT artifacts.id AS artifact_id, ${group[0]?.run ?? 0} AS run, ${literal(group[0]?.itemType ?? '')} AS item_type,
      lines.position, lines.record
    FROM (
      SELECT row_number() OVER () AS position, json AS record, filename
      FROM read_ndjson_objects([${files.join(', ')}], compression = 'gzip', filename = true,
        maximum_object_size = ${maxRecordBytes})
    ) AS lines
    JOIN (VALUES ${artifactOfFile.join(', ')}) AS artifacts(file, id) ON artifacts.file = lines.filename`;
}

function insertOf(itemType: string, indexFile: string): string {
  switch (itemType) {
    case 'external_domain_metadata':
      return 'INSERT INTO metadata SELECT record, artifact_id, run FROM batch ORDER BY position';
    case 'external_sync_units':
      return `
        INSERT INTO external_sync_units
        SELECT json_extract_string(record, '$.id'), json_extract_string(record, '$.name'), json_extract_string(record, '$.description'),
          (json_extract_string(record, '$.item_count'))::BIGINT, json_extract_string(record, '$.item_type'), artifact_id, run
        FROM batch ORDER BY position`;
    case 'ssor_attachment':
      return `
        INSERT INTO files
        SELECT json_extract_string(record, '$.id.external'), json_extract_string(record, '$.parent_id.external'), json_extract_string(record, '$.id.devrev'),
          uploads.bytes, uploads.sha256, (json_extract_string(record, '$.inline'))::BOOLEAN, run
        FROM batch LEFT JOIN (${uploadsIn(indexFile)}) AS uploads
          ON uploads.artifact_id = json_extract_string(record, '$.id.devrev')
        ORDER BY position`;
    case 'attachments':
      return insertDeliveries('record');
    default:
      return insertDeliveries("json_extract(record, '$.data')");
  }
}

function insertDeliveries(data: string): string {
  return `
    INSERT INTO deliveries
    SELECT item_type, json_extract_string(record, '$.id'),
      timezone('UTC', TRY_CAST(json_extract_string(record, '$.created_date') AS TIMESTAMPTZ)),
      timezone('UTC', TRY_CAST(json_extract_string(record, '$.modified_date') AS TIMESTAMPTZ)),
      ${data}, artifact_id, run,
      (SELECT coalesce(max(sequence), 0) FROM deliveries) + position
    FROM batch ORDER BY position`;
}

/** Size and hash of every uploaded artifact, from the log the platform keeps. */
function uploadsIn(indexFile: string): string {
  return `
    SELECT artifact_id, last(bytes) AS bytes, last(sha256) AS sha256
    FROM read_json(${fileLiteral(indexFile)}, format = 'newline_delimited',
      columns = {artifact_id: 'VARCHAR', event: 'VARCHAR', bytes: 'BIGINT', sha256: 'VARCHAR'})
    WHERE event = 'uploaded' GROUP BY artifact_id`;
}

const notViewed = new Set([...ownTables, 'external_domain_metadata', 'ssor_attachment']);

/** A view named like the item type, with one column per field the metadata declares. */
async function createItemTypeView(database: Database, itemType: string): Promise<void> {
  // Names that begin so are those of the objects the records become.
  if (notViewed.has(itemType.toLowerCase()) || itemType.toLowerCase().startsWith('devrev_')) return;
  const path = literal(`$.record_types.${JSON.stringify(itemType)}.fields`);
  const fields = await database.rows(
    `SELECT unnest(json_keys(document, ${path})) AS name
     FROM (SELECT document FROM metadata ORDER BY run DESC, rowid DESC LIMIT 1)`,
  );
  const taken = new Set(['id', 'created_date', 'modified_date', 'data']);
  const columns: string[] = [];
  for (const { name } of fields) {
    if (typeof name !== 'string' || taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    columns.push(`json_extract_string(data, ${literal(`$.${JSON.stringify(name)}`)}) AS ${identifier(name)}`);
  }
  const selected = ['id', 'created_date', 'modified_date', ...columns, 'data'].join(', ');
  await database.run(
    `CREATE OR REPLACE VIEW ${identifier(itemType)} AS SELECT ${selected} FROM records WHERE item_type = ${literal(itemType)}`,
  );
}
