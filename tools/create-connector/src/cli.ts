#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ChoiceName, possibleChoices, readChoices } from './choices.js';
import { readNames } from './names.js';
import { planConnector } from './plan.js';
import { writeConnector } from './write.js';

const usage = `npm run new-connector -- <name> [options]

Makes a connector with its simulator that is green at once, from the living example connectors/todo.

  --display <name>   external system as people write it (the name, with capitals)
  --auth <kind>      ${possibleChoices.auth.join(', ')}
  --paging <kind>    ${possibleChoices.paging.join(', ')}
  --reverse <yes|no> whether it writes back
  --dry-run          names the files and writes none
  --no-install       leaves the lockfile as it is
  --json             the outcome as JSON
  --help             this text

At a terminal, what is not given is asked for.
`;
const root = fileURLToPath(new URL('../../../', import.meta.url));

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      display: { type: 'string' },
      auth: { type: 'string' },
      paging: { type: 'string' },
      reverse: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'no-install': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  if (positionals.length > 1)
    throw new Error(`A connector has one name, not ${positionals.length}: ${positionals.join(' ')}.`);
  const ask = process.stdin.isTTY && !values.json ? askAtTerminal : async () => undefined;
  const name = positionals[0] ?? (await ask('Name, such as acme-desk'));
  if (!name) throw new Error('A connector needs a name. Pass it, or see --help.');
  const names = readNames(name, values.display, root);
  const given: Partial<Record<ChoiceName, string>> = {};
  for (const choice of ['auth', 'paging', 'reverse'] as const) {
    const value = values[choice] ?? (await ask(`${choice} (${possibleChoices[choice].join(', ')})`));
    if (value) given[choice] = value;
  }
  const choices = readChoices(given);
  const plan = planConnector(root, names, choices);
  if (!values['dry-run']) {
    writeConnector(root, name, plan);
    if (!values['no-install']) install();
  }
  const files = [
    ...[...plan.connector.keys()].map((file) => `connectors/${name}/${file}`),
    ...[...plan.simulator.keys()].map((file) => `tools/simulators/src/${name}/${file}`),
  ];
  if (values.json)
    return void process.stdout.write(
      `${JSON.stringify({ name, choices, files, written: !values['dry-run'] })}\n`,
    );
  if (values['dry-run']) return void process.stdout.write(`${files.join('\n')}\n`);
  process.stdout.write(`connectors/${name} is there, with a simulator: ${files.length} files.

Next:
  1. npm run build && npm run airdrop -- sync ${name}    # it syncs already
  2. connectors/${name}/src/api/, api-types.ts           # the real API in place of the made-up one
  3. connectors/${name}/src/record-types.ts, mapping.ts  # what it brings, and what that becomes in DevRev
`);
}

/** Undefined when nothing was typed. */
async function askAtTerminal(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question}: `)).trim() || undefined;
  } finally {
    terminal.close();
  }
}

/** Takes the new package into the lockfile; everything it needs is in the store. */
function install(): void {
  const args = ['install', '--no-frozen-lockfile', '--prefer-offline', '--reporter', 'silent'];
  const { status } = spawnSync('pnpm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0)
    throw new Error('The connector is there, but pnpm could not install it. Run "pnpm install", then go on.');
}
