import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { TruthObject } from '@airdrop-connectors/simulators';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/database/database.js';
import { loadAcceptedArtifacts } from '../src/database/load-artifacts.js';
import { runFigures } from '../src/database/run-figures.js';
import { type ArtifactStore, openArtifactStore } from '../src/platform/artifact-store.js';
import { compareWithTruth } from '../src/sync-run/oracle.js';
import { note } from './direct-snap-in.js';

let directory: string;
let artifacts: ArtifactStore;
let database: Database;

beforeEach(async () => {
  // DuckDB would take these characters for a pattern.
  directory = await mkdtemp(path.join(tmpdir(), "airdrop-o'racle-[a]*-"));
  artifacts = await openArtifactStore(directory);
  database = await openDatabase(directory, 'read-write');
});

afterEach(async () => {
  database.close();
  await rm(directory, { recursive: true, force: true });
});

async function upload(content: Buffer, fileName = 'x.jsonl.gz') {
  const artifact = artifacts.prepare({ fileName, fileType: 'application/octet-stream' });
  async function* bytes() {
    yield content;
  }
  await artifacts.upload(artifact, bytes(), () => undefined);
  artifacts.confirm(artifact);
  return artifact;
}

async function accept(itemType: string, records: readonly object[], run = 1): Promise<void> {
  const artifact = await upload(gzipSync(records.map((record) => JSON.stringify(record)).join('\n')));
  artifacts.accept(artifact, { itemType, itemCount: records.length, run });
}

const started = Date.parse('2024-07-01T00:00:00Z');

function compare(truth: readonly TruthObject[]) {
  return compareWithTruth(database, truth, started, directory);
}

const truthOf = (id: string, changes: Partial<TruthObject> = {}): TruthObject => ({
  kind: 'note',
  itemType: 'notes*',
  id,
  modified: '2024-05-06T07:08:09.000Z',
  ...changes,
});

