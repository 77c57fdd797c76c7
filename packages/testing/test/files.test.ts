import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { skipReport } from '../src/connector-log.js';
import { expectComplete } from '../src/outcome.js';
import { inWorld } from '../src/world.js';
import type { ShelfFile } from './shelf-books.js';
import { createShelf } from './shelf-simulator.js';
import { shelfSubject } from './shelf-subject.js';

/** A world of one book with these files. */
function withFiles(files: readonly ShelfFile[]) {
  return {
    ...shelfSubject('healthy-shelf'),
    size: 1,
    createSimulator: (options: Parameters<typeof createShelf>[0]) => createShelf({ ...options, files }),
  };
}

const oddNames = [
  'načrt – končna različica.pdf',
  '見積もり.xlsx',
  '🎉 party.gif',
  'semi;colon, "quote" & 100%.csv',
  '../../etc/passwd',
  'C:\\temp\\file.txt',
  'two\nlines.txt',
  'no-extension',
  '.hidden',
  `${'long '.repeat(60)}.tar.gz`,
  'e\u0301 combining and \u202E reversed.txt',
];

test('files with odd names arrive under a name the platform takes', async () => {
  const files = oddNames.map((name, index) => ({ id: `odd-${index}`, name, bytes: 100 + index }));
  await inWorld(withFiles(files), async (world) => {
    expectComplete(await world.sync());
    const lines = (await readFile(path.join(world.dataDirectory, 'artifacts', 'index.jsonl'), 'utf8')).split(
      '\n',
    );
    const names = lines
      .filter((line) => line.includes('"prepared"'))
      .map((line): string => JSON.parse(line).file_name)
      .filter((name) => !/jsonl\.gz$/.test(name));
    expect(names).toHaveLength(oddNames.length);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(256);
    expect(names.filter((name) => oddNames.includes(name))).toHaveLength(oddNames.length - 1);
    expect(names).toContainEqual(expect.stringMatching(/^long .*\.\.\..*\.tar\.gz$/));
  });
});

test('a file whose length the source does not tell arrives whole, an empty one is named', async () => {
  const files = [
    { id: 'unknown', name: 'unknown.txt', bytes: 3_000_017, hasLength: false },
    { id: 'empty', name: 'empty.txt', bytes: 0, hasLength: false },
    { id: 'known', name: 'known.txt', bytes: 11 },
  ];
  await inWorld(withFiles(files), async (world) => {
    const summary = await world.sync();
    expectComplete(summary);
    expect(summary.attachmentsBytes).toBe(3_000_028);
    expect(skipReport(world.dataDirectory)).toMatchObject([
      { item_type: 'attachments', id: 'empty', code: 'file_empty' },
    ]);
  });
});

test.each([
  ['announced', true],
  ['not announced', false],
])(
  'a file of 200 MB, its length %s, goes through without being held in memory',
  { timeout: 120_000 },
  async (_, hasLength) => {
    const bytes = 200 * 1024 * 1024;
    await inWorld(withFiles([{ id: 'large', name: 'large.bin', bytes, hasLength }]), async (world) => {
      const summary = await world.sync();
      expectComplete(summary);
      expect(summary.attachmentsBytes).toBe(bytes);
      expect(summary.peakRssMb).toBeLessThan(180);
    });
  },
);
