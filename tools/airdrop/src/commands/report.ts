import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { reportPage } from '../report/page.js';
import { gatherReport } from '../report/run-report.js';
import { runDirectory } from '../sync-run/run-summary.js';
import { wholeNumber } from './argument-values.js';
import { openSyncedData, type SyncedDataOptions, syncedDirectory } from './synced-data.js';

interface ReportOptions extends SyncedDataOptions {
  output?: string;
  json?: true;
}

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .summary('write a page about a run')
    .description(
      'Writes one HTML page about a run that has ended: what was synced and skipped, the timeline, the calls, and objects before and after mapping. The page needs no network. It holds records of the external system.',
    )
    .argument('[run]', 'number of the run (default: the last one)', wholeNumber(1))
    .option('--data-dir <directory>', 'directory of a sync (default: .airdrop/<connector>)')
    .option('--connector <name>', 'connector whose default directory is meant')
    .option('--output <file>', 'where to write it (default: report.html in the directory of the run)')
    .option('--json', 'print what the page is made of as JSON instead')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop report
  $ airdrop report 2 --connector jira --output run-2.html
  $ airdrop report --data-dir /tmp/jira --json`,
    )
    .action(report);
}

async function report(run: number | undefined, options: ReportOptions): Promise<void> {
  const directory = syncedDirectory(options);
  const database = await openSyncedData(options);
  try {
    const gathered = await gatherReport(directory, database, run);
    if (options.json === true) {
      const names = Object.fromEntries(gathered.names);
      process.stdout.write(`${JSON.stringify({ ...gathered, names })}\n`);
      return;
    }
    const file = options.output ?? path.join(runDirectory(directory, gathered.summary.run), 'report.html');
    await writeFile(file, reportPage(gathered)).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The report cannot be written to ${file}: ${reason}`, { cause: error });
    });
    process.stdout.write(`${path.resolve(file)}\n`);
  } finally {
    database.close();
  }
}
