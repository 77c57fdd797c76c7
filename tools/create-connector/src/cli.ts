#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Arguments, readArguments, usage } from './arguments.js';
import { type Design, designConnector, type Wish } from './design.js';
import { askedWish, givenWish } from './interview.js';
import { createAsker } from './questions.js';
import { writeConnector } from './write.js';

const rootUrl = new URL('../../../', import.meta.url);
const root = fileURLToPath(rootUrl);

try {
  await main(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  else process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  const given = readArguments(args);
  if (given.help) return void process.stdout.write(usage);
  const wish = await wishOf(given);
  const { name, choices } = wish;
  const design = designConnector(root, wish);
  const isWritten = !given['dry-run'];
  if (isWritten) await writeConnector(root, name, design.plan);
  const isInstalled = isWritten && !given['no-install'] && install();
  if (given.json) {
    const { origin, objects, leftOut } = design;
    const files = filesOf(name, design);
    const outcome = { name, choices, origin, objects, leftOut, files };
    process.stdout.write(`${JSON.stringify({ ...outcome, written: isWritten, installed: isInstalled })}\n`);
  } else {
    process.stdout.write(
      isWritten ? told(name, design, isInstalled) : `${filesOf(name, design).join('\n')}\n${taken(design)}`,
    );
  }
  if (isWritten && !given['no-install'] && !isInstalled) {
    process.stderr.write(
      `connectors/${name} is there, but could not be taken into the workspace; the lines above say why. Run "${installation()}" and "npm run tables", then go on.\n`,
    );
    process.exitCode = 1;
  }
}

/** What is not on the command line is asked for at a terminal, and usual otherwise. */
async function wishOf(given: Arguments): Promise<Wish> {
  if (!process.stdin.isTTY || given.json) return givenWish(given);
  const asker = createAsker(process.stdin, process.stderr);
  try {
    return await askedWish(asker, given, root);
  } finally {
    asker.close();
  }
}

function told(name: string, design: Design, isInstalled: boolean): string {
  const steps = [
    ...(isInstalled ? [] : [[installation(), 'takes it into the lockfile']]),
    ...(isInstalled ? [] : [['npm run tables', 'lists it in the README']]),
    [`npm run airdrop -- sync ${name}`, 'it syncs already'],
    [`npm run check -- ${name}`, 'and is green'],
    [`connectors/${name}/src/api/, api-types.ts`, 'the real API in place of the made-up one'],
    [`connectors/${name}/src/record-types.ts, mapping.ts`, 'what it brings, and what that becomes in DevRev'],
  ];
  const width = Math.max(...steps.map(([what = '']) => what.length));
  return `connectors/${name} is there, with a simulator: ${filesOf(name, design).length} files.
${taken(design)}
Next:
${steps.map(([what = '', why], index) => `  ${index + 1}. ${what.padEnd(width)}  # ${why}\n`).join('')}`;
}

/** What came of an OpenAPI document; nothing where there was none. */
function taken({ origin, objects, leftOut }: Design): string {
  if (objects.length === 0) return '';
  const left = leftOut.map(({ what, why }) => `\n  ${what}: ${why}`).join('');
  return `It asks ${origin}, and also brings ${objects.join(', ')}.${left && `\nLeft out:${left}`}\n`;
}

function filesOf(name: string, { plan }: Design): string[] {
  return [
    ...[...plan.connector.keys()].map((file) => `connectors/${name}/${file}`),
    ...[...plan.simulator.keys()].map((file) => `tools/simulators/src/${name}/${file}`),
  ];
}

/** With the pnpm of the workspace, as whoever reads it may have none. */
function installation(): string {
  const { packageManager } = JSON.parse(readFileSync(new URL('package.json', rootUrl), 'utf8'));
  return `npx ${packageManager} install`;
}

/** Takes the new package into the lockfile, and into the table of the README, which says what the code says. */
function install(): boolean {
  const args = ['install', '--no-frozen-lockfile', '--prefer-offline', '--reporter', 'silent'];
  const { status } = spawnSync('pnpm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0 && list();
}

function list(): boolean {
  const table = ['--config', 'scripts/vitest.config.ts', 'scripts/test/connectors-table.test.ts'];
  const { status, stdout } = spawnSync('pnpm', ['exec', 'vitest', 'run', ...table], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, AIRDROP_WRITE_README: '1' },
  });
  if (status !== 0) process.stderr.write(stdout);
  return status === 0;
}
