import { type Command, Option } from 'commander';
import { readEvent, suppliedEvents } from '../single-event/event-file.js';
import { playEvent } from '../single-event/play-event.js';
import { doctorOf } from '../sync-run/built-doctor.js';
import { connectionOf, liveFields } from '../sync-run/connection-source.js';
import { bundleOf } from '../sync-run/connectors.js';
import type { World } from '../sync-run/data-directory.js';
import { openSimulator } from '../sync-run/scenario.js';
import {
  addSetting,
  checkSettings,
  type SnapInSettings,
  settingFlag,
  settingHelp,
} from '../sync-run/snap-in-settings.js';
import { eventEndText, isEventFailure } from '../terminal/event-end.js';
import { readableLogLine } from '../terminal/log-lines.js';
import { defaultDataDirectory, positiveNumber, wholeNumber } from './argument-values.js';
import { interruptionSignal } from './interruption.js';

interface InvokeCommandOptions {
  event: string;
  source: 'simulator' | 'live';
  connection?: string;
  unit?: string;
  size: number;
  seed: number;
  bundle?: string;
  invocationSeconds?: number;
  dataDir?: string;
  option?: SnapInSettings;
  fresh?: true;
  json?: true;
}

export function addInvokeCommand(program: Command): void {
  program
    .command('invoke')
    .summary('have a connector handle one event')
    .description(
      'Sends one event and shows what the connector logs and replies. The local platform stands behind it and keeps state and artifacts for the next event, so that the phases of a run can be played one by one. An event from a log or a file is played here: addresses, credentials and request ids are replaced by those of this platform.',
    )
    .argument('<connector>', 'name of a connector, such as jira')
    .requiredOption('--event <file>', `JSON file, or one of: ${suppliedEvents().join(', ')}`)
    .addOption(
      new Option('--source <source>', 'where the data is')
        .choices(['simulator', 'live'])
        .default('simulator'),
    )
    .option('--connection <file>', 'JSON file with the fields of a live connection')
    .option('--unit <id>', 'external sync unit, when the event names none (default: the first one)')
    .option('--size <number>', 'root objects in the simulated world', wholeNumber(1), 200)
    .option('--seed <number>', 'same seed, same simulated world', wholeNumber(0), 1)
    .option('--bundle <file>', 'snap-in file to run instead of the built connector')
    .option('--invocation-seconds <number>', 'soft deadline of the invocation', positiveNumber)
    .option('--data-dir <directory>', 'where everything is kept (default: .airdrop/<connector>-events)')
    .option(settingFlag, settingHelp, addSetting)
    .option('--fresh', 'forget what earlier events left')
    .option('--json', 'print one JSON object instead of text')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop invoke jira --event metadata --fresh
  $ airdrop invoke jira --event data --invocation-seconds 2
  $ airdrop invoke jira --event data-continued
  $ airdrop invoke jira --event attachments --json
  $ airdrop invoke jira --event event-from-a-log.json --source live --connection jira.json`,
    )
    .action(invoke);
}

async function invoke(connector: string, options: InvokeCommandOptions): Promise<void> {
  const event = await readEvent(options.event);
  const bundlePath = bundleOf(connector, options.bundle);
  const settings = options.option ?? {};
  checkSettings(settings, connector, () => doctorOf(connector, options.bundle).options);
  const fields =
    options.source === 'live' ? await liveFields(connector, options.connection, process.env) : undefined;
  const simulator = fields === undefined ? await openSimulator(connector, options) : undefined;
  try {
    const connection = connectionOf(connector, fields ?? simulator?.connection ?? {});
    const world: World =
      fields === undefined
        ? { source: 'simulator', size: options.size, seed: options.seed }
        : { source: 'live', site: connection.data.orgId };
    const end = await playEvent({
      connector,
      bundlePath,
      event,
      connection,
      settings,
      world,
      ...(simulator && { simulator }),
      dataDirectory: options.dataDir ?? defaultDataDirectory(`${connector}-events`),
      isFresh: options.fresh === true,
      ...(options.unit !== undefined && { unitId: options.unit }),
      ...(options.invocationSeconds !== undefined && {
        environment: { AIRDROP_SOFT_DEADLINE_SECONDS: String(options.invocationSeconds) },
      }),
      signal: interruptionSignal(),
      onLine: (line) => process.stderr.write(`  ${readableLogLine(line)}\n`),
    });
    process.stdout.write(`${options.json === true ? JSON.stringify(end) : eventEndText(end)}\n`);
    if (isEventFailure(end)) process.exitCode = 1;
  } finally {
    await simulator?.close();
  }
}
