import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCallLedger } from '../../src/http/call-ledger.js';
import { createHttpClient } from '../../src/http/http-client.js';
import type { HttpEnvironment } from '../../src/http/http-contract.js';
import { readBody } from '../../src/http/transport.js';

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const running: http.Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server that answers the n-th request with the n-th answer and the rest with the last one. */
async function serve(...answers: Answer[]) {
  const requests: { url: string; authorization: string | undefined; body: string }[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    requests.push({
      url: request.url ?? '',
      authorization: request.headers.authorization,
      body: Buffer.concat(chunks).toString('utf8'),
    });
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    answer?.(request, response);
  });
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

function clientFor(baseUrl: string, environment: Partial<HttpEnvironment> = {}) {
  const secrets: string[] = [];
  const ledger = createCallLedger();
  const client = createHttpClient(
    {
      baseUrl,
      headers: { authorization: 'Basic canary-credential' },
      system: {
        name: 'Toy',
        authenticationAdvice: 'Make a new token.',
        permissionAdvice: 'Ask an administrator.',
        errorMessage: (body) => /"message":"([^"]*)"/.exec(body)?.[1],
      },
    },
    {
      signal: new AbortController().signal,
      remainingMs: () => 60_000,
      ledger,
      redact: (text) => text,
      addSecret: (secret) => secrets.push(secret),
      random: () => 0,
      backoff: { baseMs: 1, capMs: 1 },
      timeouts: { connectMs: 2_000, headersMs: 150, idleMs: 150 },
      ...environment,
    },
  );
  return { client, ledger, secrets };
}

describe('what passes is repeated', () => {
  test.each([
    ['500', json(500, 'oops')],
    ['503 with Retry-After 0', json(503, {}, { 'retry-after': '0' })],
    ['429 without Retry-After', json(429, {})],
    [
      '429 with a date in the past',
      json(429, '<html>slow down</html>', { 'retry-after': 'Sun, 01 Nov 2020 12:00:30 GMT' }),
    ],
    ['connection reset', (request) => request.socket.destroy()],
    ['no answer at all', () => {}],
    ['truncated JSON', json(200, '{"a":')],
    ['an empty body', json(200, '')],
    ['a login page once', json(200, '<html>Log in</html>', { 'content-type': 'text/html' })],
    [
      'body cut off',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"a":');
        setImmediate(() => request.socket.destroy());
      },
    ],
    [
      'body that stops',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"a":');
      },
    ],
  ] satisfies [string, Answer][])('%s', async (_, answer) => {
    const server = await serve(answer, json(200, { ok: true }));
    const { client } = clientFor(server.url);
    expect(await client.json({ path: '/things' })).toEqual({ ok: true });
    expect(server.requests).toHaveLength(2);
  });

  test('but a write whose outcome is unknown is not', async () => {
    const server = await serve((request) => request.socket.destroy(), json(200, {}));
    await expect(
      clientFor(server.url).client.json({ method: 'POST', path: '/things', body: {} }),
    ).rejects.toMatchObject({
      code: 'external_system_unavailable',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a write that was refused for its rate is, because it was not carried out', async () => {
    const server = await serve(json(429, {}), json(200, { id: 1 }));
    const { client } = clientFor(server.url);
    expect(await client.json({ method: 'POST', path: '/things', body: { a: 1 } })).toEqual({ id: 1 });
    expect(server.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });
});

test('what never passes ends in a typed error after five attempts', async () => {
  const server = await serve(json(502, 'bad gateway'));
  await expect(clientFor(server.url).client.json({ path: '/things' })).rejects.toThrow(
    /Toy did not answer properly \(502 on GET http:\/\/127.*\/things\)/,
  );
  expect(server.requests).toHaveLength(5);
});

test('a long wait is handed back in whole seconds instead of being slept out', async () => {
  const server = await serve(json(429, {}, { 'retry-after': '120.4' }));
  await expect(clientFor(server.url).client.json({ path: '/things' })).rejects.toMatchObject({
    code: 'rate_limited',
    delaySeconds: 121,
  });
  expect(server.requests).toHaveLength(1);
});

test('a wait that does not fit before the deadline is handed back too', async () => {
  const server = await serve(json(429, {}, { 'retry-after': '5' }));
  const { client } = clientFor(server.url, { remainingMs: () => 1_000 });
  await expect(client.json({ path: '/things' })).rejects.toMatchObject({
    code: 'rate_limited',
    delaySeconds: 5,
  });
});

test.each([
  [
    401,
    'authentication_failed',
    /refused the credentials \(401 on GET .*\): no such token. Make a new token\./,
  ],
  [403, 'permission_denied', /denied access \(403 on GET .*\): no such token. Ask an administrator\./],
  [404, 'not_found', /does not know what was asked for/],
  [410, 'endpoint_removed', /has removed this part of its API/],
  [400, 'request_refused', /refused the request \(400 on/],
])('%d is not repeated and says what to do', async (status, code, message) => {
  const server = await serve(json(status, { message: 'no such token.' }));
  const failure = clientFor(server.url).client.json({ path: '/things', query: { q: 'private words' } });
  await expect(failure).rejects.toMatchObject({ code });
  await expect(failure).rejects.toThrow(message);
  await expect(failure).rejects.not.toThrow(/private words/);
  expect(server.requests).toHaveLength(1);
});

test('a login page with status 200 is no success', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<html>Log in</html>');
  });
  await expect(clientFor(server.url).client.json({ path: '/things' })).rejects.toMatchObject({
    code: 'html_response',
  });
});

