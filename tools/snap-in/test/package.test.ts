import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectionOf, runSync } from '@airdrop-connectors/airdrop';
import { createSimulator } from '@airdrop-connectors/simulators';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Manifest } from '../src/manifest/manifest.js';
import { bundleBudget } from '../src/package/bundle.js';
import { type SnapInPackage, stagePackage } from '../src/package/stage.js';
import { connectorNames, findConnector, workspaceFolder } from '../src/workspace.js';

let outside: string;

beforeAll(async () => {
  outside = await mkdtemp(path.join(tmpdir(), 'packages-'));
});

afterAll(() => rm(outside, { recursive: true, force: true }));

test.each(connectorNames())(
  '%s: two packagings of the same sources are the same to the byte',
  async (name) => {
    const first = await stage(name, 'first');
    const second = await stage(name, 'second');
    expect(second.archiveSha256).toBe(first.archiveSha256);
    expect(await contentOf(second.folder)).toEqual(await contentOf(first.folder));
  },
);

test.each(connectorNames())('%s: the package is within budget, and says what it is made of', async (name) => {
  const made = await stage(name, 'first');
  expect(made.bundleBytes).toBeLessThanOrEqual(bundleBudget.bytes);
  expect(made.modules.length).toBeGreaterThan(50);
  const sum = made.modules.reduce((total, { bytes }) => total + bytes, 0);
  expect(sum).toBeLessThanOrEqual(made.bundleBytes);
  expect(sum).toBeGreaterThan(made.bundleBytes * 0.9);
  const code = await readFile(path.join(made.folder, 'code', 'package.json'), 'utf8');
  expect(JSON.parse(code)).toMatchObject({
    version: made.version,
    airdropConnectors: { core: made.coreVersion },
  });
  expect(JSON.parse(code)).not.toHaveProperty('dependencies');
});

test.each(connectorNames())('%s: nothing in the package names this machine', async (name) => {
  const { folder } = await stage(name, 'first');
  for (const [file, content] of Object.entries(await contentOf(folder)))
    expect(content.includes(workspaceFolder), file).toBe(false);
});

test.each(connectorNames())(
  '%s: the manifest names what the bundle exports and offers its connections',
  async (name) => {
    const { folder } = await stage(name, 'first');
    const manifest: Manifest = parse(await readFile(path.join(folder, 'manifest.yaml'), 'utf8'));
    const bundle = createRequire(import.meta.url)(path.join(folder, 'code', 'dist', 'index.js'));
    expect(manifest.functions.map((one) => one.name)).toEqual(Object.keys(bundle.functionFactory));
    expect(manifest.imports).toHaveLength(1);
    expect(manifest.imports[0]?.allowed_connection_types).toEqual(manifest.keyring_types.map(({ id }) => id));
  },
);

test.each(connectorNames())(
  '%s: the packaged file syncs where there is no workspace around it',
  { timeout: 60_000 },
  async (name) => {
    const { folder } = await stage(name, 'first');
    const elsewhere = path.join(outside, 'elsewhere', name);
    await cp(path.join(folder, 'code'), elsewhere, { recursive: true });
    const simulator = await createSimulator(name, { size: 40, seed: 1 });
    try {
      const connection = connectionOf(name, simulator.connection);
      const run = {
        connector: name,
        bundlePath: path.join(elsewhere, 'dist', 'index.js'),
        dataDirectory: path.join(outside, 'data', name),
        connection: connection.data,
        secrets: connection.secrets,
        simulator,
      };
      expect(await runSync({ ...run, scenario: 'initial' })).toMatchObject({ status: 'done', missing: 0 });
      simulator.applyChanges({ seed: 2, edits: 5 });
      expect(await runSync({ ...run, scenario: 'incremental' })).toMatchObject({
        status: 'done',
        missing: 0,
      });
    } finally {
      await simulator.close();
    }
  },
);

function stage(name: string, folder: string): Promise<SnapInPackage> {
  return stagePackage(findConnector(name), path.join(outside, folder, name));
}

/** Files below a folder with their content, by path. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const files: [string, string][] = [];
  for (const { parentPath, name } of names) {
    const file = path.join(parentPath, name);
    files.push([path.relative(folder, file), await readFile(file, 'latin1')]);
  }
  return Object.fromEntries(files.sort());
}
