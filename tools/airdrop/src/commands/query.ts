import type { Command } from 'commander';
import { firstLine, type Row } from '../database/database.js';
import { cellText, rowsTable } from '../terminal/table.js';
import { openSyncedData, type SyncedDataOptions } from './synced-data.js';

/** Rows shown as a table; the other formats print all. */
const maxTableRows = 500;

interface QueryOptions extends SyncedDataOptions {
  json?: true;
  csv?: true;
}

export function addQueryCommand(program: Command): void {
  program
    .command('query')
    .summary('ask the data of earlier runs with SQL')
    .description(
      'Runs a DuckDB query over what was delivered: the views "records" and one per item type hold the latest versions, "deliveries" holds everything, "files", "external_sync_units" and "metadata" the rest. What the records became in DevRev is in a view per leaf type, such as "devrev_issue", and in "devrev_staged", "devrev_open_references", "devrev_custom_fields" and "devrev_artifacts".',
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
  $ airdrop query "SELECT display_id, title, stage, priority FROM devrev_issue ORDER BY priority"
  $ airdrop query "SELECT external_id, bytes FROM files ORDER BY bytes DESC LIMIT 10" --csv`,
    )
    .action(query);
}

async function query(sql: string, options: QueryOptions): Promise<void> {
  if (options.json === true && options.csv === true) throw new Error('Choose either --json or --csv.');
  const database = await openSyncedData(options);
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