test('files follow redirects without taking the credentials to another origin', async () => {
  const files = await serve((request, response) => {
    response.writeHead(request.headers.authorization ? 403 : 200, {
      'content-type': 'image/png',
      'content-length': '3',
    });
    response.end('abc');
  });
  const api = await serve((_, response) => {
    response.writeHead(303, { location: `${files.url}/signed?token=1` });
    response.end();
  });
  const { client, ledger } = clientFor(api.url);
  const file = await client.file({ path: '/files/7', endpoint: '/files/{id}' });
  expect((await readBody(file.body, 100)).toString()).toBe('abc');
  expect(file).toMatchObject({ bytes: 3, contentType: 'image/png' });
  expect(api.requests[0]?.authorization).toBe('Basic canary-credential');
  expect(files.requests[0]?.authorization).toBeUndefined();
  expect(ledger.counts()).toEqual({ 'GET /files/{id}': 1, 'redirected download': 1 });
});

test('a redirect loop ends', async () => {
  const server = await serve((_, response) => {
    response.writeHead(302, { location: '/again' });
    response.end();
  });
  await expect(clientFor(server.url).client.json({ path: '/things' })).rejects.toThrow(/too many times/);
});

test('an aborted invocation gives up at once with the reason of the abort', async () => {
  const controller = new AbortController();
  const reason = new Error('deadline');
  const server = await serve(() => controller.abort(reason));
  await expect(clientFor(server.url, { signal: controller.signal }).client.json({ path: '/x' })).rejects.toBe(
    reason,
  );
});

test('credentials in headers are registered as secrets, and the clock of the system is learnt', async () => {
  const server = await serve((_, response) => {
    response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString());
    response.end('{}');
  });
  const { client, ledger, secrets } = clientFor(server.url);
  await client.json({ path: '/things' });
  expect(secrets).toEqual(['canary-credential']);
  expect(ledger.clockSkewSeconds()).toBeGreaterThanOrEqual(-3602);
  expect(ledger.clockSkewSeconds()).toBeLessThanOrEqual(-3599);
});

