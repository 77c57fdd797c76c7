import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { validateDataDirectory } from '@airdrop-connectors/airdrop';
import { expect } from 'vitest';
import type { ContractCase, ContractSubject } from '../contract-case.js';
import { expectComplete } from '../outcome.js';
import { inWorld } from '../world.js';

const execute = promisify(execFile);

/** What a connector declares agrees with what it delivers and exports. */
export const documentCases: readonly ContractCase[] = [
  {
    id: 'documents-valid',
    group: 'documents',
    title: 'metadata, mapping, records and manifest agree with one another (A04–A07)',
    run: agree,
  },
];

async function agree(subject: ContractSubject): Promise<void> {
  await inWorld({ ...subject, size: 60 }, async (world) => {
    expectComplete(await world.sync());
    world.simulator.applyChanges({ seed: 5, edits: 10 });
    expectComplete(await world.sync({ scenario: 'incremental' }));
    const { findings, recordTypes, records } = await validateDataDirectory(world.dataDirectory);
    const errors = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path: where, problem, fix }) => `${code} ${where} ${problem}. ${fix}`);
    expect(errors).toEqual([]);
    expect(recordTypes).toBeGreaterThan(0);
    expect(records).toBeGreaterThan(60);
  });
  const named = await manifestFunctions(subject.bundlePath);
  if (named !== undefined) expect(await exportedFunctions(subject.bundlePath)).toEqual(named);
}

/** Names in the manifest of the snap-in, sorted; undefined when it has none. */
async function manifestFunctions(bundlePath: string): Promise<string[] | undefined> {
  let manifest: string;
  try {
    manifest = await readFile(path.join(path.dirname(bundlePath), '..', 'manifest.yaml'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  // The list ends at the next key that is not indented.
  const [, list = ''] = /^functions:[^\n]*\n((?:(?:[ \t-][^\n]*|#[^\n]*)?\n)*)/m.exec(`${manifest}\n`) ?? [];
  const names = [...list.matchAll(/^\s*(?:-\s+)?name:\s*["']?([\w-]+)/gm)].map(([, name = '']) => name);
  expect(names, 'functions the manifest names').not.toEqual([]);
  return names.sort();
}

/** Loaded in a process of its own, as the deployed file would be. */
async function exportedFunctions(bundlePath: string): Promise<string[]> {
  const script = 'console.log(JSON.stringify(Object.keys(require(process.argv[1]).functionFactory)))';
  const { stdout } = await execute(process.execPath, ['-e', script, bundlePath]);
  return JSON.parse(stdout).sort();
}
