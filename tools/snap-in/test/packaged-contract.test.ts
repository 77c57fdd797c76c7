import { mkdtempSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { smokeContract } from '@airdrop-connectors/testing';
import { afterAll, beforeAll } from 'vitest';
import { stagePackage } from '../src/package/stage.js';
import { connectorNames, findConnector } from '../src/workspace.js';

/** Packages lie here as on the platform: what is inside them, and no workspace around it. */
const outside = mkdtempSync(path.join(tmpdir(), 'packaged-contract-'));
const codeOf = (name: string) => path.join(outside, name);

beforeAll(async () => {
  for (const name of connectorNames()) {
    const { folder } = await stagePackage(findConnector(name), path.join(outside, 'staged', name));
    await cp(path.join(folder, 'code'), codeOf(name), { recursive: true });
  }
  await rm(path.join(outside, 'staged'), { recursive: true });
});

afterAll(() => rm(outside, { recursive: true, force: true }));

for (const name of connectorNames())
  smokeContract({ system: name, bundle: pathToFileURL(path.join(codeOf(name), 'dist', 'index.js')) });