describe('files', () => {
  test.each([
    ['with its length', {}, 3],
    ['whose length is not told', { 'transfer-encoding': 'chunked' }, undefined],
    ['with a length that is none', { 'content-length': 'abc' }, undefined],
  ])('%s', async (_, headers, bytes) => {
    const server = await serve((request, response) => {
      const head = Object.entries({ 'content-length': '3', connection: 'close', ...headers });
      const lines = head.filter(([name]) => !('transfer-encoding' in headers && name === 'content-length'));
      const body = bytes === undefined && 'transfer-encoding' in headers ? '3\r\nabc\r\n0\r\n\r\n' : 'abc';
      request.socket.end(
        `HTTP/1.1 200 OK\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
      );
      response.destroy();
    });
    const opened = clientFor(server.url).client.file({ path: '/files/1' });
    // A parser may also refuse a length that is none, which is no success either.
    if ('content-length' in headers)
      await expect(opened).rejects.toMatchObject({ code: 'external_system_unavailable' });
    else expect((await opened).bytes).toBe(bytes);
  });

  test('a web page instead of a file is tried again where none can be meant, and is then an error', async () => {
    const page: Answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Sign in</html>');
    };
    const { url, requests } = await serve(page);
    const { client } = clientFor(url);
    await expect(client.file({ path: '/1', refuseWebPage: true })).rejects.toMatchObject({
      code: 'html_response',
    });
    expect(requests).toHaveLength(5);
    expect((await client.file({ path: '/1' })).contentType).toBe('text/html');
  });

  test('packed although asked for as they are, they arrive unpacked and with an unknown length', async () => {
    const server = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      const packed = gzipSync('the file itself');
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': String(packed.length) });
      response.end(packed);
    });
    const file = await clientFor(server.url).client.file({ path: '/files/1' });
    expect(file.bytes).toBeUndefined();
    expect((await readBody(file.body, 100)).toString()).toBe('the file itself');
  });
});

test.each(['http://', 'ftp://files.example/1', 'data:text/plain,abc'])(
  'a redirect to %s is refused in a sentence and not repeated',
  async (location) => {
    const server = await serve((_, response) => {
      response.writeHead(302, { location });
      response.end();
    });
    const failure = clientFor(server.url).client.json({ path: '/things' });
    await expect(failure).rejects.toMatchObject({
      code: 'unexpected_response',
      message: expect.stringMatching(/redirected GET .* to something that is no web address/),
    });
    expect(server.requests).toHaveLength(1);
  },
);

test('a wait of exactly 30 s is slept out in place, not handed back', async () => {
  const controller = new AbortController();
  const stopped = new Error('stopped');
  const server = await serve(json(429, {}, { 'retry-after': '30' }));
  const { client } = clientFor(server.url, { signal: controller.signal, random: () => 0.9 });
  const waiting = client.json({ path: '/things' });
  waiting.catch(() => {});
  await vi.waitFor(() => expect(server.requests).toHaveLength(1));
  setTimeout(() => controller.abort(stopped), 50);
  await expect(waiting).rejects.toBe(stopped);
});

test('an error body that is not what the system documents does not hide the status', async () => {
  const server = await serve(json(403, '<html>gateway</html>'));
  const { client } = clientFor(server.url);
  const broken = createHttpClient(
    {
      baseUrl: server.url,
      headers: {},
      system: {
        name: 'Toy',
        authenticationAdvice: '',
        permissionAdvice: 'Ask an administrator.',
        errorMessage: (body) => JSON.parse(body).message,
      },
    },
    {
      signal: new AbortController().signal,
      remainingMs: () => 60_000,
      ledger: createCallLedger(),
      redact: (text) => text,
      addSecret: () => {},
      timeouts: { connectMs: 2_000, headersMs: 150, idleMs: 150 },
    },
  );
  await expect(client.json({ path: '/things' })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(broken.json({ path: '/things' })).rejects.toMatchObject({ code: 'permission_denied' });
});

test('calls are counted by endpoint, and names that never repeat do not pile up', () => {
  const ledger = createCallLedger();
  for (let number = 0; number < 1_000; number += 1) {
    ledger.record({ endpoint: `GET /things/${number}`, status: 200, serverDate: undefined, sentAt: 0 });
    ledger.record({ endpoint: 'GET /things', status: 200, serverDate: undefined, sentAt: 0 });
  }
  expect(ledger.total()).toBe(2_000);
  expect(ledger.counts()['GET /things']).toBe(1_000);
  expect(Object.keys(ledger.counts()).length).toBeLessThanOrEqual(201);
});
