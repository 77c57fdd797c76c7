import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releaseOf } from '../../src/runtime/release.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'release-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const release = (manifest: string) => {
  writeFileSync(path.join(folder, 'package.json'), manifest);
  return releaseOf(pathToFileURL(path.join(folder, 'dist', 'index.js')));
};

test('a packaged connector says its version, that of core, and the commit', () => {
  const stamp = { core: '0.2.1', commit: '3f2a91c04d5e66aa77bb88cc', dirty: false };
  const manifest = { name: 'airdrop-boxes', version: '0.3.0', airdropConnectors: stamp };
  expect(release(JSON.stringify(manifest))).toBe('0.3.0, core 0.2.1, commit 3f2a91c04d5e');
  expect(release(JSON.stringify({ ...manifest, airdropConnectors: { ...stamp, dirty: true } }))).toBe(
    '0.3.0, core 0.2.1, commit 3f2a91c04d5e, changed',
  );
});

test('a built one that is not packaged says its version', () => {
  expect(release('{"version":"0.3.0"}')).toBe('0.3.0');
});

test.each(['', '<html>', '[]', '{"version":3}'])('package.json with %j says nothing', (text) => {
  expect(release(text)).toBeUndefined();
});

test.each(['file:///nowhere/dist/index.js', 'data:text/javascript,1'])('nor does %s', (entry) => {
  expect(releaseOf(new URL(entry))).toBeUndefined();
});
