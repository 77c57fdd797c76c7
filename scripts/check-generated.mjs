#!/usr/bin/env node
// Every kind of connector the generator makes is green at once: made in a copy of the workspace, then checked there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copyWorkspace } from './workspace-copy.mjs';

const usage = `node scripts/check-generated.mjs [options]

Makes the connectors of tools/create-connector/combinations.json in a copy of the workspace, and checks each.

  --only <name>    one of them; may be given again
  --kills <n|all>  passed on to "npm run check"
  --keep           leaves the copy where it is, and says where
  --help           this text
`;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    kills: { type: 'string', default: '40' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const file = path.join(root, 'tools', 'create-connector', 'combinations.json');
const all = JSON.parse(readFileSync(file, 'utf8'));
const unknown = (values.only ?? []).filter((name) => !all.some((one) => one.name === name));
if (unknown.length > 0) throw new Error(`There is no combination ${unknown.join(', ')} in ${file}.`);
const combinations = all.filter(({ name }) => values.only?.includes(name) ?? true);

const copy = copyWorkspace(root);
const problems = [];
try {
  say(
    'the workspace, copied',
    timed(() => must('build', [])),
  );
  // The first one by itself: so long it takes whoever makes one in a workspace that is built.
  const [first, ...others] = combinations;
  const made = generate(first);
  const checked = check(first);
  say(`${first.name}, from the generator to green`, made + checked);
  for (const one of others) generate(one);
  for (const one of others) check(one);
  say('tests of the workspace, with all of them', timed(workspaceTests));
} finally {
  if (values.keep) process.stdout.write(`The copy is in ${copy.folder}.\n`);
  else copy.remove();
}
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;

function generate({ name, options }) {
  const seconds = timed(() => must('new-connector', [name, ...options]));
  say(`${name} ${options.join(' ')}, made`, seconds);
  return seconds;
}

function check({ name }) {
  const result = copy.run('check', [name, '--kills', values.kills, '--json']);
  const line = result.stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`The check of ${name} said nothing. ${result.stderr}`);
  const { green, seconds, total } = JSON.parse(line);
  say(
    `${name}, ${green ? 'green' : 'NOT GREEN'}: ${Object.entries(seconds)
      .map(([step, one]) => `${step} ${one.toFixed(0)}`)
      .join(', ')}`,
    total,
  );
  if (!green) problems.push(`${name} is not green:\n${result.stderr}`);
  return total;
}

/** What is written about all connectors is true with the new ones. */
function workspaceTests() {
  const vitest = path.join(copy.folder, 'node_modules', 'vitest', 'vitest.mjs');
  const result = spawnSync(
    process.execPath,
    [vitest, 'run', '--config', 'scripts/vitest.config.ts', 'table', 'documents'],
    {
      cwd: copy.folder,
      encoding: 'utf8',
    },
  );
  if (result.status !== 0) problems.push(`Tests of the workspace fail:\n${result.stdout}${result.stderr}`);
}

function must(command, args) {
  const result = copy.run(command, args);
  if (result.status !== 0)
    throw new Error(`npm run ${command} -- ${args.join(' ')} failed.\n${result.stdout}${result.stderr}`);
}

function timed(work) {
  const from = Date.now();
  work();
  return (Date.now() - from) / 1000;
}

function say(what, seconds) {
  process.stdout.write(`${what} (${seconds.toFixed(0)} s)\n`);
}
