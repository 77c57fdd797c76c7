import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installWithSdk, officialSdk, officialTemplate } from '../../../official-sdk.js';
import { openDatabase } from '../src/database/database.js';
import { editDevrev } from '../src/sync-run/reverse-run.js';
import type { RunSyncOptions } from '../src/sync-run/run-options.js';
import { runSync } from '../src/sync-run/run-sync.js';
import { runCommand } from './command-line.js';
import { type NotebookSource, notebookToken, startNotebook } from './notebook-source.js';

const sdk = officialSdk('snap-ins on the official SDK, driven by the local platform');
const template = officialTemplate('the fixtures of the official template, played on the local platform');

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'official-sdk-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** The SDK is loaded twice for each event, which a busy machine takes seconds for. */
const timeout = 120_000;

describe.skipIf(sdk === undefined)('a snap-in on the official SDK', { timeout }, () => {
  let notebook: NotebookSource;

  beforeEach(async () => {
    notebook = await startNotebook(14);
    const source = fileURLToPath(new URL('fixtures/sdk-snap-in', import.meta.url));
    await installWithSdk(source, path.join(directory, 'snap-in'), sdk ?? '');
  });

  afterEach(() => notebook.close());

  function sync(options: Partial<RunSyncOptions> = {}) {
    const key = JSON.stringify(notebook.connection);
    return runSync({
      connector: 'notebook',
      bundlePath: path.join(directory, 'snap-in', 'index.js'),
      dataDirectory: path.join(directory, 'data'),
      scenario: 'initial',
      connection: { key, orgId: 'local', orgName: 'Local' },
      secrets: [notebookToken, key],
      simulator: notebook,
      ...options,
    });
  }

  const complete = { status: 'done', missing: 0, duplicated: 0, violations: [] };

  test('brings everything over several invocations, files too, and then what has changed', async () => {
    // Units, metadata, three invocations of data of two pages each, attachments.
    expect(await sync()).toMatchObject({
      ...complete,
      records: { notes: 14, attachments: 4 },
      invocations: 6,
    });
    notebook.edit('note-0005', 'Changed', Date.now());
    expect(await sync({ scenario: 'incremental' })).toMatchObject({ ...complete, records: { notes: 1 } });
  });

  test('goes on in the same process, which the SDK leaves another console in', async () => {
    expect(await sync({ warmStarts: true })).toMatchObject(complete);
  });

  test('writes back what was made and edited in DevRev', async () => {
    await sync();
    const dataDirectory = path.join(directory, 'data');
    const database = await openDatabase(dataDirectory, 'read-write');
    const unit = { id: 'first', name: 'First notebook' };
    await editDevrev(database, dataDirectory, unit, { seed: 1, edits: 8 }).finally(() => database.close());
    const summary = await sync({ scenario: 'reverse' });
    expect(summary).toMatchObject({ ...complete, loaded: { notes: { failed: 0 } } });
    const written = [...(notebook.written?.() ?? [])];
    expect(written.filter(({ kind, isNew }) => kind === 'note' && isNew)).toHaveLength(
      summary.loaded?.notes?.created ?? -1,
    );
    expect(new Set(written.map(({ kind, isNew }) => `${kind} ${isNew}`))).toEqual(
      new Set(['note true', 'note false', 'file true']),
    );
    expect(await sync({ scenario: 'incremental' })).toMatchObject(complete);
  });
});

test.skipIf(template === undefined)('the fixtures of the official template', async () => {
  const { code, stdout } = await runCommand(
    directory,
    ['run-snap-in', template ?? '', '--fixture', '--json', '--quiet'],
    { TODO_API_KEY: 'canary-key-of-the-template' },
  );
  const ends: { fixture: string; reply?: { eventType: string; artifacts: { item_type: string }[] } }[] =
    JSON.parse(stdout);
  const replies = ends.map(({ fixture, reply }) => [
    fixture,
    reply?.eventType,
    reply?.artifacts.map(({ item_type: itemType }) => itemType).sort(),
  ]);
  expect(replies).toEqual([
    ['start_extracting_data', 'DATA_EXTRACTION_DONE', ['attachments', 'todos', 'users']],
    ['start_extracting_data_selective', 'DATA_EXTRACTION_DONE', ['todos']],
    ['start_extracting_external_sync_units', 'EXTERNAL_SYNC_UNIT_EXTRACTION_DONE', ['external_sync_units']],
    ['start_loading_data', 'DATA_LOADING_DONE', []],
  ]);
  expect(code).toBe(0);
});
