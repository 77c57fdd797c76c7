import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type MultipartBody, multipartBody } from '../../src/http/multipart.js';

const fields = [
  ['key', 'uploads/a 1'],
  ['policy "x"\r\n', 'é'],
] as const;

async function bytesOf({ body }: MultipartBody): Promise<Buffer> {
  const chunks: Buffer[] = [];
  if (Buffer.isBuffer(body)) return body;
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test.each([
  ['a buffer', (content: Buffer) => content],
  ['a stream', (content: Buffer) => Readable.from([content.subarray(0, 2), content.subarray(2)])],
])('%s: every field first, the file last, and the length exact to the byte', async (_, wrap) => {
  const content = Buffer.from('läuft');
  const multipart = multipartBody(fields, {
    content: wrap(content),
    bytes: content.length,
    contentType: 'text/plain',
  });
  const sent = await bytesOf(multipart);
  const boundary = /^multipart\/form-data; boundary=(\S+)$/.exec(multipart.contentType)?.[1];
  expect(sent.length).toBe(multipart.bytes);
  expect(sent.toString()).toBe(
    [
      `--${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nuploads/a 1\r\n`,
      `--${boundary}\r\nContent-Disposition: form-data; name="policy %22x%22%0D%0A"\r\n\r\né\r\n`,
      `--${boundary}\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: text/plain\r\n\r\nläuft`,
      `\r\n--${boundary}--\r\n`,
    ].join(''),
  );
});

test('what a browser would read back is what was put in', async () => {
  const { body, contentType } = multipartBody([['key', 'k']], {
    content: Buffer.from('abc'),
    bytes: 3,
    contentType: 'text/plain',
  });
  const form = await new Response(Buffer.isBuffer(body) ? body : '', {
    headers: { 'content-type': contentType },
  }).formData();
  expect(form.get('key')).toBe('k');
});

test.each([
  ['shorter', 4, /announced with 4 bytes but only 3 arrived/],
  ['longer', 2, /announced with 2 bytes but more arrived/],
])('a stream that is %s than announced fails before its end is sent', async (_, bytes, message) => {
  const multipart = multipartBody([], {
    content: Readable.from([Buffer.from('abc')]),
    bytes,
    contentType: 'x/y',
  });
  await expect(bytesOf(multipart)).rejects.toThrow(message);
});

test('a file type from outside cannot add headers', async () => {
  const multipart = multipartBody([], {
    content: Buffer.from(''),
    bytes: 0,
    contentType: 'a/b\r\nX-Evil: 1',
  });
  expect((await bytesOf(multipart)).toString()).toContain('\r\nContent-Type: a/b X-Evil: 1\r\n\r\n');
});

test('the file is closed with the body, also when nothing of it was read', async () => {
  const content = Readable.from([Buffer.from('abc')]);
  const { body } = multipartBody([], { content, bytes: 3, contentType: 'x/y' });
  if (Buffer.isBuffer(body)) throw new Error('not a stream');
  const closed = new Promise((resolve) => body.once('close', resolve));
  body.destroy();
  await closed;
  expect(content.destroyed).toBe(true);
});
