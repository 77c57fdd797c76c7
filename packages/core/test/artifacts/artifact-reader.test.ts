import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArtifact } from '../../src/artifacts/artifact-reader.js';
import { systemClock } from '../../src/time/clock.js';

async function read(body: Readable): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const record of readArtifact(body, systemClock)) records.push(record);
  return records;
}

function pieces(bytes: Buffer, size: number): Readable {
  const chunks: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += size) chunks.push(bytes.subarray(start, start + size));
  return Readable.from(chunks);
}

test('records come back as they were written, whatever characters they hold and wherever the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.jsonValue().map((value) => ({ value, separator: 'a\u2028b\u2029c\rd\u0085e' })),
        { maxLength: 20 },
      ),
      fc.integer({ min: 1, max: 50 }),
      async (records, size) => {
        const packed = gzipSync(records.map((record) => JSON.stringify(record)).join('\n'));
        expect(await read(pieces(packed, size))).toEqual(JSON.parse(JSON.stringify(records)));
      },
    ),
    { numRuns: 50 },
  );
});

test('blank lines and both kinds of line end are skipped over', async () => {
  expect(await read(Readable.from([gzipSync('\n{"a":1}\r\n\n  \n{"a":2}\n')]))).toEqual([{ a: 1 }, { a: 2 }]);
  expect(await read(Readable.from([gzipSync('')]))).toEqual([]);
});

test('a long line is read in time that grows with its length', async () => {
  const long = { text: 'x'.repeat(20_000_000) };
  const started = performance.now();
  expect(await read(Readable.from([gzipSync(JSON.stringify(long), { level: 1 })]))).toEqual([long]);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test.each([
  [
    'cut off',
    gzipSync(Buffer.from(JSON.stringify(Array.from({ length: 5_000 }, Math.random)))).subarray(0, 900),
  ],
  ['not packed', Buffer.from('{"a":1}\n')],
])('a file that is %s is an error, not a short list', async (_, bytes) => {
  await expect(read(Readable.from([bytes]))).rejects.toMatchObject({
    code: 'artifact_cut_off',
    message: expect.stringMatching(/could not be read back whole/),
  });
});

test('a download that breaks is an error too', async () => {
  const packed = gzipSync('{"a":1}\n{"a":2}');
  const broken = Readable.from(
    (function* () {
      yield packed.subarray(0, 5);
      throw new Error('reset');
    })(),
  );
  await expect(read(broken)).rejects.toThrow(/could not be read back whole/);
});

test('a bad line is named by its number', async () => {
  await expect(read(Readable.from([gzipSync('{"a":1}\n\n{"a":canary}')]))).rejects.toThrow(
    'Line 3 of an artifact',
  );
});

test('leaving early closes the download', async () => {
  const body = pieces(
    gzipSync(Array.from({ length: 50_000 }, () => `{"a":${Math.random()}}`).join('\n')),
    100,
  );
  const closed = new Promise((resolve) => body.once('close', resolve));
  for await (const record of readArtifact(body, systemClock)) {
    expect(record).toMatchObject({ a: expect.any(Number) });
    break;
  }
  await closed;
  expect(body.destroyed).toBe(true);
});
