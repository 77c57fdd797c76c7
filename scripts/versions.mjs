#!/usr/bin/env node
// Takes the changesets into versions and changelogs, and core's version into the constant it sends to the platform.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const changesets = path.join(root, 'node_modules/@changesets/cli/bin.js');
const { status } = spawnSync(process.execPath, [changesets, 'version', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const { version } = JSON.parse(readFileSync(path.join(root, 'packages/core/package.json'), 'utf8'));
const file = path.join(root, 'packages/core/src/version.ts');
const source = readFileSync(file, 'utf8');
const updated = source.replace(/libraryVersion = '[^']*'/, `libraryVersion = '${version}'`);
if (!updated.includes(`libraryVersion = '${version}'`)) {
  process.stderr.write(`${file} has no line libraryVersion = '…', so it keeps another version than core.\n`);
  process.exit(1);
}
writeFileSync(file, updated);
