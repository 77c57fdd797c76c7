import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, openTemporaryDatabase } from '../src/database/database.js';
import type { RunSyncOptions } from '../src/sync-run/run-options.js';
import type { RunSummary } from '../src/sync-run/run-summary.js';
import { runSync } from '../src/sync-run/run-sync.js';
import { type NotebookSource, notebookToken, startNotebook } from './notebook-source.js';

let directory: string;
let notebook: NotebookSource;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'airdrop-run-'));
  notebook = await startNotebook(14);
});

afterEach(async () => {
  await notebook.close();
  await rm(directory, { recursive: true, force: true });
});

function sync(options: Partial<RunSyncOptions> = {}): Promise<RunSummary> {
  const key = JSON.stringify(notebook.connection);
  return runSync({
    connector: 'notebook',
    bundlePath: fixture('behaving.cjs'),
    dataDirectory: directory,
    scenario: 'initial',
    connection: { key, orgId: 'local', orgName: 'Local' },
    secrets: [notebookToken, key],
    simulator: notebook,
    ...options,
  });
}

function misbehave(how: string, options: Partial<RunSyncOptions> = {}): Promise<RunSummary> {
  return sync({ bundlePath: fixture('misbehaving.cjs'), environment: { MISBEHAVIOUR: how }, ...options });
}

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

describe('a connector that keeps the protocol', () => {
  test('is not charged the memory of the platform that starts it', async () => {
    const held = Buffer.alloc(400 * 1024 * 1024, 1);
    const { peakRssMb } = await sync();
    expect(held.length).toBeGreaterThan(0);
    expect(peakRssMb).toBeGreaterThan(10);
    expect(peakRssMb).toBeLessThan(200);
  });

  test('brings everything of the source over in one initial run', async () => {
    const summary = await sync();
    expect(summary).toMatchObject({
      status: 'done',
      scenario: 'initial',
      unit: { id: 'first', name: 'First notebook' },
      records: { notes: 14, attachments: 4 },
      missing: 0,
      duplicated: 0,
      repeated: 0,
      violations: [],
    });
    expect(summary.attachmentsBytes).toBe(4 * 'Text of note-0003'.length);
    expect(summary.calls).toBe(1 + 6 + 4);
    expect(summary.peakRssMb).toBeGreaterThan(10);
    // Sync units, metadata, three invocations of data (two pages each), attachments.
    expect(summary.invocations).toBe(6);
  });

  test('delivers what changed in an incremental run and nothing else', async () => {
    await sync();
    notebook.edit('note-0005', 'Changed', Date.now());
    const summary = await sync({ scenario: 'incremental' });
    expect(summary).toMatchObject({
      status: 'done',
      run: 2,
      records: { notes: 1 },
      missing: 0,
      duplicated: 0,
    });
    const database = await openDatabase(directory, 'read-only');
    const rows = await database.rows(`SELECT title, (SELECT count(*) FROM notes)::INTEGER AS notes
      FROM notes WHERE id = 'note-0005'`);
    database.close();
    expect(rows).toEqual([{ title: 'Changed', notes: 14 }]);
  });

  test('is compared with the source over two runs in a database in memory, which leaves no file', async () => {
    const database = await openTemporaryDatabase(directory);
    expect(await sync({ database })).toMatchObject({ status: 'done', missing: 0, duplicated: 0 });
    notebook.edit('note-0005', 'Changed', Date.now());
    const summary = await sync({ database, scenario: 'incremental' });
    expect(summary).toMatchObject({ status: 'done', records: { notes: 1 }, missing: 0, duplicated: 0 });
    expect(await database.rows('SELECT count(*) AS count FROM records')).toEqual([{ count: 18 }]);
    database.close();
    expect((await readdir(directory)).filter((name) => name.startsWith('database'))).toEqual([]);
  });

  test('gets over platform answers of 503 and cut connections', async () => {
    const failed = new Set<string>();
    const summary = await sync({
      faults: ({ endpoint, attempt }) => {
        if (attempt !== 1) return undefined;
        failed.add(endpoint);
        return failed.size % 2 === 0 ? 'reset' : { status: 503, body: '<html>Unavailable</html>' };
      },
    });
    expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
    expect(failed.size).toBeGreaterThan(8);
  });

  test('may send its reply again when the answer to it was lost', async () => {
    const summary = await sync({
      faults: ({ endpoint, attempt }) =>
        endpoint === 'POST /callback/:id' && attempt === 3 ? 'reset-after' : undefined,
    });
    expect(summary).toMatchObject({ status: 'done', missing: 0, violations: [] });
  });

  test.each([
    ['before an upload is received', 'POST /upload/:id', 4, 'arrived'],
    ['after an upload was confirmed', 'POST /internal/airdrop.artifacts.confirm-upload', 4, 'handled'],
    ['after its state was written', 'POST /internal/airdrop.external-worker.update', 3, 'handled'],
    ['before its reply is received', 'POST /callback/:id', 3, 'arrived'],
    ['after its reply was accepted', 'POST /callback/:id', 4, 'handled'],
  ] as const)('is continued without loss when it is killed %s', async (_, endpoint, attempt, stage) => {
    const points: string[] = [];
    const summary = await sync({
      killWhen: (point) => {
        const isHere = point.endpoint === endpoint && point.attempt === attempt && point.stage === stage;
        if (isHere) points.push(`${point.invocation}`);
        return isHere;
      },
    });
    expect(points).toHaveLength(1);
    expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
  });

  test('is told its soft deadline and sees nothing else of this environment', async () => {
    process.env.AIRDROP_TEST_LEAK = 'leak';
    const summary = await sync({ bundlePath: fixture('environment.cjs'), invocationSeconds: 7 });
    delete process.env.AIRDROP_TEST_LEAK;
    expect(summary.error).toBe('deadline 7, leak undefined');
  });
});

