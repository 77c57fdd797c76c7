import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countDanglingReferences } from '../src/database/dangling-references.js';
import { openDatabase } from '../src/database/database.js';
import { drawFaults, faultProfiles } from '../src/sync-run/fault-profiles.js';
import { runScenario } from '../src/sync-run/scenario.js';
import { createSkipReport } from '../src/sync-run/skip-report.js';
import { gapLines } from '../src/terminal/table.js';
import { startNotebook } from './notebook-source.js';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'airdrop-trouble-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function requests(count: number, attempt: number) {
  return Array.from({ length: count }, (_, number) => ({
    method: 'GET',
    path: `/things/${number}`,
    number,
    attempt,
    isRedirected: false,
  }));
}

describe('faults are drawn', () => {
  const { hostile } = faultProfiles;
  if (!hostile) throw new Error('There is no hostile profile.');

  test('the same from the same seed, others from another one', () => {
    const draw = (seed: number) =>
      requests(500, 1).map((request) => drawFaults(hostile, seed).source(request));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  test('about as often as the profile says, and of every kind', () => {
    const drawn = requests(4_000, 1).map((request) => drawFaults(hostile, 7).source(request));
    const hits = drawn.filter((fault) => fault !== undefined);
    expect(hits.length).toBeGreaterThan(300);
    expect(hits.length).toBeLessThan(500);
    expect(new Set(hits.map((fault) => JSON.stringify(fault))).size).toBe(hostile.source.faults.length);
  });

  test('never on a third attempt, so that every request gets through', () => {
    expect(
      requests(500, 3)
        .map((request) => drawFaults(hostile, 1).source(request))
        .filter(Boolean),
    ).toEqual([]);
  });
});

describe('a scenario with trouble', () => {
  let deaths = 0;
  const run = (trouble: { faults: string; killAt?: number; killEvery?: number }) =>
    runScenario({
      onProgress: ({ type }) => {
        if (type === 'no-reply') deaths += 1;
      },
      connector: 'notebook',
      scenario: 'initial',
      source: 'simulator',
      dataDirectory: path.join(directory, 'data'),
      size: 12,
      seed: 3,
      bundle: fileURLToPath(new URL('fixtures/behaving.cjs', import.meta.url)),
      environment: {},
      signal: new AbortController().signal,
      openSimulator: (_, { size }) => startNotebook(size),
      trouble,
    });

  test('a kill costs a reply and nothing else', async () => {
    const summary = await run({ faults: 'none', killAt: 15 });
    expect(deaths).toBe(1);
    expect(summary).toMatchObject({ status: 'done', missing: 0, duplicated: 0, violations: [] });
  });

  test('an unknown profile is refused with the known ones', async () => {
    await expect(run({ faults: 'cosmic' })).rejects.toThrow(/no fault profile "cosmic". Known: none, flaky/);
  });
});

test('trouble is not for live systems', async () => {
  const live = runScenario({
    connector: 'notebook',
    scenario: 'initial',
    source: 'live',
    dataDirectory: path.join(directory, 'data'),
    size: 1,
    seed: 1,
    bundle: fileURLToPath(new URL('fixtures/behaving.cjs', import.meta.url)),
    environment: { NOTEBOOK_TOKEN: 'live-token' },
    signal: new AbortController().signal,
    trouble: { faults: 'flaky' },
  });
  await expect(live).rejects.toThrow(/Faults and kills are for simulated systems/);
});

test('the skip report keeps every entry once and counts by kind', async () => {
  const report = createSkipReport(directory);
  const line = (id: string, code: string) =>
    JSON.stringify({
      message: 'record skipped',
      skip_report: 'record',
      item_type: 'notes',
      id,
      code,
      reason: `Because of ${id}.`,
    });
  for (const text of [
    line('1', 'bad'),
    line('2', 'bad'),
    line('1', 'bad'),
    line('3', 'odd'),
    'no JSON "skip_report"',
    '{"skip_report":7}',
  ]) {
    report.read(text);
  }
  expect(report.kinds()).toEqual([
    { what: 'record', itemType: 'notes', code: 'bad', count: 2, reason: 'Because of 1.' },
    { what: 'record', itemType: 'notes', code: 'odd', count: 1, reason: 'Because of 3.' },
  ]);
  const entries = (await readFile(path.join(directory, 'skip-report.jsonl'), 'utf8')).trim().split('\n');
  expect(entries.map((entry) => JSON.parse(entry).id)).toEqual(['1', '2', '3']);
});

test('a refused stream is in the skip report with its name', async () => {
  const report = createSkipReport(directory);
  report.read(
    JSON.stringify({
      skip_report: 'scope',
      item_type: 'notes, pages',
      id: 'notebooks',
      stream: 'notebooks',
      code: 'permission_denied',
      reason: 'Ask for access.',
    }),
  );
  expect(report.kinds()).toEqual([
    {
      what: 'scope',
      itemType: 'notes, pages',
      code: 'permission_denied',
      count: 1,
      reason: 'Ask for access.',
    },
  ]);
  const entry = await readFile(path.join(directory, 'skip-report.jsonl'), 'utf8');
  expect(JSON.parse(entry)).toMatchObject({ what: 'scope', stream: 'notebooks' });
});

test('references to records that were not delivered are counted by field', async () => {
  const database = await openDatabase(directory, 'read-write');
  try {
    const document = {
      record_types: {
        people: { fields: {} },
        note_a: {
          category: 'notes',
          fields: {
            parent: referring('#category:notes'),
            readers: { ...referring('#record:people'), collection: {} },
          },
        },
        note_b: { category: 'notes', fields: {} },
      },
    };
    await database.run(`INSERT INTO metadata VALUES ('${JSON.stringify(document)}', 'a', 1)`);
    const records: [string, string, object][] = [
      ['people', 'ann', {}],
      ['note_a', '1', { parent: '2', readers: ['ann', 'gone'] }],
      ['note_a', '3', { parent: '9', readers: [] }],
      ['note_a', '4', { parent: null }],
      ['note_b', '2', {}],
    ];
    for (const [index, [itemType, id, data]] of records.entries()) {
      await database.run(
        `INSERT INTO deliveries VALUES ('${itemType}', '${id}', now()::TIMESTAMP, now()::TIMESTAMP, '${JSON.stringify(data)}', 'a', 1, ${index})`,
      );
    }
    expect(await countDanglingReferences(database)).toEqual([
      { itemType: 'note_a', field: 'parent', count: 1, share: 0.5 },
      { itemType: 'note_a', field: 'readers', count: 1, share: 0.5 },
    ]);
  } finally {
    database.close();
  }
});

function referring(target: string) {
  return { type: 'reference', reference: { refers_to: { [target]: {} } } };
}

test('gaps are told in sentences', () => {
  const lines = gapLines({
    skips: [
      { what: 'record', itemType: 'files', code: 'file_empty', count: 1200, reason: 'The file is empty.' },
    ],
    dangling: [{ itemType: 'notes', field: 'parent', count: 3, share: 0.125 }],
  });
  expect(lines).toEqual([
    '1,200 × skipped files (file_empty): The file is empty.',
    '3 × notes.parent refers to a record that was not delivered (12.5 %)',
  ]);
});
