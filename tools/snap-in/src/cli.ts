#!/usr/bin/env node
import { Command } from 'commander';
import { addManifestCommand } from './commands/manifest.js';
import { addPackageCommand } from './commands/package.js';
import { SnapInError } from './snap-in-error.js';

const program = new Command('snap-in')
  .description('Make snap-ins of connectors.')
  .showHelpAfterError('Run with --help for the options and examples.')
  .addHelpText(
    'after',
    `
Examples:
  $ snap-in package jira
  $ snap-in manifest jira`,
  );

addPackageCommand(program);
addManifestCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  const text =
    error instanceof SnapInError ? error.message : String(error instanceof Error ? error.stack : error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