describe('missing', () => {
  test('is what was never delivered', async () => {
    await accept('notes', [note('1')]);
    await loadAcceptedArtifacts(database, artifacts);
    expect(await compare([truthOf('1'), truthOf('2')])).toEqual({
      missing: 1,
      duplicated: 0,
      examples: ['note 2 is absent.'],
    });
  });

  test('is what was delivered in an older version last', async () => {
    await accept('notes', [note('1'), note('1', { modified_date: '2024-05-01T00:00:00Z' })]);
    await loadAcceptedArtifacts(database, artifacts);
    const { missing, examples } = await compare([truthOf('1')]);
    expect(missing).toBe(1);
    expect(examples).toEqual([
      'note 1 is held in the version of 2024-05-01T00:00:00.000Z instead of 2024-05-06T07:08:09.000Z.',
    ]);
  });

  test('compares instants, not spellings', async () => {
    await accept('notes', [note('1', { modified_date: '2024-05-06T09:08:09+02:00' })]);
    await loadAcceptedArtifacts(database, artifacts);
    expect((await compare([truthOf('1')])).missing).toBe(0);
    expect((await compare([truthOf('1', { modified: '2024-05-06T07:08:09.001Z' })])).missing).toBe(1);
  });

  test('is not what changed or appeared after the run began', async () => {
    await accept('notes', [note('1')]);
    await loadAcceptedArtifacts(database, artifacts);
    const modified = '2024-07-01T00:00:01.000Z';
    expect((await compare([truthOf('1', { modified }), truthOf('2', { modified })])).missing).toBe(0);
  });

  test('is what came under an item type of another kind', async () => {
    await accept('users', [note('1')]);
    await loadAcceptedArtifacts(database, artifacts);
    expect((await compare([truthOf('1')])).missing).toBe(1);
  });

  test('is a file with other bytes, but not an empty one, which the platform does not take', async () => {
    const held = await upload(Buffer.from('right'), 'a.txt');
    const record = { id: { devrev: held.id, external: 'a' }, parent_id: { external: '1' } };
    await accept('ssor_attachment', [record]);
    await accept('attachments', [{ id: 'empty', url: 'u', file_name: 'e', parent_id: '1' }]);
    await loadAcceptedArtifacts(database, artifacts);
    const file = (id: string, content: string): TruthObject => ({
      kind: 'file',
      itemType: 'attachments',
      id,
      file: { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
    });
    expect((await compare([file('a', 'right'), file('empty', '')])).missing).toBe(0);
    const { missing, examples } = await compare([file('a', 'wrong'), file('b', 'b'), file('none', '')]);
    expect(missing).toBe(3);
    expect(examples.slice(0, 3)).toEqual([
      'file a has other bytes than the source.',
      'file b is absent.',
      'file none is absent.',
    ]);
  });
});

describe('duplicated', () => {
  test('is what is held under two item types', async () => {
    await accept('notes', [note('1')]);
    await accept('notes_archived', [note('1')]);
    await loadAcceptedArtifacts(database, artifacts);
    expect(await compare([truthOf('1')])).toEqual({
      missing: 0,
      duplicated: 1,
      examples: ['note 1 is held under notes and notes_archived.'],
    });
  });

  test('is what the source does not have, among the item types it speaks of', async () => {
    await accept('notes', [note('1'), note('made-up')]);
    await accept('other', [note('9')]);
    await loadAcceptedArtifacts(database, artifacts);
    expect((await compare([truthOf('1')])).duplicated).toBe(1);
  });

  test('is not what was delivered twice', async () => {
    await accept('notes', [note('1'), note('1')]);
    await accept('notes', [note('1', { modified_date: '2024-05-07T00:00:00Z' })]);
    await loadAcceptedArtifacts(database, artifacts);
    expect((await compare([truthOf('1')])).duplicated).toBe(0);
    expect(await runFigures(database, 1)).toEqual({
      records: { notes: 1 },
      repeated: 1,
      attachmentsBytes: 0,
    });
  });
});

describe('loading', () => {
  test('keeps the order of replies and lines over many files and calls', async () => {
    for (let file = 0; file < 120; file += 1) {
      const records = Array.from({ length: 20 }, (_, line) =>
        note(String(line), { data: { title: `${file}` } }),
      );
      await accept('notes', records);
    }
    await loadAcceptedArtifacts(database, artifacts);
    await accept('notes', [note('7', { data: { title: 'last' } })]);
    await loadAcceptedArtifacts(database, artifacts);
    await loadAcceptedArtifacts(database, artifacts);
    const rows = await database.rows(
      `SELECT data ->> '$.title' AS title, count(*) AS n FROM records GROUP BY title ORDER BY title`,
    );
    expect(rows).toEqual([
      { title: '119', n: 19 },
      { title: 'last', n: 1 },
    ]);
    const [count] = await database.rows(
      'SELECT count(*) AS n, count(DISTINCT sequence) AS s FROM deliveries',
    );
    expect(count).toEqual({ n: 2401, s: 2401 });
  });

  test('makes a view per item type with the fields of the metadata', async () => {
    const fields = { title: {}, 'odd "name"': {}, id: {}, Title: {} };
    await accept('external_domain_metadata', [
      { schema_version: 'v0.2.0', record_types: { notes: { fields } } },
    ]);
    await accept('notes', [note('1', { data: { title: 'One', 'odd "name"': 2 } })]);
    await loadAcceptedArtifacts(database, artifacts);
    expect(await database.rows('SELECT * EXCLUDE (created_date, modified_date, data) FROM notes')).toEqual([
      { id: '1', title: 'One', 'odd "name"': '2' },
    ]);
  });
});

test('a log of artifacts that a kill cut short is mended', async () => {
  const first = await upload(Buffer.from('one'));
  const whole = { artifact_id: first.id, event: 'confirmed' };
  await writeFile(artifacts.indexFile, `${JSON.stringify(whole)}\n{"artifact_id": "don`, { flag: 'a' });
  const reopened = await openArtifactStore(directory);
  expect(reopened.find(first.id)).toMatchObject({ confirmed: true, uploaded: { bytes: 3 } });
  const second = reopened.prepare({ fileName: 'a', fileType: 'b' });
  expect((await openArtifactStore(directory)).find(second.id)?.fileName).toBe('a');
});
