import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checks, type Finding } from '@airdrop-connectors/core/validation';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { runScenario } from '../sync-run/scenario.js';
import { addSetting, type SnapInSettings, settingFlag, settingHelp } from '../sync-run/snap-in-settings.js';
import { plainStyle } from '../terminal/table.js';
import { type ValidationResult, validateDataDirectory } from '../validation/validate-data-directory.js';
import { defaultDataDirectory, wholeNumber } from './argument-values.js';
import { interruptionSignal } from './interruption.js';
import { requireSyncedData } from './synced-data.js';

interface ValidateOptions {
  dataDir?: string;
  last?: true;
  bundle?: string;
  size: number;
  seed: number;
  option?: SnapInSettings;
  strict?: true;
  json?: true;
}

export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .summary('check metadata, mapping and records before they reach DevRev')
    .description(
      'Runs a connector twice against a small simulated world and checks what it delivers: external domain metadata (M1–M19), records (D1–D16) and the initial domain mapping (I1–I14). With --data-dir or --last it checks the data of runs that have ended instead, also of live ones. Exits with 1 when there is an error.',
    )
    .argument('[connector]', 'name of a connector, such as jira')
    .option('--last', 'check the data of the last syncs of the connector')
    .option('--data-dir <directory>', 'check the data in this directory of earlier syncs')
    .option('--bundle <file>', 'snap-in file to run instead of the built connector')
    .option('--size <number>', 'root objects in the simulated world', wholeNumber(1), 60)
    .option('--seed <number>', 'same seed, same simulated world', wholeNumber(0), 1)
    .option(settingFlag, settingHelp, addSetting)
    .option('--strict', 'warnings count as errors')
    .option('--json', 'print one JSON object instead of a table')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop validate jira
  $ airdrop validate jira --last
  $ airdrop validate --data-dir /tmp/jira --strict
  $ airdrop validate jira --json`,
    )
    .action(validate);
}

async function validate(connector: string | undefined, options: ValidateOptions): Promise<void> {
  const result = await resultOf(connector, options);
  const errors = result.findings.filter(({ severity }) => severity === 'error').length;
  const warnings = result.findings.length - errors;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ errors, warnings, ...result })}\n`);
  } else {
    if (result.findings.length > 0) process.stdout.write(`${findingsTable(result.findings)}\n`);
    process.stdout.write(
      `${result.recordTypes} record types, ${result.records} records: ${count(errors, 'error')}, ${count(warnings, 'warning')}.\n`,
    );
  }
  if (errors > 0 || (options.strict === true && warnings > 0)) process.exitCode = 1;
}

async function resultOf(connector: string | undefined, options: ValidateOptions): Promise<ValidationResult> {
  if (options.dataDir !== undefined || options.last === true) {
    const directory = options.dataDir ?? defaultDataDirectory(requireConnector(connector));
    requireSyncedData(directory);
    return validateDataDirectory(directory);
  }
  return validateSimulated(requireConnector(connector), options);
}

function requireConnector(connector: string | undefined): string {
  if (connector !== undefined) return connector;
  throw new Error('Name a connector, such as jira, or the --data-dir of an earlier sync.');
}

/** Twice, because metadata must come out the same when nothing has changed. */
async function validateSimulated(connector: string, options: ValidateOptions): Promise<ValidationResult> {
  const directory = await mkdtemp(path.join(tmpdir(), 'airdrop-validate-'));
  try {
    for (const scenario of ['initial', 'incremental'] as const) {
      const { status, error } = await runScenario({
        connector,
        scenario,
        source: 'simulator',
        dataDirectory: path.join(directory, connector),
        size: options.size,
        seed: options.seed,
        edits: 1,
        ...(options.bundle === undefined ? {} : { bundle: options.bundle }),
        ...(options.option === undefined ? {} : { settings: options.option }),
        environment: process.env,
        signal: interruptionSignal(),
      });
      if (status !== 'done') throw new Error(`There is nothing to check: ${error ?? 'the sync failed.'}`);
    }
    return await validateDataDirectory(path.join(directory, connector));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function findingsTable(findings: readonly Finding[]): string {
  const table = new Table({
    ...plainStyle,
    head: ['check', '', 'what is wrong', 'what to do'],
    colWidths: [7, 9, 64, 46],
    wordWrap: true,
  });
  for (const { code, severity, path: place, problem, fix } of findings) {
    table.push([code, severity, `${place} ${problem}`, fix]);
  }
  const asked = [...new Set(findings.map(({ code }) => code))].map(
    (code) => `  ${code}: ${checks[code].asks}`,
  );
  return `${table.toString()}\n${asked.join('\n')}`;
}

function count(number: number, word: string): string {
  return `${number === 0 ? 'no' : number} ${word}${number === 1 ? '' : 's'}`;
}
