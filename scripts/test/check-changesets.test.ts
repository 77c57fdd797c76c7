import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = path.join(import.meta.dirname, '..', 'check-changesets.mjs');
let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(path.join(tmpdir(), 'changesets-'));
  for (const folder of ['connectors', 'tools', 'docs/core-api', '.changeset'])
    mkdirSync(path.join(workspace, folder), { recursive: true });
  for (const name of ['core', 'testing']) {
    mkdirSync(path.join(workspace, 'packages', name), { recursive: true });
    write(`packages/${name}/package.json`, JSON.stringify({ name: `@airdrop-connectors/${name}` }));
  }
  write('docs/core-api/report.md', 'function one(): void;\n');
  changeset('old', 'core', 'What is not released yet.');
  git('init', '--quiet', '--initial-branch', 'main');
  commit();
});

afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const write = (file: string, text: string) => writeFileSync(path.join(workspace, file), text);
const changeset = (file: string, name: string, text: string, bump = 'minor') =>
  write(`.changeset/${file}.md`, `---\n'@airdrop-connectors/${name}': ${bump}\n---\n\n${text}\n`);
const git = (...command: string[]) => execFileSync('git', command, { cwd: workspace });
const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];

function commit() {
  git('add', '-A');
  git(...author, 'commit', '--quiet', '--message', 'test: a commit');
}

function check() {
  const { status, stderr } = spawnSync(process.execPath, [script, workspace], { encoding: 'utf8' });
  return { status, text: stderr };
}

test('a changed report needs a changeset of core that was not there before', () => {
  git('switch', '--quiet', '--create', 'branch');
  write('docs/core-api/report.md', 'function one(count: number): void;\n');
  changeset('new', 'testing', 'Something else.');
  commit();
  expect(check().text).toMatch(/^docs\/core-api\/report.md differs from [0-9a-f]{12}: say what changes/);
  changeset('another', 'core', 'one() takes a number.');
  expect(check()).toEqual({ status: 0, text: '' });
});

test('on the main branch the last commit is what is looked at', () => {
  write('docs/core-api/report.md', 'function two(): void;\n');
  commit();
  expect(check().status).toBe(1);
  write('README.md', 'Another commit.\n');
  commit();
  expect(check()).toEqual({ status: 0, text: '' });
});

test('a release takes changesets away and leaves the API as it is', () => {
  rmSync(path.join(workspace, '.changeset', 'old.md'));
  commit();
  expect(check()).toEqual({ status: 0, text: '' });
});

test('a workspace without history is checked for what can be read', () => {
  rmSync(path.join(workspace, '.git'), { recursive: true });
  expect(check()).toEqual({ status: 0, text: '' });
  changeset('empty', 'core', '');
  changeset('unknown', 'nothing', 'Something.', 'huge');
  expect(check().text.split('\n').slice(0, -1)).toEqual([
    '.changeset/empty.md says nothing',
    '.changeset/unknown.md names the unknown package "@airdrop-connectors/nothing"',
    '.changeset/unknown.md has the unknown bump "huge"',
  ]);
});
