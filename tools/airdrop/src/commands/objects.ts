import type { Command } from 'commander';
import type { Database } from '../database/database.js';
import { allLeafTypes } from '../devrev/devrev-target.js';
import {
  countLeafTypes,
  type LeafTypeCount,
  listObjects,
  listStaged,
  readObject,
} from '../devrev/read-objects.js';
import { detailLines, leafTypesTable, objectsTable } from '../terminal/object-view.js';
import { rowsTable } from '../terminal/table.js';
import { wholeNumber } from './argument-values.js';
import { openSyncedData, type SyncedDataOptions } from './synced-data.js';

interface ObjectsOptions extends SyncedDataOptions {
  staged?: true;
  limit: number;
  json?: true;
}

export function addObjectsCommand(program: Command): void {
  program
    .command('objects')
    .summary('look at the DevRev objects the records became')
    .description(
      'Shows what the installed mapping made of the records: how many objects there are, those of one leaf type and the first of them in detail, or one object with its comments, links and files.',
    )
    .argument('[leaf type]', 'such as issue, comment or devu; all of them are counted without it')
    .argument('[id]', 'display id, DON or external id of one object')
    .option('--staged', 'list the records that are not in DevRev, with the reason')
    .option('--limit <number>', 'rows of the table', wholeNumber(1, 100_000), 20)
    .option('--data-dir <directory>', 'directory of a sync (default: .airdrop/<connector>)')
    .option('--connector <name>', 'connector whose default directory is meant')
    .option('--json', 'print JSON instead of a table')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop objects
  $ airdrop objects issue --limit 50
  $ airdrop objects issue ISS-12
  $ airdrop objects comment --staged --data-dir /tmp/jira --json`,
    )
    .action(showObjects);
}

async function showObjects(
  leafType: string | undefined,
  id: string | undefined,
  options: ObjectsOptions,
): Promise<void> {
  if (options.staged === true && id !== undefined) {
    throw new Error('Give either the id of one object or --staged, not both.');
  }
  const database = await openSyncedData(options);
  try {
    const counts = await countLeafTypes(database);
    if (leafType !== undefined) requireLeafType(leafType, counts);
    if (options.staged === true) await showStaged(database, leafType, options);
    else if (leafType === undefined) showCounts(counts, options);
    else if (id === undefined) await showTable(database, leafType, options);
    else await showOne(database, leafType, id, options);
  } finally {
    database.close();
  }
}

/** A type without objects may still have staged records. */
function requireLeafType(leafType: string, counts: readonly LeafTypeCount[]): void {
  if (counts.some((count) => count.leafType === leafType)) return;
  const held = counts.map((count) => count.leafType).join(', ') || 'none at all';
  throw new Error(
    allLeafTypes().includes(leafType)
      ? `No record became a DevRev object of the leaf type ${leafType}. There are objects of ${held}.`
      : `DevRev has no leaf type "${leafType}". There are objects of ${held}.`,
  );
}

function showCounts(counts: readonly LeafTypeCount[], { json }: ObjectsOptions): void {
  print(json === true ? JSON.stringify(counts) : leafTypesTable(counts));
}

async function showStaged(
  database: Database,
  leafType: string | undefined,
  { json, limit }: ObjectsOptions,
): Promise<void> {
  const rows = await listStaged(database, leafType, limit);
  if (json === true) return print(JSON.stringify(rows));
  if (rows.length === 0) return print('Nothing is staged.');
  print(rowsTable(['item_type', 'external_id', 'leaf_type', 'reason', 'field', 'detail'], rows));
}

async function showTable(
  database: Database,
  leafType: string,
  { json, limit }: ObjectsOptions,
): Promise<void> {
  const objects = await listObjects(database, leafType, limit);
  if (json === true) return print(JSON.stringify(objects));
  const [first] = objects;
  if (first === undefined) return print(`All records of ${leafType} are staged; see them with --staged.`);
  print(objectsTable(objects));
  const detail = await readObject(database, leafType, String(first.id));
  if (detail !== undefined) print(`\n${detailLines(detail).join('\n')}`);
}

async function showOne(
  database: Database,
  leafType: string,
  id: string,
  { json }: ObjectsOptions,
): Promise<void> {
  const detail = await readObject(database, leafType, id);
  if (detail === undefined) {
    throw new Error(
      `There is no ${leafType} "${id}". Give a display id, a DON or an external id; "airdrop objects ${leafType}" lists them, and with --staged those not in DevRev.`,
    );
  }
  if (json === true) {
    const { object, comments, links, files } = detail;
    return print(JSON.stringify({ object, comments, links, files }));
  }
  print(detailLines(detail).join('\n'));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
