import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const connectors = readdirSync(path.join(root, 'connectors'));

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(path.join(tmpdir(), 'versions-'));
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', '.changeset/config.json'])
    cpSync(path.join(root, file), path.join(workspace, file));
  for (const folder of ['packages', 'connectors', 'tools']) {
    for (const name of readdirSync(path.join(root, folder))) {
      mkdirSync(path.join(workspace, folder, name), { recursive: true });
      cpSync(
        path.join(root, folder, name, 'package.json'),
        path.join(workspace, folder, name, 'package.json'),
      );
    }
  }
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

/** Versions by package before and after a changeset for one of them was taken in. */
function takeIn(packageName: string) {
  const changeset = `---\n'${packageName}': minor\n---\n\nSomething is new.\n`;
  writeFileSync(path.join(workspace, '.changeset', 'one.md'), changeset);
  const cli = path.join(root, 'node_modules/@changesets/cli/bin.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, 'version'], {
    cwd: workspace,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
}

const versionOf = (folder: string, at = workspace) =>
  JSON.parse(readFileSync(path.join(at, folder, 'package.json'), 'utf8')).version;
const isNew = (folder: string) => versionOf(folder) !== versionOf(folder, root);

test('a change of core gives every connector it is bundled into a version and a changelog entry', () => {
  takeIn('@airdrop-connectors/core');
  for (const connector of connectors) {
    expect(isNew(`connectors/${connector}`), connector).toBe(true);
    const changelog = readFileSync(path.join(workspace, 'connectors', connector, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toContain(`## ${versionOf(`connectors/${connector}`)}`);
    expect(changelog).toContain('@airdrop-connectors/core');
  }
});

test('a change of one connector leaves core and the other connectors as they are', () => {
  const [changed = '', ...others] = connectors;
  takeIn(`@airdrop-connectors/${changed}`);
  expect(isNew(`connectors/${changed}`)).toBe(true);
  expect(isNew('packages/core')).toBe(false);
  for (const connector of others) expect(isNew(`connectors/${connector}`), connector).toBe(false);
});
