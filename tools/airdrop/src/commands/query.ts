import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { databaseFileName, firstLine, openDatabase, type Row } from '../database/database.js';
import { cellText, rowsTable } from '../terminal/table.js';
import { defaultDataDirectory } from './argument-values.js';

/** Rows shown as a table; the other formats print all. */
const maxTableRows = 500;

interface QueryOptions {
  dataDir?: string;
  connector?: string;
  json?: true;
  csv?: true;
}

export function addQueryCommand(program: Command): void {
  program
    .command('query')
    .summary('ask the data of earlier runs with SQL')
    .description(
      'Runs a DuckDB query over what was delivered: the views "records" and one per item type hold the latest versions, "deliveries" holds everything, "files", "external_sync_units" and "metadata" the rest.',
    )
    .argument('<sql>', 'one SQL statement')
    .option('--data-dir <directory>', 'directory of a sync (default: .airdrop/<connector>)')
    .option('--connector <name>', 'connector whose default directory is meant')
    .option('--json', 'print an array of rows as JSON')
    .option('--csv', 'print comma-separated values')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop query "SELECT item_type, count(*) FROM records GROUP BY ALL" --connector jira
  $ airdrop query "SELECT id, data FROM records WHERE item_type = 'users'" --data-dir /tmp/jira --json
  $ airdrop query "SELECT external_id, bytes FROM files ORDER BY bytes DESC LIMIT 10" --csv`,
    )
    .action(query);
}

async function query(sql: string, options: QueryOptions): Promise<void> {
  if (options.json === true && options.csv === true) throw new Error('Choose either --json or --csv.');
  const directory = directoryOf(options);
  if (!existsSync(path.join(directory, databaseFileName))) {
    throw new Error(
      `There is no data in ${directory}. Run "airdrop sync" first, or choose another --data-dir.`,
    );
  }
  const database = await openDatabase(directory, 'read-only');
  try {
    const { names, rows } = await database.columns(sql).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The query cannot be run: ${firstLine(reason)}`, { cause: error });
    });
    if (options.json === true) process.stdout.write(`${JSON.stringify(rows)}\n`);
    else if (options.csv === true) process.stdout.write(csvText(names, rows));
    else printTable(names, rows);
  } finally {
    database.close();
  }
}

function directoryOf({ dataDir, connector }: QueryOptions): string {
  if (dataDir !== undefined) return dataDir;
  if (connector !== undefined) return defaultDataDirectory(connector);
  const root = defaultDataDirectory('');
  const synced = existsSync(root)
    ? readdirSync(root).filter((name) => existsSync(path.join(root, name, databaseFileName)))
    : [];
  const [only] = synced;
  if (only !== undefined && synced.length === 1) return defaultDataDirectory(only);
  if (only === undefined)
    throw new Error('There is no data in .airdrop. Run "airdrop sync" first, or pass --data-dir.');
  throw new Error(`There is data of ${synced.join(', ')}. Choose one with --connector.`);
}

function printTable(names: readonly string[], rows: readonly Row[]): void {
  process.stdout.write(`${rowsTable(names, rows.slice(0, maxTableRows))}\n`);
  if (rows.length > maxTableRows) {
    process.stdout.write(`… and ${rows.length - maxTableRows} more rows; --csv and --json print all.\n`);
  }
}

function csvText(names: readonly string[], rows: readonly Row[]): string {
  const lines = [names, ...rows.map((row) => names.map((name) => cellText(row[name])))];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
