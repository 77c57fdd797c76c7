import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorldChanges } from '@airdrop-connectors/simulators';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundleOf } from '../src/sync-run/connectors.js';
import type { WorldFile } from '../src/sync-run/data-directory.js';
import { readSummaries } from '../src/sync-run/run-summary.js';
import { runScenario, type ScenarioOptions } from '../src/sync-run/scenario.js';
import { startNotebook } from './notebook-source.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'airdrop-scenario-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** A fresh world each time, as a new process has it; its edits follow from seed and number alone. */
async function openNotebook(_: string, { size }: { size: number }) {
  const notebook = await startNotebook(size);
  return {
    ...notebook,
    applyChanges({ seed, edits, at = Date.now() }: WorldChanges) {
      for (let edit = 0; edit < edits; edit += 1) {
        const note = notebook.notes[(seed + edit) % notebook.notes.length];
        if (note !== undefined) notebook.edit(note.id, `Edited by ${seed}`, at);
      }
      return { created: 0, edited: edits, childrenAdded: 0, filesAdded: 0 };
    },
  };
}

function run(options: Partial<ScenarioOptions> = {}) {
  return runScenario({
    connector: 'notebook',
    scenario: 'initial',
    source: 'simulator',
    dataDirectory: path.join(directory, 'data'),
    size: 12,
    seed: 3,
    bundle: fileURLToPath(new URL('fixtures/behaving.cjs', import.meta.url)),
    environment: {},
    signal: new AbortController().signal,
    openSimulator: openNotebook,
    ...options,
  });
}

const scenarios = async () =>
  (await readSummaries(path.join(directory, 'data'))).map(({ scenario, status }) => `${scenario} ${status}`);

describe('the incremental scenario', () => {
  test('runs the initial one first when there is none', async () => {
    const summary = await run({ scenario: 'incremental', edits: 4 });
    expect(summary).toMatchObject({
      scenario: 'incremental',
      records: { notes: 4 },
      missing: 0,
      duplicated: 0,
    });
    expect(await scenarios()).toEqual(['initial done', 'incremental done']);
  });

  test('rebuilds the edited world in a later process', async () => {
    await run({ scenario: 'incremental', edits: 4 });
    const summary = await run({ scenario: 'incremental', edits: 2 });
    expect(summary).toMatchObject({ run: 3, records: { notes: 2 }, missing: 0, duplicated: 0 });
    const world: WorldFile = JSON.parse(await readFile(path.join(directory, 'data/world.json'), 'utf8'));
    expect(world.changes.map(({ edits }) => edits)).toEqual([4, 2]);
    expect(new Set(world.changes.map(({ seed }) => seed)).size).toBe(2);
  });

  test('edits a tenth of the world unless told otherwise', async () => {
    expect((await run({ scenario: 'incremental', size: 20 })).records).toEqual({
      attachments: expect.anything(),
      notes: 2,
    });
  });

  test('starts from the beginning when no initial run was finished', async () => {
    await run({ unitId: 'absent' });
    expect(await scenarios()).toEqual(['initial failed']);
    expect((await run({ scenario: 'incremental' })).status).toBe('done');
    expect(await scenarios()).toEqual(['initial done', 'incremental done']);
  });

  test('stops when the initial run it needs fails', async () => {
    const summary = await run({ scenario: 'incremental', unitId: 'absent' });
    expect(summary).toMatchObject({ scenario: 'initial', status: 'failed' });
  });
});

describe('the data directory', () => {
  test('of another world is left alone', async () => {
    await run();
    await expect(run({ size: 13 })).rejects.toThrow(
      /holds data of a simulated world of size 12 and seed 3, not of a simulated world of size 13 and seed 3/,
    );
    expect(await scenarios()).toEqual(['initial done']);
  });

  test('made by another version is left alone', async () => {
    await mkdir(path.join(directory, 'data'));
    await writeFile(path.join(directory, 'data/world.json'), '{"madeBy": "airdrop", "formatVersion": 9}');
    await expect(run()).rejects.toThrow('another version of this tool');
    await writeFile(path.join(directory, 'data/world.json'), '{');
    await expect(run()).rejects.toThrow('world.json is not valid JSON');
  });

  test('keeps what is not its own when a run starts over', async () => {
    await run();
    const file = path.join(directory, 'data/notes.txt');
    await writeFile(file, 'mine');
    expect((await run()).run).toBe(1);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  test('locked by a process that is gone can be used', async () => {
    await run();
    await writeFile(path.join(directory, 'data/run.lock'), '999999999');
    expect((await run()).status).toBe('done');
    await expect(readFile(path.join(directory, 'data/run.lock'))).rejects.toThrow('ENOENT');
  });
});

describe('the snap-in file', () => {
  test('is that of a known and built connector', async () => {
    await mkdir(path.join(directory, 'jira/dist'), { recursive: true });
    await writeFile(path.join(directory, 'jira/package.json'), '{}');
    expect(() => bundleOf('nope', undefined, directory)).toThrow('Known connectors: jira.');
    expect(() => bundleOf('jira', undefined, directory)).toThrow('is not built');
    await writeFile(path.join(directory, 'jira/dist/index.cjs'), '');
    expect(bundleOf('jira', undefined, directory)).toBe(path.join(directory, 'jira/dist/index.cjs'));
    expect(() => bundleOf('jira', '/absent.cjs', directory)).toThrow('/absent.cjs does not exist');
  });
});
