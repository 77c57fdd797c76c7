import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** A result row; values are JSON values, times and very big numbers are strings. */
export type Row = Readonly<Record<string, unknown>>;

/** A value to append; whole numbers must fit 32 bits. */
export type Cell = string | number | boolean | null;

export interface Database {
  /** Runs statements without looking at rows. */
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Row[]>;
  columns(sql: string): Promise<{ names: string[]; rows: Row[] }>;
  /** Adds rows to a table, in the order of its columns; far faster than statements. */
  append(table: string, rows: readonly (readonly Cell[])[]): Promise<void>;
  close(): void;
}

export const databaseFileName = 'database.duckdb';

const schema = `
SET TimeZone = 'UTC';
CREATE SEQUENCE IF NOT EXISTS load_order;
CREATE TABLE IF NOT EXISTS loaded_artifacts (
  artifact_id VARCHAR, item_type VARCHAR, run INTEGER, position BIGINT DEFAULT nextval('load_order'));
CREATE TABLE IF NOT EXISTS deliveries (
  item_type VARCHAR, id VARCHAR, created_date TIMESTAMP, modified_date TIMESTAMP, data JSON,
  artifact_id VARCHAR, run INTEGER, sequence BIGINT);
CREATE TABLE IF NOT EXISTS files (
  external_id VARCHAR, parent_id VARCHAR, artifact_id VARCHAR, bytes BIGINT, sha256 VARCHAR,
  inline BOOLEAN, run INTEGER);
CREATE TABLE IF NOT EXISTS external_sync_units (
  id VARCHAR, name VARCHAR, description VARCHAR, item_count BIGINT, item_type VARCHAR,
  artifact_id VARCHAR, run INTEGER);
CREATE TABLE IF NOT EXISTS metadata (document JSON, artifact_id VARCHAR, run INTEGER);
CREATE VIEW IF NOT EXISTS records AS
  SELECT deliveries.* FROM deliveries
  SEMI JOIN (SELECT max(sequence) AS sequence FROM deliveries GROUP BY item_type, id) AS latest USING (sequence);
`;

/** Names the convenience views of item types must leave alone. */
export const ownTables: readonly string[] = [
  'loaded_artifacts',
  'deliveries',
  'files',
  'external_sync_units',
  'metadata',
  'records',
];

/**
 * Opens the database of a data directory. Times are UTC without a zone. Rejects with a sentence when another
 * process holds the file.
 */
export async function openDatabase(
  dataDirectory: string,
  access: 'read-write' | 'read-only',
): Promise<Database> {
  const file = path.join(dataDirectory, databaseFileName);
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(file, {
      ...settings(dataDirectory),
      access_mode: access === 'read-only' ? 'READ_ONLY' : 'READ_WRITE',
    });
  } catch (error) {
    throw openFailure(file, error);
  }
  return connect(instance, access);
}

/**
 * A database that is gone when it is closed, for many runs over little data: nothing of it is written to a file but
 * what does not fit in memory, below the given directory.
 */
export async function openTemporaryDatabase(scratchDirectory: string): Promise<Database> {
  // More threads than one would only wait for each other.
  const instance = await DuckDBInstance.create(':memory:', { ...settings(scratchDirectory), threads: '1' });
  return connect(instance, 'read-write');
}

function settings(directory: string): Record<string, string> {
  return {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: '2GB',
    temp_directory: path.join(directory, 'database.tmp'),
  };
}

async function connect(instance: DuckDBInstance, access: 'read-write' | 'read-only'): Promise<Database> {
  const connection = await instance.connect();
  await connection.run(access === 'read-only' ? "SET TimeZone = 'UTC'" : schema);
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await read(connection, sql)).rows,
    columns: (sql) => read(connection, sql),
    append: (table, rows) => append(connection, table, rows),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function append(
  connection: DuckDBConnection,
  table: string,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else if (typeof cell === 'string') appender.appendVarchar(cell);
      else if (typeof cell === 'boolean') appender.appendBoolean(cell);
      else appender.appendInteger(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}

async function read(connection: DuckDBConnection, sql: string): Promise<{ names: string[]; rows: Row[] }> {
  const result = await connection.runAndReadAll(sql);
  const names = result.deduplicatedColumnNames();
  const wideNumbers = names.filter((_, index) =>
    /^U?(BIGINT|HUGEINT)$/.test(String(result.columnType(index))),
  );
  const rows: Record<string, unknown>[] = result.getRowObjectsJson();
  for (const row of rows) for (const name of wideNumbers) row[name] = plainNumber(row[name]);
  return { names, rows };
}

/** Wide integers come as text; those a JavaScript number holds exactly become one. */
function plainNumber(value: unknown): unknown {
  return typeof value === 'string' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function openFailure(file: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/lock/i.test(reason)) {
    return new Error(
      `The database ${file} is in use by another process. Try again when its sync has ended.`,
      {
        cause,
      },
    );
  }
  return new Error(`The database ${file} cannot be opened: ${firstLine(reason)}`, { cause });
}

/** DuckDB adds a picture of the statement below its message. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

/** SQL text literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQL literal of a file path; characters DuckDB would expand as a pattern are taken as they are. */
export function fileLiteral(file: string): string {
  return literal(file.replace(/[[*?]/g, '[$&]'));
}
