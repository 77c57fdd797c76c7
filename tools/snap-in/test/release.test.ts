import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changesOf } from '../src/release/changelog.js';
import { release } from '../src/release/release.js';
import { connectorNames, findConnector, releasedNames } from '../src/workspace.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'release-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const changelog = `# @airdrop-connectors/boxes

## 0.3.0

### Minor Changes

- Boxes have lids.

## 0.2.10

### Patch Changes

- Updated dependencies
`;

test('the changes of a version are what stands below its heading', () => {
  expect(changesOf(changelog, '0.3.0')).toBe('### Minor Changes\n\n- Boxes have lids.');
  expect(changesOf(changelog, '0.2.10')).toBe('### Patch Changes\n\n- Updated dependencies');
  expect(changesOf(changelog, '0.2.1')).toBeUndefined();
  expect(changesOf('', '0.3.0')).toBeUndefined();
});

test('a release holds the archive, manifest and changes of each connector, and checksums that are true', async () => {
  const target = path.join(folder, 'release');
  const [jira] = await release([findConnector('jira')], { target, isRehearsal: true });
  const name = `jira-${jira?.version}`;
  expect((await readdir(target)).sort()).toEqual(
    ['SHA256SUMS', `${name}.changes.md`, `${name}.manifest.yaml`, `${name}.tar.gz`, 'release.json'].sort(),
  );
  const archive = await readFile(path.join(target, `${name}.tar.gz`));
  const sum = createHash('sha256').update(archive).digest('hex');
  expect(await readFile(path.join(target, 'SHA256SUMS'), 'utf8')).toBe(`${sum}  ${name}.tar.gz\n`);
  expect(jira?.archiveSha256).toBe(sum);
  expect(await readdir(folder)).toEqual(['release']);
});

test('a version that no changelog knows is not released', async () => {
  const target = path.join(folder, 'release');
  await expect(release([findConnector('jira')], { target, isRehearsal: false })).rejects.toThrow(
    /changes that are in no commit|CHANGELOG\.md says nothing about version/,
  );
  expect(await readdir(folder)).toEqual([]);
});

test('all connectors are released but examples', () => {
  expect(connectorNames().filter((name) => !releasedNames().includes(name))).toEqual(['codeberg', 'todo']);
});
