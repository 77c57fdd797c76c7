import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { fixtureNames, readFixture } from '../single-event/fixture.js';
import { playEvent, type SingleEventEnd, type SingleEventOptions } from '../single-event/play-event.js';
import { connectionOfSnapIn } from '../sync-run/connection-source.js';
import type { RunScenario, RunSummary } from '../sync-run/run-summary.js';
import { runScenario } from '../sync-run/scenario.js';
import { readSnapInFolder, type SnapInFolder } from '../sync-run/snap-in-folder.js';
import { addSetting, type SnapInSettings, settingFlag } from '../sync-run/snap-in-settings.js';
import { eventEndText, isEventFailure } from '../terminal/event-end.js';
import { readableLogLine } from '../terminal/log-lines.js';
import { createProgressView } from '../terminal/progress.js';
import { jsonReport, problemOf, textReport } from '../terminal/run-outcome.js';
import { defaultDataDirectory, wholeNumber } from './argument-values.js';
import { interruptedExitCode, interruptionSignal } from './interruption.js';

interface RunSnapInOptions {
  scenario: RunScenario;
  fixture?: string[];
  connection?: string;
  unit?: string;
  edits: number;
  seed: number;
  dataDir?: string;
  option?: SnapInSettings;
  json?: true;
  quiet?: true;
}

export function addRunSnapInCommand(program: Command): void {
  program
    .command('run-snap-in')
    .summary('run a snap-in that others have written, such as one on the official SDK')
    .description(
      "Plays sync runs against the functions a folder exports, as DevRev would: every call is checked, what arrives is kept and becomes DevRev objects. Or plays single events, kept as the fixtures of DevRev's snap-in template.",
    )
    .argument('<folder>', 'folder with manifest.yaml and code/, or the package itself; built')
    .addOption(
      new Option('--scenario <scenario>', 'everything, what changed, or what was edited in DevRev')
        .choices(['initial', 'incremental', 'reverse'])
        .default('initial'),
    )
    .option('--fixture [names...]', 'play these fixtures instead, or all: folders with an event.json')
    .option(
      '--connection <file>',
      'JSON file: an object with the fields of the connection, or one text that is handed over as it is',
    )
    .option('--unit <id>', 'external sync unit (default: the first one)')
    .option('--edits <number>', 'objects edited in DevRev before a reverse run', wholeNumber(1), 10)
    .option('--seed <number>', 'same seed, same edits', wholeNumber(0), 1)
    .option('--data-dir <directory>', 'where everything is kept (default: .airdrop/<name of the package>)')
    .option(
      settingFlag,
      'an input of the manifest, as whoever installs it would set it; can be repeated',
      addSetting,
    )
    .option('--json', 'print one JSON object instead of a table')
    .option('--quiet', 'show no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop run-snap-in ~/airdrop-acme-snap-in
  $ airdrop run-snap-in ~/airdrop-acme-snap-in --connection token.json --scenario incremental
  $ airdrop run-snap-in ~/airdrop-acme-snap-in --scenario reverse --edits 5
  $ TODO_API_KEY=… airdrop run-snap-in ~/airsync-template --fixture
  $ airdrop run-snap-in ~/airsync-template --fixture start_extracting_data`,
    )
    .action(run);
}

async function run(folder: string, options: RunSnapInOptions): Promise<void> {
  const snapIn = await readSnapInFolder(folder);
  if (options.fixture === undefined) await playRun(snapIn, options);
  else await playFixtures(snapIn, options);
}

async function playRun(snapIn: SnapInFolder, options: RunSnapInOptions): Promise<void> {
  const { name } = snapIn;
  const view = options.quiet ? undefined : createProgressView(process.stderr);
  let summary: RunSummary;
  try {
    summary = await runScenario({
      connector: name,
      snapIn,
      scenario: options.scenario,
      source: 'live',
      connection: await connectionOfSnapIn(name, options.connection),
      dataDirectory: options.dataDir ?? defaultDataDirectory(name),
      size: 0,
      seed: options.seed,
      edits: options.edits,
      ...(options.unit !== undefined && { unitId: options.unit }),
      ...(options.option && { settings: options.option }),
      environment: process.env,
      signal: interruptionSignal(),
      ...(view && {
        onRun: (scenario: RunScenario) => view.startRun(`${name} ${scenario}`, () => undefined),
        onProgress: view.show,
      }),
    });
  } finally {
    view?.end();
  }
  const problem = problemOf(summary);
  print(options.json ? JSON.stringify(jsonReport(summary, problem)) : textReport(summary));
  if (problem === undefined) return;
  process.stderr.write(`${problem}\n`);
  process.exitCode = summary.status === 'interrupted' ? interruptedExitCode : 1;
}

async function playFixtures(snapIn: SnapInFolder, options: RunSnapInOptions): Promise<void> {
  const known = fixtureNames(snapIn.fixturesFolder);
  const named = Array.isArray(options.fixture) ? options.fixture : known;
  const unknown = named.find((name) => !known.includes(name));
  if (known.length === 0 || unknown !== undefined) {
    const what = unknown === undefined ? 'are no fixtures' : `is no fixture "${unknown}"`;
    throw new Error(`There ${what} in ${snapIn.fixturesFolder}. Known are: ${known.join(', ') || 'none'}.`);
  }
  const signal = interruptionSignal();
  const ends: (SingleEventEnd & { fixture: string })[] = [];
  for (const name of named) {
    const onLine = (line: string) => process.stderr.write(`  ${readableLogLine(line)}\n`);
    const end = {
      fixture: name,
      ...(await playFixture(snapIn, name, { signal, ...(!options.quiet && { onLine }) })),
    };
    ends.push(end);
    if (!options.json) print(`${name}: ${eventEndText(end)}`);
  }
  if (options.json) print(JSON.stringify(ends));
  if (ends.some(isEventFailure)) process.exitCode = 1;
}

/** Each fixture brings its own state, so nothing of one may be there for the next. */
async function playFixture(
  { name: snapIn, file, functions, fixturesFolder }: SnapInFolder,
  name: string,
  watch: Pick<SingleEventOptions, 'signal' | 'onLine'>,
): Promise<SingleEventEnd> {
  const fixture = await readFixture(path.join(fixturesFolder, name), snapIn, process.env);
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'airdrop-fixture-'));
  try {
    return await playEvent({
      ...fixture,
      connector: snapIn,
      bundlePath: file,
      functionName: functions[fixture.direction],
      settings: {},
      world: { source: 'platform' },
      dataDirectory,
      isFresh: true,
      isAlone: true,
      ...watch,
    });
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
