import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { editDevrev, openDatabase, type RunSyncOptions, runSync } from '@airdrop-connectors/airdrop';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installWithSdk, officialSdk } from '../../../official-sdk.js';
import { type NotebookSource, startNotebook } from '../../../tools/airdrop/test/notebook-source.js';

const sdk = officialSdk('replacing an installed snap-in on the official SDK by a connector, and back');

const root = path.join(import.meta.dirname, '..', '..', '..');
const toys = path.join(root, 'packages', 'testing', 'dist', 'toys', 'notebook');
const complete = { status: 'done', missing: 0, duplicated: 0, violations: [] };
const unit = { id: 'first', name: 'First notebook' };

let directory: string;
let notebook: NotebookSource;
/** The same snap-in three times: written on the SDK, ported, and ported with the SDK below. */
let bundles: { template: string; native: string; onSdk: string };

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'moving-'));
  notebook = await startNotebook(30);
  bundles = {
    template: path.join(directory, 'template', 'index.js'),
    native: path.join(toys, 'index.cjs'),
    onSdk: path.join(directory, 'ported.cjs'),
  };
  if (sdk === undefined) return;
  const template = path.join(root, 'tools', 'airdrop', 'test', 'fixtures', 'sdk-snap-in');
  await installWithSdk(template, path.dirname(bundles.template), sdk);
  await installWithSdk(path.join(toys, 'on-ts-adaas.cjs'), bundles.onSdk, sdk);
});

afterEach(async () => {
  await notebook.close();
  await rm(directory, { recursive: true, force: true });
});

/** @param bundle file of the snap-in, asked for at every event */
function sync(bundle: string | (() => string), options: Partial<RunSyncOptions> = {}) {
  return runSync({
    connector: 'notebook',
    dataDirectory: path.join(directory, 'data'),
    scenario: 'initial',
    connection: { key: JSON.stringify(notebook.connection), orgId: 'local', orgName: 'Local' },
    simulator: notebook,
    ...options,
    get bundlePath() {
      return typeof bundle === 'string' ? bundle : bundle();
    },
  });
}

/** A run that the snap-in on the SDK begins, and the port finishes from the first event on that `isDue` says. */
function replacedWhen(isDue: (eventType: string) => boolean) {
  let bundlePath = bundles.template;
  return sync(() => bundlePath, {
    eventOverride(event) {
      if (isDue(event.payload.event_type)) bundlePath = bundles.native;
      return event;
    },
  });
}

test('the port brings everything, files too, and then what has changed', async () => {
  expect(await sync(bundles.native)).toMatchObject({ ...complete, records: { notes: 30, attachments: 10 } });
  notebook.edit('note-0005', 'Changed', Date.now());
  expect(await sync(bundles.native, { scenario: 'incremental' })).toMatchObject({
    ...complete,
    records: { notes: 1 },
  });
});

/** The SDK is loaded twice for each event, which a busy machine takes seconds for. */
const timeout = 120_000;

describe.skipIf(sdk === undefined)(
  'an installed snap-in is replaced without importing again',
  { timeout },
  () => {
    test.each(['native', 'onSdk'] as const)('by the port (%s), and back', async (port) => {
      expect(await sync(bundles.template)).toMatchObject({ ...complete, records: { notes: 30 } });
      for (const [index, bundle] of [bundles[port], bundles.template].entries()) {
        // Only the runtime on the SDK writes a state that the SDK itself reads.
        if (bundle === bundles.template && port === 'native') continue;
        notebook.edit(`note-000${index + 1}`, `Changed ${index}`, Date.now());
        expect(await sync(bundle, { scenario: 'incremental' })).toMatchObject({
          ...complete,
          records: { notes: 1 },
        });
      }
    });

    test('in the middle of a run: what is left is brought, and nothing is missing', async () => {
      let continued = 0;
      const summary = await replacedWhen((eventType) => {
        if (eventType === 'CONTINUE_EXTRACTING_DATA') continued += 1;
        return continued > 1;
      });
      expect(continued).toBeGreaterThan(1);
      expect(summary).toMatchObject(complete);
    });

    test('between its data and its files: the files it has listed are brought', async () => {
      const summary = await replacedWhen((eventType) => eventType === 'START_EXTRACTING_ATTACHMENTS');
      expect(summary).toMatchObject(complete);
      expect(summary.attachmentsBytes).toBeGreaterThan(0);
    });

    test('with what it has written: objects have their links, and nothing is made twice', async () => {
      const edits = async (seed: number) => {
        const database = await openDatabase(path.join(directory, 'data'), 'read-write');
        await editDevrev(database, path.join(directory, 'data'), unit, { seed, edits: 6 }).finally(() =>
          database.close(),
        );
      };
      await sync(bundles.template);
      await edits(1);
      expect(await sync(bundles.template, { scenario: 'reverse' })).toMatchObject(complete);
      await edits(2);
      expect(await sync(bundles.native, { scenario: 'reverse' })).toMatchObject(complete);
    });
  },
);

test('the guide shows the files as they are', async () => {
  const guide = await readFile(path.join(root, 'docs', 'moving-from-ts-adaas.md'), 'utf8');
  const shown = [...guide.matchAll(/```[jt]s\n\/\/ (\S+)\n(.*?)```/gs)];
  expect(shown.length).toBeGreaterThan(2);
  for (const [, file = '', code = ''] of shown) {
    const source = await readFile(path.join(root, file), 'utf8');
    for (const part of code.split(/^\s*\/\/ …\n/m)) expect(source).toContain(part.trim());
  }
});
