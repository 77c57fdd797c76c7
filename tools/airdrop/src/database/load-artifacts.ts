import type { ArtifactStore } from '../platform/artifact-store.js';
import { isJsonObject } from '../platform/json-shape.js';
import { type Database, fileLiteral, identifier, literal, ownTables } from './database.js';
import { latestMetadata } from './latest-metadata.js';

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
  await createItemTypeViews(database, new Set(pending.map(({ itemType }) => itemType)));
}

/** Neighbours of one run and destination are read by one statement, up to a number that keeps memory small. */
function groupsOf(artifacts: readonly LoadableArtifact[]): LoadableArtifact[][] {
  const groups: LoadableArtifact[][] = [];
  for (const artifact of artifacts) {
    const group = groups.at(-1);
    const first = group?.[0];
    const joins =
      group !== undefined &&
      group.length < maxGroupedArtifacts &&
      first?.run === artifact.run &&
      destinationOf(first.itemType) === destinationOf(artifact.itemType);
    if (joins) group.push(artifact);
    else groups.push([artifact]);
  }
  return groups;
}

/** Item types with a table of their own; all others are deliveries. */
function destinationOf(itemType: string): string {
  const own = ['external_domain_metadata', 'external_sync_units', 'ssor_attachment'];
  return own.includes(itemType) ? itemType : 'deliveries';
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
    await database.run(insertOf(destinationOf(first.itemType), indexFile));
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
  const artifactOfFile = group.map(
    ({ file, id, itemType }) => `(${literal(file)}, ${literal(id)}, ${literal(itemType)})`,
  );
  return `
    SELECT artifacts.id AS artifact_id, ${group[0]?.run ?? 0} AS run, artifacts.item_type, lines.position, lines.record
    FROM (
      SELECT row_number() OVER () AS position, json AS record, filename
      FROM read_ndjson_objects([${files.join(', ')}], compression = 'gzip', filename = true,
        maximum_object_size = ${maxRecordBytes})
    ) AS lines
    JOIN (VALUES ${artifactOfFile.join(', ')}) AS artifacts(file, id, item_type) ON artifacts.file = lines.filename`;
}

function insertOf(destination: string, indexFile: string): string {
  switch (destination) {
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
    default:
      return insertDeliveries;
  }
}

/** Records of files have no `data`: all of their fields are in the envelope. */
const insertDeliveries = `
    INSERT INTO deliveries
    SELECT item_type, json_extract_string(record, '$.id'),
      timezone('UTC', TRY_CAST(json_extract_string(record, '$.created_date') AS TIMESTAMPTZ)),
      timezone('UTC', TRY_CAST(json_extract_string(record, '$.modified_date') AS TIMESTAMPTZ)),
      CASE item_type WHEN 'attachments' THEN record ELSE json_extract(record, '$.data') END, artifact_id, run,
      (SELECT coalesce(max(sequence), 0) FROM deliveries) + position
    FROM batch ORDER BY position`;

/**
 * Size and hash of every uploaded artifact, from the log the platform keeps. It grows while it is read: a last line that
 * is seen half is about an artifact of a later batch.
 */
function uploadsIn(indexFile: string): string {
  return `
    SELECT artifact_id, last(bytes) AS bytes, last(sha256) AS sha256
    FROM read_json(${fileLiteral(indexFile)}, format = 'newline_delimited', ignore_errors = true,
      columns = {artifact_id: 'VARCHAR', event: 'VARCHAR', bytes: 'BIGINT', sha256: 'VARCHAR'})
    WHERE event = 'uploaded' GROUP BY artifact_id`;
}

const notViewed = new Set([...ownTables, 'external_domain_metadata', 'ssor_attachment']);

/** Views named like the item types, with one column per field the metadata declares. */
async function createItemTypeViews(database: Database, itemTypes: ReadonlySet<string>): Promise<void> {
  // Names that begin so are those of the objects the records become.
  const viewed = [...itemTypes].filter(
    (itemType) => !notViewed.has(itemType.toLowerCase()) && !itemType.toLowerCase().startsWith('devrev_'),
  );
  if (viewed.length === 0) return;
  const { record_types: types } = await latestMetadata(database);
  const statements = viewed.map((itemType) => {
    const type = isJsonObject(types) && Object.hasOwn(types, itemType) ? types[itemType] : undefined;
    const fields = isJsonObject(type) && isJsonObject(type.fields) ? Object.keys(type.fields) : [];
    return createItemTypeView(itemType, fields);
  });
  await database.run(statements.join(';\n'));
}

function createItemTypeView(itemType: string, fields: readonly string[]): string {
  const taken = new Set(['id', 'created_date', 'modified_date', 'data']);
  const columns: string[] = [];
  for (const name of fields) {
    if (taken.has(name.toLowerCase())) continue;
    taken.add(name.toLowerCase());
    columns.push(`json_extract_string(data, ${literal(`$.${JSON.stringify(name)}`)}) AS ${identifier(name)}`);
  }
  const selected = ['id', 'created_date', 'modified_date', ...columns, 'data'].join(', ');
  return `CREATE OR REPLACE VIEW ${identifier(itemType)} AS SELECT ${selected} FROM records WHERE item_type = ${literal(itemType)}`;
}
