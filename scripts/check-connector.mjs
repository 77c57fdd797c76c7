#!/usr/bin/env node
// Whether one connector is green: everything that is asked of it before it lands, in the order in which it fails fastest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `npm run check -- <connector> [options]

Format, structure, types, build with validation, a sync on the local platform, a package, and all its tests.

  --kills <n|all>  boundaries at which each case that kills a run does so; 10 unless told otherwise, drawn by a seed
  --groups <names> of the contract suite only these groups, separated by commas; its README lists them
  --json           steps and seconds as JSON on the last line
  --help           this text
`;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const usualKills = '10';

const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const connector = positionals[0] ?? fail(`Which connector? ${known()}`);
if (positionals.length > 1) fail(`One connector at a time, not ${positionals.join(', ')}.`);
if (!connectors().includes(connector)) fail(`There is no connector "${connector}". ${known()}`);
if (!/^(all|[1-9]\d*)$/.test(values.kills)) fail(`--kills is "all" or a number, not "${values.kills}".`);

const data = mkdtempSync(path.join(tmpdir(), `check-${connector}-`));
const name = `@airdrop-connectors/${connector}`;
const steps = {
  format: () =>
    binary('@biomejs/biome/bin/biome', [
      'check',
      '--error-on-warnings',
      `connectors/${connector}`,
      ...[`tools/simulators/src/${connector}`].filter((folder) => existsSync(path.join(root, folder))),
    ]),
  'build, types, validation': () =>
    turbo([
      `${name}#build`,
      `${name}#typecheck`,
      `${name}#validate`,
      '@airdrop-connectors/airdrop#build',
      '@airdrop-connectors/snap-in#build',
    ]),
  structure: () => node('scripts/check-structure.mjs', []),
  boundaries: () =>
    binary('dependency-cruiser/bin/dependency-cruise.mjs', [
      '--config',
      '.dependency-cruiser.cjs',
      `connectors/${connector}`,
      'tools/simulators/src',
    ]),
  sync: () => node('tools/airdrop/dist/cli.js', ['sync', connector, '--size', '200', '--data-dir', data]),
  package: () => node('tools/snap-in/dist/cli.js', ['package', connector]),
  // Four cases at a time fill two cores; the full run of all packages leaves some room for what measures time.
  tests: () => turbo([`${name}#test`], ['--reporter=dot', '--maxConcurrency=4']),
};

const seconds = {};
let failed;
try {
  for (const [step, run] of Object.entries(steps)) {
    const from = process.hrtime.bigint();
    if (!values.json) process.stdout.write(`${step} … `);
    const result = run();
    seconds[step] = Number((process.hrtime.bigint() - from) / 1_000_000n) / 1000;
    if (!values.json) process.stdout.write(`${seconds[step].toFixed(1)} s\n`);
    if (result.status === 0) continue;
    failed = step;
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}\n`);
    break;
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}
const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
if (values.json)
  process.stdout.write(
    `${JSON.stringify({ connector, green: failed === undefined, failed, seconds, total })}\n`,
  );
else if (failed === undefined) process.stdout.write(`${connector} is green, in ${total.toFixed(0)} s.\n`);
else process.stderr.write(`${connector} is not green: ${failed} failed, the lines above say why.\n`);
process.exitCode = failed === undefined ? 0 : 1;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        kills: { type: 'string', default: usualKills },
        groups: { type: 'string', default: '' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail(`${error.message.split('. ')[0]}. See --help.`);
  }
}

function connectors() {
  return readdirSync(path.join(root, 'connectors'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function known() {
  return `There are: ${connectors().join(', ')}.`;
}

function binary(file, args) {
  return node(path.join('node_modules', file), args);
}

/** Builds what the tasks need first; only what went wrong is printed. */
function turbo(tasks, passedOn = []) {
  const args = ['run', ...tasks, '--output-logs=errors-only', '--', ...passedOn];
  return binary('turbo/bin/turbo', args);
}

function node(script, args) {
  return spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, AIRDROP_KILLS: values.kills, AIRDROP_GROUPS: values.groups },
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
