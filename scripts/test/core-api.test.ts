import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const workspace = path.join(import.meta.dirname, '..', '..');
const core = path.join('packages', 'core');
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'core-api-'));
  for (const folder of [path.join(core, 'dist'), path.join(core, 'src'), path.join('docs', 'core-api')])
    cpSync(path.join(workspace, folder), path.join(copy, folder), { recursive: true });
  cpSync(path.join(workspace, core, 'package.json'), path.join(copy, core, 'package.json'));
  for (const modules of ['node_modules', path.join(core, 'node_modules')])
    symlinkSync(path.join(workspace, modules), path.join(copy, modules));
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

function run(...options: string[]) {
  const script = path.join(workspace, 'scripts', 'core-api.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, copy, ...options], { encoding: 'utf8' });
  return { status, text: stderr };
}

const report = () => readFileSync(path.join(copy, 'docs/core-api/report.md'), 'utf8');

test('the reference is what core exports, wherever the workspace is', () => {
  expect(run('--check')).toEqual({ status: 0, text: '' });
});

test('an export without a docstring is named, and so are the pages it is missing from', () => {
  appendFileSync(path.join(copy, core, 'dist/entry.d.ts'), '\nexport declare const silent: number;\n');
  const { status, text } = run('--check');
  expect(status).toBe(1);
  expect(text.split('\n').slice(0, -1)).toEqual([
    'entry: silent is exported without a docstring',
    'docs/core-api/entry.md is not what core exports: npm run api',
    'docs/core-api/README.md is not what core exports: npm run api',
    'docs/core-api/report.md is not what core exports: npm run api',
  ]);
});

test('prose changes no report; what an exported shape is made of does, also when nobody can import it', () => {
  const before = report();
  appendFileSync(
    path.join(copy, core, 'dist/entry.d.ts'),
    '\ninterface Inner {\n    depth: number;\n}\n/** Told. */\nexport declare function told(inner: Inner): void;\n',
  );
  expect(run().status).toBe(0);
  const [added = '', hidden = ''] = report().split('## Referred to, not exported');
  expect(added).toContain('function told(inner: Inner): void;\n');
  expect(added).not.toContain('Told.');
  expect(hidden).toContain('interface Inner {\n  depth: number;\n}\n');
  expect(before).not.toContain('Inner {');
});
