#!/usr/bin/env node
// Does what docs/write-a-connector.md says, in a copy of the workspace: every step must be formatted, compile and sync
// with nothing missing, and what comes out is the connector that is committed. With --write the outcome is taken over.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { applyChange } from './tutorial/changes.mjs';
import { differencesBetween, replaceFolder } from './tutorial/folders.mjs';
import { readSteps } from './tutorial/steps.mjs';
import { copyWorkspace } from './workspace-copy.mjs';

const usage = `node scripts/check-tutorial.mjs [options]

  --write  takes the connector that the tutorial makes over into the workspace
  --help   this text
`;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const name = 'codeberg';
const outcome = [`connectors/${name}`, `tools/simulators/src/${name}`];
/** Nothing that the steps do needs these, and building them after each change of the simulators takes its time. */
const leftOut = ['connectors/hubspot', 'connectors/zendesk', 'tools/bench'];
const packages = [`@airdrop-connectors/${name}`, '@airdrop-connectors/simulators'];

try {
  const { values } = parseArgs({
    options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) process.stdout.write(usage);
  else check(values);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function check({ write }) {
  const steps = readSteps(readFileSync(path.join(root, 'docs', 'write-a-connector.md'), 'utf8'));
  const copy = timed('the workspace without its outcome', () =>
    copyWorkspace(root, { without: [...outcome, ...leftOut] }),
  );
  for (const step of steps) timed(step.title, () => walk(copy, step));
  if (write) for (const folder of outcome) replaceFolder(root, copy.folder, folder);
  const differences = outcome.flatMap((folder) => differencesBetween(root, copy.folder, folder));
  if (differences.length > 0)
    throw new Error(
      `${differences.join('\n')}\nThe tutorial makes another connector than the one that is committed. Mend the tutorial, or take its outcome over with --write.`,
    );
  process.stdout.write(`tutorial: ${steps.length} steps make what is committed\n`);
}

function walk(copy, { changes }) {
  for (const change of changes) {
    if (change.kind === 'run') runBlock(copy, change);
    else applyChange(copy.folder, change);
  }
  const biome = 'node_modules/@biomejs/biome/bin/biome';
  copy.run(process.execPath, [biome, 'check', '--error-on-warnings', ...outcome]);
  const filters = packages.map((one) => `--filter=${one}`);
  copy.run('pnpm', ['exec', 'turbo', 'run', 'build', 'typecheck', ...filters]);
  const json = copy.run(process.execPath, ['tools/airdrop/dist/cli.js', 'sync', name, '--json']);
  const { missing, duplicated } = JSON.parse(json);
  if (missing !== 0 || duplicated !== 0) throw new Error(`The sync of this step ended so: ${json}`);
}

function runBlock(copy, { text, line }) {
  try {
    copy.run('bash', ['-euo', 'pipefail', '-c', text]);
  } catch (error) {
    throw new Error(`line ${line} of the tutorial: ${error.message}`);
  }
}

function timed(what, action) {
  const from = Date.now();
  try {
    const result = action();
    process.stdout.write(`${((Date.now() - from) / 1000).toFixed(1).padStart(6)} s  ${what}\n`);
    return result;
  } catch (error) {
    throw new Error(`${what}\n${error.message}`);
  }
}
