import type { Command } from 'commander';
import { openSimulator } from '../sync-run/scenario.js';
import { wholeNumber } from './argument-values.js';
import { interrupted, interruptionSignal } from './interruption.js';

interface SimulatorCommandOptions {
  port: number;
  size: number;
  seed: number;
}

export function addSimulatorCommand(program: Command): void {
  program
    .command('simulator')
    .summary('serve a simulated external system')
    .description('Starts a stateful stand-in for the API of an external system and serves it until Ctrl-C.')
    .argument('<system>', 'external system, such as jira')
    .option('--port <number>', 'port on 127.0.0.1, 0 for a free one', wholeNumber(0, 65_535), 0)
    .option('--size <number>', 'root objects in the simulated world', wholeNumber(1), 200)
    .option('--seed <number>', 'same seed, same world', wholeNumber(0), 1)
    .addHelpText(
      'after',
      `
Examples:
  $ airdrop simulator jira --port 8080
  $ airdrop simulator jira --port 8080 --size 10000 --seed 7`,
    )
    .action(serve);
}

async function serve(system: string, options: SimulatorCommandOptions): Promise<void> {
  const simulator = await openSimulator(system, options);
  process.stdout.write(`${simulator.system} is simulated at ${simulator.url}\n`);
  process.stdout.write(`connection: ${JSON.stringify(simulator.connection)}\n`);
  process.stdout.write(`external sync units: ${simulator.externalSyncUnitIds.join(', ')}\n`);
  await interrupted(interruptionSignal());
  await simulator.close();
}
