#!/usr/bin/env node
// Changesets must be readable: each names packages of this workspace and says something.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const packages = new Set(
  ['packages', 'connectors', 'tools'].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map(
      (name) => JSON.parse(readFileSync(path.join(root, folder, name, 'package.json'), 'utf8')).name,
    ),
  ),
);
const problems = [];
for (const file of readdirSync(path.join(root, '.changeset')).filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
)) {
  const text = readFileSync(path.join(root, '.changeset', file), 'utf8');
  const [, head = '', body = ''] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(text) ?? [];
  if (body.trim() === '') problems.push(`${file} says nothing`);
  for (const line of head.split('\n').filter((entry) => entry.trim() !== '')) {
    const [, name, bump] = /^'?"?([^'":]+)'?"?:\s*(\w+)$/.exec(line) ?? [];
    if (!packages.has(name)) problems.push(`${file} names the unknown package "${name ?? line}"`);
    if (!['patch', 'minor', 'major'].includes(bump))
      problems.push(`${file} has the unknown bump "${bump ?? line}"`);
  }
}
for (const problem of problems) process.stderr.write(`.changeset/${problem}\n`);
if (problems.length > 0) process.exit(1);
process.stdout.write('changesets: readable\n');
