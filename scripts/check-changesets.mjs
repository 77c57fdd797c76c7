#!/usr/bin/env node
// Changesets must be readable: each names packages of this workspace and says something. And whoever changes the API of
// core says so to the authors of connectors: a changed report without a changeset of core is refused.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
const packages = new Set(
  ['packages', 'connectors', 'tools'].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map(
      (name) => JSON.parse(readFileSync(path.join(root, folder, name, 'package.json'), 'utf8')).name,
    ),
  ),
);
const problems = [];
/** Files that name core, with what they say. */
const ofCore = new Map();
for (const file of readdirSync(path.join(root, '.changeset')).filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
)) {
  const text = readFileSync(path.join(root, '.changeset', file), 'utf8');
  const [, head = '', body = ''] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(text) ?? [];
  if (body.trim() === '') problems.push(`.changeset/${file} says nothing`);
  for (const line of head.split('\n').filter((entry) => entry.trim() !== '')) {
    const [, name, bump] = /^'?"?([^'":]+)'?"?:\s*(\w+)$/.exec(line) ?? [];
    if (!packages.has(name)) problems.push(`.changeset/${file} names the unknown package "${name ?? line}"`);
    if (!['patch', 'minor', 'major'].includes(bump))
      problems.push(`.changeset/${file} has the unknown bump "${bump ?? line}"`);
    if (name === '@airdrop-connectors/core') ofCore.set(`.changeset/${file}`, text);
  }
}
checkReport('docs/core-api/report.md');
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exit(1);
process.stdout.write('changesets: readable, and one for every change of the API of core\n');

/** Compares with where this branch left the main one, and on the main one with the commit before. */
function checkReport(report) {
  const head = git('rev-parse', 'HEAD');
  const fork = git('merge-base', 'HEAD', 'origin/main') ?? git('merge-base', 'HEAD', 'main');
  const base = fork === undefined || fork === head ? git('rev-parse', '--verify', 'HEAD^1') : fork;
  const before = base && git('show', `${base}:${report}`);
  // Without history, or before there was a report, there is nothing to compare with.
  if (before === undefined || before === readFileSync(path.join(root, report), 'utf8').trim()) return;
  const isNew = ([file, text]) => git('show', `${base}:${file}`) !== text.trim();
  if (![...ofCore].some(isNew))
    problems.push(`${report} differs from ${base.slice(0, 12)}: say what changes in a changeset of core`);
}

/** What git answers; undefined when it refuses. */
function git(...command) {
  const { status, stdout } = spawnSync('git', command, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return status === 0 ? stdout.trim() : undefined;
}