describe('the external sync unit', () => {
  test('is the one asked for, or the run fails with the list of those that exist', async () => {
    expect((await sync({ unitId: 'first' })).status).toBe('done');
    const summary = await sync({ unitId: 'second' });
    expect(summary.status).toBe('failed');
    expect(summary.error).toContain('no external sync unit "second". Known are first (First notebook).');
  });

  test('of an incremental run must have been imported', async () => {
    const summary = await sync({ scenario: 'incremental' });
    expect(summary).toMatchObject({ status: 'failed', invocations: 0 });
    expect(summary.error).toContain('no finished initial run');
  });
});

describe('a connector that goes wrong', () => {
  test('fails the run with the rule a legacy reply name breaks', async () => {
    const summary = await misbehave('replies with a legacy name');
    expect(summary.status).toBe('failed');
    expect(summary.violations.map(({ rule }) => rule)).toEqual(['reply-name']);
    expect(summary.error).toContain('EXTRACTION_METADATA_DONE');
  });

  test('fails the run when it replies twice', async () => {
    const summary = await misbehave('replies twice');
    expect(summary).toMatchObject({ status: 'failed', violations: [{ rule: 'one-reply', invocation: 1 }] });
  });

  test('is called again three times when it ends without reply and change, then fails', async () => {
    const eventTypes: string[] = [];
    const summary = await misbehave('never replies', {
      onInvocation: ({ eventType }) => eventTypes.push(eventType),
    });
    expect(eventTypes.slice(2)).toEqual([
      'START_EXTRACTING_DATA',
      'CONTINUE_EXTRACTING_DATA',
      'CONTINUE_EXTRACTING_DATA',
      'CONTINUE_EXTRACTING_DATA',
    ]);
    expect(summary.status).toBe('failed');
    expect(summary.error).toContain('4 times in a row on CONTINUE_EXTRACTING_DATA without a reply');
  });

  test('is called again three times when its replies are refused, whatever else it saves, then fails', async () => {
    const problems: string[] = [];
    const summary = await sync({
      faults: ({ endpoint, attempt }) =>
        endpoint === 'POST /callback/:id' && attempt > 2 ? { status: 403 } : undefined,
      onProgress: (progress) => {
        if (progress.type === 'no-reply') problems.push(progress.problem);
      },
    });
    expect(summary).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(
        /4 times in a row .* without a reply that was accepted; .* at most 3 times/,
      ),
    });
    expect(problems.map((problem) => /(\d) of 3 times$/.exec(problem)?.[1])).toEqual(['1', '2', '3']);
  });

  test('has its last words quoted when it throws', async () => {
    const summary = await misbehave('throws before it replies');
    expect(summary.error).toContain('The notebook is upside down.');
  });

  test('ends the run with the sentence of its error reply', async () => {
    const summary = await misbehave('replies an error');
    expect(summary).toMatchObject({
      status: 'failed',
      error: 'The notebook is closed. Open it.',
      missing: null,
      violations: [],
    });
  });

  test('is left alone for as long as it asks for', async () => {
    const waits: number[] = [];
    const summary = await misbehave('asks to be called later', {
      clock: {
        now: Date.now,
        // Only the invocation limit is longer; it must not fire.
        sleep: (seconds) => {
          if (seconds > 600) return new Promise(() => undefined);
          waits.push(seconds);
          return Promise.resolve();
        },
      },
    });
    expect(waits).toEqual([45]);
    expect(summary).toMatchObject({ status: 'done', missing: 0 });
  });

  test('fails when it reports progress forever without any', async () => {
    const summary = await misbehave('makes no progress');
    expect(summary.error).toContain('without any progress');
  });

  test('fails when it installs no mapping', async () => {
    const summary = await misbehave('installs no mapping');
    expect(summary.violations.map(({ rule }) => rule)).toEqual(['mapping-installed']);
  });

  test('is found out by the oracle when it leaves objects out', async () => {
    const summary = await misbehave('forgets notes');
    expect(summary).toMatchObject({ status: 'done', missing: 14 + 4, duplicated: 0 });
    expect(summary.examples).toContain('note note-0001 is absent.');
  });

  test('is found out by the oracle when it makes objects up or repeats them', async () => {
    const summary = await misbehave('invents a note');
    expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 1, repeated: 1 });
    expect(summary.examples).toEqual(['notes invented is held but does not exist at the source.']);
  });

  test('is killed at the invocation limit', async () => {
    const summary = await misbehave('hangs', {
      invocationLimitSeconds: 780,
      clock: { now: Date.now, sleep: () => Promise.resolve() },
    });
    expect(summary.status).toBe('failed');
    expect(summary.error).toContain('killed after the limit of 780 seconds');
  });

  test('is ended when the run is interrupted, and the directory can be used again', async () => {
    const stop = new AbortController();
    const summary = await misbehave('hangs', { signal: stop.signal, onInvocation: () => stop.abort() });
    expect(summary).toMatchObject({ status: 'interrupted', invocations: 1 });
    expect((await sync()).status).toBe('done');
  });

  test('cannot get a credential written down', async () => {
    const { simulator: _, ...withoutSimulator } = { simulator: notebook };
    const summary = await misbehave('prints its credential', withoutSimulator);
    expect(summary.skipped).toBe(2);
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(path.join(entry.parentPath, entry.name), 'latin1');
      expect(content, entry.name).not.toContain(notebookToken);
    }
    const log = await readFile(path.join(directory, 'runs/1/connector.log'), 'utf8');
    expect(log).toContain('key [redacted]\n');
    expect(log).toContain('token [redacted]\n');
  });
});

test('a process that a test kills again and again does not use up the patience of the platform', async () => {
  let kills = 0;
  const summary = await sync({
    killWhen: ({ endpoint, stage }) => {
      if (kills === 6 || endpoint !== 'POST /upload/:id' || stage !== 'arrived') return false;
      kills += 1;
      return true;
    },
  });
  expect(kills).toBe(6);
  expect(summary).toMatchObject({ status: 'done', missing: 0 });
});
