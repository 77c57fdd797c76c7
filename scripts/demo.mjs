#!/usr/bin/env node
// The demo: an initial import that is cut into several invocations, then people edit, then an incremental run.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dataDir = path.join(root, '.airdrop', 'demo');
const common = ['--size', '2000', '--seed', '1', '--data-dir', dataDir];

rmSync(dataDir, { recursive: true, force: true });
say('A simulated Jira project with 2,000 issues is imported; each invocation may only take a moment …');
airdrop(['sync', 'jira', '--scenario', 'initial', '--invocation-seconds', '2', ...common]);
say('People go on working in Jira: issues are edited and created, comments and files added …');
airdrop(['sync', 'jira', '--scenario', 'incremental', '--edits', '100', ...common]);
say('What arrived, asked with SQL:');
airdrop([
  'query',
  'select item_type, count(*) as records, min(modified_date) as oldest, max(modified_date) as newest from records group by all order by records desc',
  '--data-dir',
  dataDir,
]);
say('A page about the last run, for the browser:');
airdrop(['report', '--data-dir', dataDir]);
say(
  `Look around yourself:  npm run airdrop -- query "select * from records limit 5" --data-dir ${path.relative(process.cwd(), dataDir)}`,
);

function airdrop(args) {
  const result = spawnSync(process.execPath, [path.join(root, 'tools/airdrop/dist/cli.js'), ...args], {
    stdio: 'inherit',
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function say(text) {
  process.stdout.write(`\n${text}\n`);
}
