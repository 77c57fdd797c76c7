import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { createCallLedger } from '../../src/http/call-ledger.js';
import { createHttpClient } from '../../src/http/http-client.js';
import type { FileUpload } from '../../src/http/http-request.js';

interface Received {
  type: string | undefined;
  length: string | undefined;
  body: string;
}

const running: http.Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Answers with the statuses given, the last one for all further requests. */
async function serve(...statuses: number[]) {
  const received: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return;
    }
    const { 'content-type': type, 'content-length': length } = request.headers;
    received.push({ type, length, body: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 200, {
      'content-type': 'application/json',
    });
    response.end('{"id":"f-1"}');
  });
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createHttpClient(
    {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      headers: {},
      system: { name: 'Toy', authenticationAdvice: '', permissionAdvice: '' },
    },
    {
      signal: new AbortController().signal,
      remainingMs: () => 60_000,
      ledger: createCallLedger(),
      redact: (text) => text,
      addSecret: () => undefined,
      backoff: { baseMs: 1, capMs: 2 },
      timeouts: { connectMs: 1000, headersMs: 1000, idleMs: 1000 },
    },
  );
  return { client, received };
}

const file = (text: string, others: Partial<FileUpload> = {}): FileUpload => ({
  open: async () => Readable.from([Buffer.from(text)]),
  bytes: text.length,
  contentType: 'text/plain',
  ...others,
});

test('a file is the body, with its length', async () => {
  const { client, received } = await serve(201);
  const answer = await client.json({ method: 'POST', path: '/uploads', upload: file('hello') });
  expect(answer).toEqual({ id: 'f-1' });
  expect(received).toEqual([{ type: 'text/plain', length: '5', body: 'hello' }]);
});

test('or a part of a form, with its name and further fields', async () => {
  const { client, received } = await serve(201);
  const form = { name: 'content', fileName: 'a "b".txt', fields: { folder: '/in' } };
  await client.json({ method: 'POST', path: '/uploads', upload: file('hello', { form }) });
  const [request] = received;
  expect(request?.type).toMatch(/^multipart\/form-data; boundary=/);
  expect(request?.length).toBe(String(request?.body.length));
  expect(request?.body).toContain('form-data; name="folder"\r\n\r\n/in\r\n');
  expect(request?.body).toContain(
    'form-data; name="content"; filename="a %22b%22.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n',
  );
});

test('refused for its rate, it is opened again for the next attempt', async () => {
  const { client, received } = await serve(429, 201);
  let opened = 0;
  const upload = file('hello', {
    open: async () => {
      opened += 1;
      return Readable.from([Buffer.from('hello')]);
    },
  });
  await client.json({ method: 'POST', path: '/uploads', upload });
  expect(received.map(({ body }) => body)).toEqual(['hello', 'hello']);
  expect(opened).toBe(2);
});

test('a server that fails after it has the file is not sent it again: nobody knows what it did', async () => {
  const { client, received } = await serve(502);
  await expect(client.json({ method: 'POST', path: '/uploads', upload: file('hello') })).rejects.toThrow(
    /502/,
  );
  expect(received).toHaveLength(1);
});

test.each([
  ['shorter', 9],
  ['longer', 3],
])('a file that is %s than announced does not arrive', async (_, bytes) => {
  const { client, received } = await serve(201);
  await expect(
    client.json({ method: 'POST', path: '/uploads', upload: file('hello', { bytes }) }),
  ).rejects.toMatchObject({
    code: 'file_length_wrong',
    message: expect.stringMatching(/^The file was announced with \d bytes but .* Toy has not got it\./),
  });
  expect(received).toEqual([]);
});

test('a file is closed when the answer comes before it was read to its end', async () => {
  const { client, received } = await serve(201);
  const [server] = running;
  server?.prependOnceListener('request', (_, response: http.ServerResponse) => {
    response.writeHead(429, { 'content-type': 'application/json' }).end('{}');
  });
  const stuck = new Readable({ read() {} });
  stuck.push('he');
  const sources = [stuck, Readable.from([Buffer.from('hello')])];
  const upload = file('hello', { open: async () => sources.shift() ?? stuck });
  await client.json({ method: 'POST', path: '/uploads', upload });
  expect(stuck.destroyed).toBe(true);
  expect(received.map(({ body }) => body)).toEqual(['hello']);
});
