import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { tarball } from '../src/package/archive.js';

const files = [
  { name: 'package.json', content: '{}' },
  { name: 'dist/index.js', content: Buffer.from('code') },
];

test('the same files make the same bytes, in whatever order they come', async () => {
  const archive = await tarball(files);
  expect(await tarball([...files].reverse())).toEqual(archive);
});

test('files come out as they went in, of nobody and at no time', async () => {
  const found: unknown[] = [];
  const reading = Readable.from([gunzipSync(await tarball(files))]).pipe(extract());
  for await (const entry of reading) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const { name, uid, gid, mode, mtime } = entry.header;
    found.push({ name, uid, gid, mode, mtime: mtime?.getTime(), content: Buffer.concat(chunks).toString() });
  }
  const nobody = { uid: 0, gid: 0, mode: 0o644, mtime: 0 };
  expect(found).toEqual([
    { name: 'dist/index.js', content: 'code', ...nobody },
    { name: 'package.json', content: '{}', ...nobody },
  ]);
});
