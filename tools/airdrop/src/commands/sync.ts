import { type Command, Option } from 'commander';
import { faultProfiles } from '../sync-run/fault-profiles.js';
import type { RunScenario, RunSummary } from '../sync-run/run-summary.js';
import { runScenario, type Scenario } from '../sync-run/scenario.js';
import { addSetting, type SnapInSettings, settingFlag, settingHelp } from '../sync-run/snap-in-settings.js';
import { createProgressView } from '../terminal/progress.js';
import { jsonReport, problemOf, textReport } from '../terminal/run-outcome.js';
import { defaultDataDirectory, positiveNumber, wholeNumber } from './argument-values.js';
import { interruptedExitCode, interruptionSignal } from './interruption.js';

interface SyncOptions {
  source: 'simulator' | 'live';
  scenario: Scenario;
  size: number;
  seed: number;
  edits?: number;
  invocationSeconds?: number;
  dataDir?: string;
  unit?: string;
  connection?: string;
  bundle?: string;
  faults?: string;
  killEvery?: number;
  killAt?: number;
  option?: SnapInSettings;
  json?: true;
  quiet?: true;
}

export function addSyncCommand(program: Command): void {
  program
    .command('sync')
    .summary('run a connector against a simulator or the real system')
    .description(
      'Plays a whole sync run: the local platform sends a connector the events DevRev would send, checks every reply, and compares what arrived with the source.',
    )
    .argument('<connector>', 'name of a connector, such as jira')
    .addOption(
      new Option('--source <source>', 'where the data is')
        .choices(['simulator', 'live'])
        .default('simulator'),
    )
    .addOption(
      new Option(
        '--scenario <scenario>',
        'everything, what changed since the last run, what was edited in DevRev, or all of it in both directions',
      )
        .choices(['initial', 'incremental', 'reverse', 'roundtrip'])
        .default('initial'),
    )
    .option('--size <number>', 'root objects in the simulated world', wholeNumber(1), 200)
    .option('--seed <number>', 'same seed, same simulated world', wholeNumber(0), 1)
    .option(
      '--edits <number>',
      'objects edited before the run, on the side it begins at (default: a tenth)',
      wholeNumber(1),
    )
    .option('--invocation-seconds <number>', 'soft deadline of each invocation', positiveNumber)
    .option('--data-dir <directory>', 'where everything is kept (default: .airdrop/<connector>)')
    .option('--unit <id>', 'external sync unit (default: the first one)')
    .option('--connection <file>', 'JSON file with the fields of a live connection')
    .option('--bundle <file>', 'snap-in file to run instead of the built connector')
    .addOption(
      new Option('--faults <profile>', `what goes wrong: ${profileList()}`).choices(
        Object.keys(faultProfiles),
      ),
    )
    .option('--kill-every <n>', 'kill the connector at every n-th request it makes', wholeNumber(2))
    .option('--kill-at <k>', 'kill the connector once, at its k-th request boundary', wholeNumber(1))
    .option(settingFlag, settingHelp, addSetting)
    .option('--json', 'print one JSON object instead of a table')
    .option('--quiet', 'show no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop sync jira
  $ airdrop sync jira --scenario incremental --edits 20
  $ airdrop sync jira --scenario reverse --edits 40
  $ airdrop sync jira --scenario roundtrip --size 100 --edits 50
  $ airdrop sync jira --size 5000 --invocation-seconds 30 --data-dir /tmp/jira --json
  $ airdrop sync jira --faults hostile --kill-every 40 --seed 7
  $ airdrop sync jira --option change_history=true --option limit_share_percent=50
  $ airdrop sync jira --source live --connection jira.json --unit PROJ
  $ JIRA_SITE=https://acme.atlassian.net JIRA_EMAIL=me@acme.com JIRA_TOKEN=… airdrop sync jira --source live`,
    )
    .action(sync);
}

async function sync(connector: string, options: SyncOptions): Promise<void> {
  const view = options.quiet === true ? undefined : createProgressView(process.stderr);
  let summary: RunSummary;
  try {
    summary = await runScenario({
      connector,
      scenario: options.scenario,
      source: options.source,
      dataDirectory: options.dataDir ?? defaultDataDirectory(connector),
      size: options.size,
      seed: options.seed,
      ...(options.edits === undefined ? {} : { edits: options.edits }),
      ...(options.unit === undefined ? {} : { unitId: options.unit }),
      ...(options.connection === undefined ? {} : { connectionFile: options.connection }),
      ...(options.bundle === undefined ? {} : { bundle: options.bundle }),
      ...(options.option === undefined ? {} : { settings: options.option }),
      trouble: {
        faults: options.faults ?? 'none',
        ...(options.killEvery !== undefined && { killEvery: options.killEvery }),
        ...(options.killAt !== undefined && { killAt: options.killAt }),
      },
      ...(options.invocationSeconds === undefined ? {} : { invocationSeconds: options.invocationSeconds }),
      environment: process.env,
      signal: interruptionSignal(),
      ...(view && {
        onRun: (scenario: RunScenario, countCalls: () => number | undefined) =>
          view.startRun(`${connector} ${scenario}`, countCalls),
        onProgress: view.show,
      }),
    });
  } catch (error) {
    if (options.json === true) {
      const message = error instanceof Error ? error.message : String(error);
      printLine(JSON.stringify({ connector, scenario: options.scenario, status: 'failed', error: message }));
    }
    throw error;
  } finally {
    view?.end();
  }
  report(summary, options);
}

function report(summary: RunSummary, options: SyncOptions): void {
  const problem = problemOf(summary);
  if (options.json === true) printLine(JSON.stringify(jsonReport(summary, problem)));
  else printLine(textReport(summary));
  if (problem === undefined) return;
  process.stderr.write(`${problem}\n`);
  if (options.source === 'simulator')
    process.stderr.write(`Run it again: ${repeatCommand(summary, options)}\n`);
  process.exitCode = summary.status === 'interrupted' ? interruptedExitCode : 1;
}

/** Everything random comes from the seed, so this meets the same world, faults and kills. */
function repeatCommand({ connector }: RunSummary, options: SyncOptions): string {
  const given: [string, string | number | undefined][] = [
    ['--scenario', options.scenario],
    ['--size', options.size],
    ['--seed', options.seed],
    ['--edits', options.edits],
    ['--invocation-seconds', options.invocationSeconds],
    ['--unit', options.unit],
    ['--bundle', options.bundle],
    ['--faults', options.faults],
    ['--kill-every', options.killEvery],
    ['--kill-at', options.killAt],
  ];
  for (const [name, value] of Object.entries(options.option ?? {}))
    given.push(['--option', `${name}=${value}`]);
  const words = given.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return ['npm run airdrop -- sync', connector, ...words].join(' ');
}

function profileList(): string {
  return Object.entries(faultProfiles)
    .map(([name, { description }]) => `${name} (${description})`)
    .join('; ');
}

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
