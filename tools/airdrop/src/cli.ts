#!/usr/bin/env node
import { Command } from 'commander';
import { addDoctorCommand } from './commands/doctor.js';
import { addEditCommand } from './commands/edit.js';
import { addInvokeCommand } from './commands/invoke.js';
import { addObjectsCommand } from './commands/objects.js';
import { addPlatformCommand } from './commands/platform.js';
import { addQueryCommand } from './commands/query.js';
import { addReportCommand } from './commands/report.js';
import { addRunSnapInCommand } from './commands/run-snap-in.js';
import { addServeCommand } from './commands/serve.js';
import { addSimulatorCommand } from './commands/simulator.js';
import { addSyncCommand } from './commands/sync.js';
import { addValidateCommand } from './commands/validate.js';

const program = new Command('airdrop')
  .description('Run Airdrop connectors on this machine, without a DevRev organisation.')
  .option('--debug', 'print the stack of an error')
  .showHelpAfterError('Run with --help for the options and examples.')
  .addHelpText(
    'after',
    `
Examples:
  $ airdrop sync jira
  $ airdrop validate jira
  $ airdrop doctor jira
  $ airdrop objects issue
  $ airdrop edit ISS-12 title="Printer on fire"
  $ airdrop report
  $ airdrop query "SELECT item_type, count(*) FROM records GROUP BY ALL"
  $ airdrop invoke jira --event metadata
  $ airdrop run-snap-in ~/airdrop-acme-snap-in
  $ airdrop serve jira
  $ airdrop platform --port 8003
  $ airdrop simulator jira --port 8080`,
  );

addSyncCommand(program);
addValidateCommand(program);
addDoctorCommand(program);
addObjectsCommand(program);
addEditCommand(program);
addQueryCommand(program);
addReportCommand(program);
addInvokeCommand(program);
addRunSnapInCommand(program);
addServeCommand(program);
addPlatformCommand(program);
addSimulatorCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${textOf(error)}\n`);
  process.exitCode = 1;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return program.opts<{ debug?: true }>().debug === true ? (error.stack ?? error.message) : error.message;
}
