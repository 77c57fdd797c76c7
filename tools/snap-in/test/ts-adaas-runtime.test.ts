import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectionOf, type RunScenario, type RunSummary, runSync } from '@airdrop-connectors/airdrop';
import { createSimulator } from '@airdrop-connectors/simulators';
import { inWorld, smokeContract } from '@airdrop-connectors/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installWithSdk, officialSdk } from '../../../official-sdk.js';
import { type SnapInPackage, stagePackage } from '../src/package/stage.js';
import { findConnector } from '../src/workspace.js';

const sdk = officialSdk('Jira packaged for the official SDK, run on it');

const outside = mkdtempSync(path.join(tmpdir(), 'packaged-for-sdk-'));
let made: SnapInPackage;

beforeAll(async () => {
  made = await stagePackage(findConnector('jira'), path.join(outside, 'package'), 'ts-adaas');
});

afterAll(() => rm(outside, { recursive: true, force: true }));

const codeFile = (name: string) => readFile(path.join(made.folder, 'code', name), 'utf8');

describe('a connector packaged for the official SDK', () => {
  test('leaves the SDK to whoever installs the package', async () => {
    const { dependencies } = JSON.parse(await codeFile('package.json'));
    expect(dependencies).toEqual({ '@devrev/ts-adaas': '^1.20.0' });
    await expect(codeFile('package-lock.json')).rejects.toThrow(/ENOENT/);
    expect(made.modules.filter(({ module }) => /@devrev|axios/.test(module))).toEqual([]);
    expect(made.modules.map(({ module }) => module)).toContain(
      'packages/ts-adaas-runtime/dist/ts-adaas-platform.js',
    );
  });

  test('is the same connector: only the entry of core differs', async () => {
    const native = await stagePackage(findConnector('jira'), path.join(outside, 'native'));
    const ownModules = ({ modules }: SnapInPackage) =>
      modules.map(({ module }) => module).filter((module) => module.startsWith('connectors/'));
    expect(ownModules(made).sort()).toEqual(ownModules(native).sort());
    expect(await readFile(path.join(made.folder, 'manifest.yaml'), 'utf8')).toBe(
      await readFile(path.join(native.folder, 'manifest.yaml'), 'utf8'),
    );
  });

  test('says what is missing when the SDK is not installed, and is heard', async () => {
    const simulator = await createSimulator('jira', { size: 5, seed: 1 });
    const connection = connectionOf('jira', simulator.connection);
    const summary = await runSync({
      connector: 'jira',
      bundlePath: path.join(made.folder, 'code', 'dist', 'index.js'),
      dataDirectory: path.join(outside, 'without-sdk'),
      scenario: 'initial',
      connection: connection.data,
    }).finally(() => simulator.close());
    expect(summary).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/runs on @devrev\/ts-adaas, .* cannot be loaded.*\[sdk_unusable\]$/),
    });
  });
});

describe.skipIf(sdk === undefined)('on the official SDK', { timeout: 240_000 }, () => {
  const bundlePath = () => path.join(outside, 'installed', 'dist', 'index.js');

  smokeContract({ system: 'jira', bundle: pathToFileURL(bundlePath()) });

  beforeAll(() => installWithSdk(path.join(made.folder, 'code'), path.join(outside, 'installed'), sdk ?? ''));

  const complete = { status: 'done', missing: 0, duplicated: 0, violations: [] };

  test('Jira syncs in both directions, and goes on natively and back again', () =>
    inWorld({ system: 'jira', bundlePath: bundlePath(), size: 150 }, async (world) => {
      const native = path.join(findConnector('jira').folder, 'dist', 'index.cjs');
      const run = (scenario: RunScenario, bundle = bundlePath()): Promise<RunSummary> =>
        world.sync({ scenario, bundlePath: bundle, makeObjects: true });
      const initial = await run('initial');
      expect(initial).toMatchObject(complete);
      world.simulator.applyChanges({ seed: 2, edits: 6 });
      expect(await run('incremental')).toMatchObject(complete);
      await world.editDevrev({ seed: 1, edits: 8 });
      const reverse = await run('reverse');
      expect(reverse).toMatchObject(complete);
      expect(Object.values(reverse.loaded ?? {}).some(({ created }) => created > 0)).toBe(true);
      // The state of either port is read by the other: an increment brings less than everything.
      for (const [seed, bundle] of [
        [3, native],
        [4, bundlePath()],
      ] as const) {
        world.simulator.applyChanges({ seed, edits: 6 });
        const increment = await run('incremental', bundle);
        expect(increment).toMatchObject(complete);
        expect(increment.records.comments ?? 0).toBeLessThan((initial.records.comments ?? 0) / 2);
      }
    }));
});
