#!/usr/bin/env node
// Does what docs/write-a-connector.md says, in a copy of the workspace: every step must be formatted, compile and sync
// with nothing missing, and what comes out is the connector that is committed. With --write the outcome is taken over.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyChange } from './tutorial/changes.mjs';
import { differencesBetween, replaceFolder } from './tutorial/folders.mjs';
import { readSteps } from './tutorial/steps.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const name = 'codeberg';
const outcome = [`connectors/${name}`, `tools/simulators/src/${name}`];
/** Nothing that the steps do needs these, and building them after each change of the simulators takes its time. */
const leftOut = ['connectors/hubspot', 'connectors/zendesk', 'tools/bench'];
const packages = [`@airdrop-connectors/${name}`, '@airdrop-connectors/simulators'];

const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const pnpmBin = path.join(root, '.cache', packageManager.replace('@', '-'), 'node_modules', '.bin');
const copy = mkdtempSync(path.join(tmpdir(), 'tutorial-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));

try {
  const steps = readSteps(readFileSync(path.join(root, 'docs', 'write-a-connector.md'), 'utf8'));
  timed('the workspace without its outcome', copyWorkspace);
  for (const step of steps) timed(step.title, () => walk(step));
  if (process.argv.includes('--write')) for (const folder of outcome) replaceFolder(root, copy, folder);
  const differences = outcome.flatMap((folder) => differencesBetween(root, copy, folder));
  if (differences.length > 0)
    throw new Error(
      `${differences.join('\n')}\nThe tutorial makes another connector than the one that is committed. Mend the tutorial, or take its outcome over with --write.`,
    );
  process.stdout.write(`tutorial: ${steps.length} steps make what is committed\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** What is committed or could be, under a Git of its own: formatters and builds ask it what to ignore. */
function copyWorkspace() {
  const listed = run('git', ['ls-files', '-z', '-co', '--exclude-standard'], root).split('\0');
  const isLeftOut = (file) => [...outcome, ...leftOut].some((folder) => file.startsWith(`${folder}/`));
  const deleted = new Set(run('git', ['ls-files', '-z', '-d'], root).split('\0'));
  for (const file of listed.filter((one) => one !== '' && !isLeftOut(one) && !deleted.has(one))) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(copy, file));
  }
  run('git', ['init', '--quiet'], copy);
  symlinkSync(path.join(root, '.cache'), path.join(copy, '.cache'));
  // The lockfile still names the connector that is to be made.
  run('pnpm', ['install', '--no-frozen-lockfile', '--prefer-offline', '--reporter', 'silent'], copy);
}

function walk({ changes }) {
  for (const change of changes) {
    if (change.kind === 'run') runBlock(change);
    else applyChange(copy, change);
  }
  run(
    process.execPath,
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...outcome],
    copy,
  );
  run(
    'pnpm',
    ['exec', 'turbo', 'run', 'build', 'typecheck', ...packages.map((one) => `--filter=${one}`)],
    copy,
  );
  const json = run(process.execPath, ['tools/airdrop/dist/cli.js', 'sync', name, '--json'], copy);
  const { missing, duplicated } = JSON.parse(json);
  if (missing !== 0 || duplicated !== 0) throw new Error(`The sync of this step ended so: ${json}`);
}

function runBlock({ text, line }) {
  try {
    run('bash', ['-euo', 'pipefail', '-c', text], copy);
  } catch (error) {
    throw new Error(`line ${line} of the tutorial: ${error.message}`);
  }
}

/** What a command prints. @throws Error with everything it said when it fails */
function run(command, args, folder) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      PATH: `${pnpmBin}${path.delimiter}${process.env.PATH ?? ''}`,
      // What was built of unchanged packages is there already.
      TURBO_CACHE_DIR: path.join(root, '.turbo', 'cache'),
      TURBO_TELEMETRY_DISABLED: '1',
      TURBO_NO_UPDATE_NOTIFIER: '1',
      DO_NOT_TRACK: '1',
    },
  });
  if (status === 0) return stdout;
  throw new Error(
    `"${[command, ...args].join(' ')}" failed.\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`,
  );
}

function timed(what, action) {
  const from = Date.now();
  try {
    action();
  } catch (error) {
    throw new Error(`${what}\n${error.message}`);
  }
  process.stdout.write(`${((Date.now() - from) / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
}
