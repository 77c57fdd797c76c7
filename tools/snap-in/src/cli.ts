#!/usr/bin/env node
import { Command } from 'commander';
import { addDeployCommands } from './commands/deploy.js';
import { addManifestCommand } from './commands/manifest.js';
import { addPackageCommand } from './commands/package.js';
import { addReleaseCommand } from './commands/release.js';
import { SnapInError } from './snap-in-error.js';

const program = new Command('snap-in')
  .description('Make snap-ins of connectors, and install them.')
  .showHelpAfterError('Run with --help for the options and examples.')
  .addHelpText(
    'after',
    `
Examples:
  $ snap-in package jira
  $ snap-in manifest jira
  $ snap-in release
  $ snap-in deploy jira --org acme --dry-run
  $ snap-in upgrade jira --org acme --version-id don:integration:…`,
  );

addPackageCommand(program);
addManifestCommand(program);
addDeployCommands(program);
addReleaseCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  const text =
    error instanceof SnapInError ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
