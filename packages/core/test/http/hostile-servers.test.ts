import type net from 'node:net';
import type { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createCallLedger } from '../../src/http/call-ledger.js';
import { createHttpClient } from '../../src/http/http-client.js';
import { answer, type Handler, serve } from '../support/loopback-server.js';

async function clientOf(handler: Handler) {
  const { url, requests } = await serve(handler);
  const client = createHttpClient(
    { baseUrl: url, headers: {}, system: { name: 'Toy', authenticationAdvice: '', permissionAdvice: '' } },
    {
      signal: new AbortController().signal,
      remainingMs: () => 600_000,
      ledger: createCallLedger(),
      redact: (text) => text,
      addSecret: () => {},
      random: () => 0,
      backoff: { baseMs: 1, capMs: 1 },
      timeouts: { connectMs: 2_000, headersMs: 60, idleMs: 60, bodyMs: 60 },
    },
  );
  return { client, requests };
}

/** Writes an answer by hand; `drip` goes on with one byte every few milliseconds until the other side has enough. */
function byHand(head: string, drip?: string): Handler {
  return (_, response) => {
    const socket = response.socket as net.Socket;
    socket.write(head);
    if (drip === undefined) {
      socket.end();
      return;
    }
    const timer = setInterval(() => socket.write(drip), 5);
    socket.once('close', () => clearInterval(timer));
  };
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const unavailable = {
  code: 'external_system_unavailable',
  message: expect.stringMatching(/^Toy could not be reached/),
};

/** What it does with every request, what becomes of a read, and how often it is asked. */
test.each([
  ['never answers', () => {}, unavailable, 5],
  ['sends its headers byte by byte', byHand('HTTP/1.1 200 OK\r\nX-Slow: ', 'x'), unavailable, 5],
  ['sends its body byte by byte', byHand(`${ok}Content-Length: 1000000\r\n\r\n`, ' '), unavailable, 5],
  [
    'sends its error byte by byte',
    byHand('HTTP/1.1 500 Oops\r\nContent-Length: 1000000\r\n\r\n', 'x'),
    {
      code: 'external_system_unavailable',
      message: expect.stringMatching(/^Toy did not answer properly \(500/),
    },
    5,
  ],
  ['closes in the middle of a body', byHand(`${ok}Content-Length: 100\r\n\r\n{"a":`), unavailable, 5],
  [
    'closes in the middle of a chunk',
    byHand(`${ok}Transfer-Encoding: chunked\r\n\r\nff\r\n{"a":`),
    unavailable,
    5,
  ],
  [
    'announces fewer bytes than it sends',
    byHand(`${ok}Content-Length: 5\r\n\r\n{"a":1,"b":2}`),
    unavailable,
    5,
  ],
  [
    'announces two lengths',
    byHand(`${ok}Content-Length: 5\r\nContent-Length: 7\r\n\r\n{"a":1}`),
    unavailable,
    5,
  ],
  [
    'asks to slow down for ever',
    (_, response) => answer(response, 429, {}, { 'retry-after': '0.01' }),
    { code: 'rate_limited', delaySeconds: 1 },
    5,
  ],
  [
    'redirects in a circle',
    (_, response) => answer(response, 302, '', { location: '/again' }),
    { code: 'unexpected_response', message: expect.stringMatching(/redirected GET .* too many times/) },
    6,
  ],
] satisfies [string, Handler, object, number][])('a server that %s', async (_, handler, error, requests) => {
  const server = await clientOf(handler);
  await expect(server.client.json({ path: '/things' })).rejects.toMatchObject(error);
  expect(server.requests).toHaveLength(requests);
});

test('a file that is shorter than announced ends in an error and not as if it were whole', async () => {
  const { client } = await clientOf(byHand('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'));
  const { body, bytes } = await client.file({ path: '/file' });
  expect(bytes).toBe(100);
  await expect(collect(body)).rejects.toThrow(/aborted/);
});

test('a server that recovers is as good as new', async () => {
  const drip = byHand('HTTP/1.1 503 Busy\r\nContent-Length: 1000000\r\n\r\n', 'x');
  const { client } = await clientOf((request, response, attempt) => {
    if (attempt < 3) drip(request, response, attempt);
    else answer(response, 200, { ok: true });
  });
  expect(await client.json({ path: '/things' })).toEqual({ ok: true });
});

async function collect(body: Readable): Promise<number> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) bytes += chunk.length;
  return bytes;
}
