#!/usr/bin/env node
// Every kind of connector the generator makes is green at once: made in a copy of the workspace, then checked there.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copyWorkspace } from './workspace-copy.mjs';

const usage = `node scripts/check-generated.mjs [options]

Makes the connectors of tools/create-connector/combinations.json in a copy of the workspace, and checks each.

  --only <name>    one of them; may be given again
  --kills <n|all>  passed on to "npm run check"
  --whole          the whole contract suite for each: otherwise the first one passes it, and the others the groups
                   that depend on what is chosen
  --keep           leaves the copy where it is, and says where
  --help           this text
`;
/** What auth, paging, loaders and records have a part in; all else is the same for all of them. */
const groupsOfChoices = [
  'delivery',
  'paging',
  'credentials',
  'secrets',
  'rate limits',
  'state',
  'external sync units and metadata',
  'attachments',
  'documents',
  'efficiency',
  'loading',
];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const options = {
  only: { type: 'string', multiple: true },
  kills: { type: 'string' },
  whole: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};
let values;

try {
  ({ values } = parseArgs({ options }));
  if (values.help) process.stdout.write(usage);
  else checkAll(combinations());
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function combinations() {
  const file = path.join(root, 'tools', 'create-connector', 'combinations.json');
  const all = JSON.parse(readFileSync(file, 'utf8'));
  const wanted = values.only ?? all.map(({ name }) => name);
  const unknown = wanted.filter((name) => !all.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`${path.relative(root, file)} has no ${unknown.join(', ')}.`);
  return all.filter(({ name }) => wanted.includes(name));
}

/** The first one by itself: so long it takes whoever makes one in a workspace that is built. */
function checkAll([first, ...others]) {
  const copy = copyWorkspace(root, { keep: values.keep });
  if (values.keep) process.stdout.write(`The copy is ${copy.folder}.\n`);
  timed('the workspace, built', () => rootCommand(copy, 'build'));
  const problems = [];
  const made = make(copy, first);
  const green = check(copy, first, { problems, groups: [] });
  process.stdout.write(`${first.name}, from the generator to green: ${(made + green).toFixed(0)} s\n`);
  for (const one of others) make(copy, one);
  const groups = values.whole ? [] : groupsOfChoices;
  for (const one of others) check(copy, one, { problems, groups });
  timed('what is written about all connectors, with these', () =>
    copy.run('pnpm', [
      ...['exec', 'vitest', 'run', '--config', 'scripts/vitest.config.ts'],
      ...['table', 'documents', 'guide'],
    ]),
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function make(copy, { name, options }) {
  return timed(`${name}, made`, () => rootCommand(copy, 'new-connector', name, ...options));
}

/** @returns seconds */
function check(copy, { name }, { problems, groups }) {
  const kills = values.kills === undefined ? [] : ['--kills', values.kills];
  const chosen = [...kills, '--groups', groups.join(',')];
  const args = ['scripts/run.mjs', 'check', name, ...chosen, '--json'];
  const { stdout, stderr } = copy.spawn(process.execPath, args);
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(`The check of ${name} said nothing. ${stderr}`);
  const { green, seconds, total } = JSON.parse(line);
  const steps = Object.entries(seconds).map(([step, one]) => `${step} ${one.toFixed(0)}`);
  say(`${name}, ${green ? 'green' : 'NOT GREEN'}: ${steps.join(', ')}`, total);
  if (!green) problems.push(`${name} is not green:\n${stderr}`);
  return total;
}

function rootCommand(copy, ...args) {
  copy.run(process.execPath, ['scripts/run.mjs', ...args]);
}

/** @returns seconds */
function timed(what, work) {
  const from = Date.now();
  work();
  const seconds = (Date.now() - from) / 1000;
  say(what, seconds);
  return seconds;
}

function say(what, seconds) {
  process.stdout.write(`${seconds.toFixed(0).padStart(6)} s  ${what}\n`);
}
