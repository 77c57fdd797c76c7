import type { Diagnosis } from '@airdrop-connectors/core/diagnosis';
import { type Command, Option } from 'commander';
import { doctorOf } from '../sync-run/built-doctor.js';
import { connectionOf, liveFields } from '../sync-run/connection-source.js';
import { openSimulator } from '../sync-run/scenario.js';
import {
  addSetting,
  checkSettings,
  type SnapInSettings,
  settingFlag,
  settingHelp,
} from '../sync-run/snap-in-settings.js';
import { diagnosisText } from '../terminal/diagnosis-view.js';
import { wholeNumber } from './argument-values.js';
import { interruptionSignal } from './interruption.js';

interface DoctorCommandOptions {
  source: 'simulator' | 'live';
  connection?: string;
  unit?: string;
  size: number;
  seed: number;
  option?: SnapInSettings;
  json?: true;
}

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .summary('say what a connection can see, and what an import would cost')
    .description(
      'Asks the external system with the credential of a connection, before anything is imported: what it can see and what not, with what follows from it, and how many calls, how much time and how many bytes a first import would take. Exits with 1 when nothing could be synced.',
    )
    .argument('<connector>', 'name of a connector, such as jira')
    .addOption(
      new Option('--source <source>', 'where the data is')
        .choices(['simulator', 'live'])
        .default('simulator'),
    )
    .option('--connection <file>', 'JSON file with the fields of a live connection')
    .option('--unit <id>', 'only this external sync unit')
    .option('--size <number>', 'root objects in the simulated world', wholeNumber(1), 200)
    .option('--seed <number>', 'same seed, same simulated world', wholeNumber(0), 1)
    .option(settingFlag, settingHelp, addSetting)
    .option('--json', 'print one JSON object instead of text')
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop doctor jira
  $ airdrop doctor jira --source live --connection jira.json --unit PROJ
  $ airdrop doctor jira --source live --json`,
    )
    .action(examine);
}

async function examine(connector: string, options: DoctorCommandOptions): Promise<void> {
  const diagnose = doctorOf(connector);
  const settings = options.option ?? {};
  checkSettings(settings, connector, () => diagnose.options);
  const simulator = options.source === 'simulator' ? await openSimulator(connector, options) : undefined;
  try {
    const fields = simulator?.connection ?? (await liveFields(connector, options.connection, process.env));
    const diagnosis = await diagnose(connectionOf(connector, fields).data.key, {
      signal: interruptionSignal(),
      settings,
      ...(options.unit !== undefined && { unitId: options.unit }),
    });
    process.stdout.write(`${options.json === true ? JSON.stringify(diagnosis) : diagnosisText(diagnosis)}\n`);
    if (isHopeless(diagnosis)) process.exitCode = 1;
  } finally {
    await simulator?.close();
  }
}

function isHopeless({ findings }: Diagnosis): boolean {
  return findings.some(({ status }) => status === 'missing');
}
