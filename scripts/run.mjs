#!/usr/bin/env node
// Entry of every root command. Needs nothing but Node and npm: brings the pinned pnpm into .cache/,
// installs the workspace when the lockfile changed, builds what the command needs, then runs it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const pnpmVersion = manifest.packageManager.replace('pnpm@', '');
const pnpmHome = path.join(root, '.cache', `pnpm-${pnpmVersion}`);
const pnpmBin = path.join(pnpmHome, 'node_modules', '.bin');

const environment = {
  ...process.env,
  PATH: `${pnpmBin}${path.delimiter}${process.env.PATH ?? ''}`,
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
};

const [task, ...args] = process.argv.slice(2);
const tasks = {
  demo: () => {
    build();
    node('scripts/demo.mjs', args);
  },
  test: () => {
    // One package at a time: each uses two cores by itself, and what measures time in it wants them for itself.
    turbo('test', ['--concurrency=1', ...args]);
    // What is asked for by name is all that runs.
    if (args.some((argument) => argument.startsWith('--filter'))) return;
    node('node_modules/vitest/vitest.mjs', ['run', '--config', 'scripts/vitest.config.ts']);
  },
  'test:deep': () => {
    build();
    node('packages/testing/dist/deep-run.js', args);
  },
  // What was built is checked at once: metadata, records of a small run, and the mapping.
  build: () => turbo('build', ['validate', ...args]),
  typecheck: () => turbo('typecheck', args),
  // All that is asked of one connector, faster than everything of all of them.
  check: () => node('scripts/check-connector.mjs', args),
  lint: () => {
    node('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']);
    // Packages import what others have built: before that no import leads anywhere.
    build();
    node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
      '--config',
      '.dependency-cruiser.cjs',
      'packages',
      'connectors',
      'tools',
    ]);
    node('scripts/check-structure.mjs', []);
    turbo('lint', args);
    node('scripts/core-api.mjs', ['--check']);
  },
  // The reference of core in docs/core-api, and the report that tells whether its API changed.
  api: () => {
    build();
    node('scripts/core-api.mjs', args);
  },
  format: () => node('node_modules/@biomejs/biome/bin/biome', ['check', '--write', '.']),
  // Tables of READMEs that say what the code says: the mapping of each connector, and the list of them all.
  tables: () => {
    build();
    for (const connector of readdirSync(path.join(root, 'connectors')))
      writeTables(path.join('connectors', connector), ['test/readme.test.ts']);
    writeTables('.', ['--config', 'scripts/vitest.config.ts', 'scripts/test/connectors-table.test.ts']);
  },
  changeset: () => node('node_modules/@changesets/cli/bin.js', args),
  airdrop: () => {
    build();
    node('tools/airdrop/dist/cli.js', args);
  },
  serve: () => {
    build();
    node('tools/airdrop/dist/cli.js', ['serve', ...args]);
  },
  package: () => {
    build();
    node('tools/snap-in/dist/cli.js', ['package', ...args]);
  },
  'deploy:snap-in': () => {
    build();
    node('tools/snap-in/dist/cli.js', ['deploy', ...args]);
  },
  // Takes the changesets into versions and changelogs; a core change brings new versions of what it is bundled into.
  versions: () => node('scripts/versions.mjs', args),
  release: () => {
    build();
    node('tools/snap-in/dist/cli.js', ['release', ...args]);
  },
  'snap-in': () => {
    build();
    node('tools/snap-in/dist/cli.js', args);
  },
  'new-connector': () => {
    build();
    node('tools/create-connector/dist/cli.js', args);
  },
  bench: () => {
    build();
    node('tools/bench/dist/cli.js', args);
  },
};

const nodeMajorMinor = process.versions.node.split('.').map(Number);
if (nodeMajorMinor[0] < 20 || (nodeMajorMinor[0] === 20 && nodeMajorMinor[1] < 19)) {
  fail(`Node ${process.versions.node} is too old: this workspace needs Node 20.19 or newer.`);
}
if (!Object.hasOwn(tasks, task ?? '')) {
  fail(
    `Unknown command "${task ?? ''}". Try one of: ${Object.keys(tasks)
      .map((name) => `npm run ${name}`)
      .join(', ')}.`,
  );
}
bringPnpm();
installWorkspace();
tasks[task]();

/** npm is only used to fetch pnpm; a half-finished download is never left under the final name. */
function bringPnpm() {
  if (existsSync(path.join(pnpmBin, 'pnpm'))) return;
  note(`Fetching pnpm ${pnpmVersion} into ${path.relative(root, pnpmHome)} …`);
  const staging = `${pnpmHome}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(
    npm,
    [
      'install',
      '--prefix',
      staging,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--silent',
      `pnpm@${pnpmVersion}`,
    ],
    { cwd: staging, stdio: ['ignore', 'ignore', 'inherit'], env: process.env },
  );
  if (result.status !== 0) {
    rmSync(staging, { recursive: true, force: true });
    fail(
      `npm could not install pnpm@${pnpmVersion}. Check that the npm registry is reachable, then run the command again.`,
    );
  }
  rmSync(pnpmHome, { recursive: true, force: true });
  renameSync(staging, pnpmHome);
}

/** `pnpm install` takes over a second even when there is nothing to do, so a stamp of its inputs decides. */
function installWorkspace() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packageManifests()]) {
    hash.update(file).update(readFileSync(path.join(root, file)));
  }
  const stampFile = path.join(root, 'node_modules', '.install-stamp');
  const stamp = hash.digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  note('Installing the workspace …');
  const result = pnpm(
    ['install', '--frozen-lockfile', '--prefer-offline', '--reporter', 'append-only'],
    ['ignore', 'pipe', 'inherit'],
  );
  if (result.status !== 0) {
    process.stderr.write(result.stdout ?? '');
    fail('pnpm install failed; the lines above say why.');
  }
  writeFileSync(stampFile, stamp);
}

function packageManifests() {
  return ['packages', 'connectors', 'tools'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && existsSync(path.join(root, folder, entry.name, 'package.json')),
      )
      .map((entry) => path.join(folder, entry.name, 'package.json')),
  );
}

/** Quiet build for commands whose own output matters: turbo's lines are shown only when it fails. */
function build() {
  const result = pnpm(
    ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only'],
    ['ignore', 'pipe', 'pipe'],
  );
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    fail('The build failed; the lines above say why.');
  }
}

function turbo(name, extra) {
  finish(pnpm(['exec', 'turbo', 'run', name, ...extra], 'inherit'));
}

function node(script, extra) {
  finish(
    spawnSync(process.execPath, [path.join(root, script), ...extra], {
      cwd: root,
      stdio: 'inherit',
      env: environment,
    }),
  );
}

function writeTables(folder, tests) {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  finish(
    spawnSync(process.execPath, [vitest, 'run', ...tests], {
      cwd: path.join(root, folder),
      stdio: 'inherit',
      env: { ...environment, AIRDROP_WRITE_README: '1' },
    }),
  );
}

function pnpm(extra, stdio) {
  const entry = path.join(pnpmHome, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
  return spawnSync(process.execPath, [entry, ...extra], {
    cwd: root,
    stdio,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
}

function finish(result) {
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function note(message) {
  process.stderr.write(`${message}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
