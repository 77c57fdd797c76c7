import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import zlib from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readBody, send, type TransportRequest, unpacked } from '../../src/http/transport.js';
import { answer, listen, serve } from '../support/loopback-server.js';

const timeouts = { connectMs: 2_000, headersMs: 2_000, idleMs: 2_000 };

function get(url: string, request: Partial<TransportRequest> = {}) {
  return send({ method: 'GET', url: new URL(url), headers: {}, timeouts, ...request });
}

function post(url: string, body: Buffer | Readable, request: Partial<TransportRequest> = {}) {
  return get(url, { method: 'POST', body, ...request });
}

/** A server whose answer is written by hand, byte by byte. */
async function raw(onRequest: (socket: net.Socket) => void): Promise<string> {
  const server = new http.Server();
  server.on('connection', () => {});
  server.on('request', ({ socket }) => onRequest(socket));
  return listen(server);
}

describe('time-outs', () => {
  test('no connection: an address that never answers', async () => {
    // A full backlog drops further connection attempts without a word.
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, resolve));
    onTestFinished(() => void server.close());
    const url = new URL('https://127.0.0.1:1/');
    url.port = String((server.address() as net.AddressInfo).port);
    // The connection is taken but TLS is never spoken, which is no connection either.
    await expect(get(url.href, { timeouts: { ...timeouts, connectMs: 50 } })).rejects.toMatchObject({
      kind: 'timeout',
      neverSent: true,
      message: expect.stringMatching(/no connection within 0.05 s/),
    });
  });

  test('no headers', async () => {
    const url = await raw(() => {});
    await expect(get(url, { timeouts: { ...timeouts, headersMs: 50 } })).rejects.toMatchObject({
      kind: 'timeout',
      neverSent: false,
      message: expect.stringMatching(/no response within 0.05 s/),
    });
  });

  test('a body that stops', async () => {
    const url = await raw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'));
    const { body } = await get(url, { timeouts: { ...timeouts, idleMs: 50 } });
    await expect(readBody(body, 100)).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringMatching(/no bytes/),
    });
  });

  test('a receiver that stops taking in what is sent', async () => {
    const url = await raw((socket) => socket.pause());
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(256 * 1024);
      })(),
    );
    await expect(
      post(url, endless, { bodyBytes: 2 ** 40, timeouts: { ...timeouts, headersMs: 60, idleMs: 60 } }),
    ).rejects.toMatchObject({ message: expect.stringMatching(/no progress in sending/) });
  });

  test('but a receiver that is only slow gets the whole of a large buffer', async () => {
    const body = Buffer.alloc(24 * 1024 * 1024, 7);
    let received = 0;
    const server = http.createServer(async (request, response) => {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        received += chunk.length;
        if (received % (1024 * 1024) < chunk.length) await pause(20);
      }
      response.end();
    });
    const url = await listen(server);
    const { status } = await post(url, body, { timeouts: { ...timeouts, idleMs: 120 } });
    expect([status, received]).toEqual([200, body.length]);
  });

  test('a reader that is slow is not cut off', async () => {
    const content = Buffer.alloc(1024 * 1024, 1);
    const { url } = await serve((_, response) => answer(response, 200, content));
    const { body } = await get(url, { timeouts: { ...timeouts, idleMs: 40 } });
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (bytes === 0) await pause(150);
      bytes += chunk.length;
    }
    expect(bytes).toBe(content.length);
  });

  test('waiting for a free socket counts for nothing', async () => {
    const waiting: http.ServerResponse[] = [];
    const { url } = await serve((_, response) => {
      waiting.push(response);
      // More than one agent keeps open at once: the last ones are answered only when the first have been.
      if (waiting.length === 64) setTimeout(() => waiting.forEach((first) => void first.end()), 150);
      if (waiting.length > 64) response.end();
    });
    const short = { ...timeouts, connectMs: 80 };
    const answers = await Promise.all(
      Array.from({ length: 70 }, async () => {
        const { status, body } = await get(url, { timeouts: short });
        await readBody(body, 10);
        return status;
      }),
    );
    expect(answers).toEqual(Array(70).fill(200));
  });
});

describe('an abort', () => {
  const reason = new Error('out of time');

  test.each(['before', 'while waiting', 'while reading'])('%s ends with its reason', async (when) => {
    const controller = new AbortController();
    const url = await raw((socket) => {
      if (when === 'while waiting') controller.abort(reason);
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc');
    });
    if (when === 'before') controller.abort(reason);
    const response = get(url, { signal: controller.signal });
    if (when !== 'while reading') return expect(response).rejects.toBe(reason);
    const { body } = await response;
    controller.abort(reason);
    await expect(readBody(body, 100)).rejects.toThrow('the response was cut off');
  });

  test('leaves no listener behind, however a request ends', async () => {
    const controller = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = controller.signal;
    controller.signal.addEventListener = (...parameters: Parameters<typeof addEventListener>) => {
      listeners += 1;
      addEventListener.apply(controller.signal, parameters);
    };
    controller.signal.removeEventListener = (...parameters: Parameters<typeof removeEventListener>) => {
      listeners -= 1;
      removeEventListener.apply(controller.signal, parameters);
    };
    const { signal } = controller;
    const { url } = await serve(({ path }, response) => {
      if (path === '/reset') response.socket?.destroy();
      else if (path === '/cut') {
        response.writeHead(200, { 'content-length': '9', 'content-encoding': 'gzip' }).write('abc');
        setImmediate(() => response.socket?.destroy());
      } else answer(response, 200, 'abc');
    });
    for (const path of ['/whole', '/whole', '/left unread', '/reset', '/cut']) {
      try {
        const { body } = await get(`${url}${path}`, { signal });
        if (path === '/left unread') {
          body.destroy();
          await once(body, 'close');
        } else await readBody(body, 100);
      } catch {}
      await nextTurn();
    }
    await vi.waitFor(() => expect(listeners).toBe(0));
  });
});

describe('packed bodies', () => {
  const text = 'the same words, '.repeat(100);

  test.each([
    ['gzip', zlib.gzipSync],
    ['x-gzip', zlib.gzipSync],
    ['deflate', zlib.deflateSync],
    ['br', zlib.brotliCompressSync],
  ] as const)('%s is unpacked', async (encoding, pack) => {
    const { url, requests } = await serve((_, response) =>
      answer(response, 200, pack(text), { 'content-encoding': encoding }),
    );
    const { body } = await get(url);
    expect((await readBody(body, 10_000)).toString()).toBe(text);
    expect(requests[0]?.headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  test('and left as they are on request, but can still be unpacked', async () => {
    const packed = zlib.gzipSync(text);
    const { url, requests } = await serve((_, response) =>
      answer(response, 200, packed, { 'content-encoding': 'gzip' }),
    );
    const asSent = await get(url, { decompress: false });
    expect(await readBody(asSent.body, 10_000)).toEqual(packed);
    expect(requests[0]?.headers['accept-encoding']).toBe('identity');
    const again = await get(url, { decompress: false });
    expect((await readBody(unpacked(again), 10_000)).toString()).toBe(text);
  });

  test('cut off while nobody reads, they end neither the process nor as if whole', async () => {
    const packed = zlib.gzipSync(Buffer.from(Array.from({ length: 50_000 }, Math.random).join()));
    const url = await raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
      socket.write(packed.subarray(0, 1_000));
      setImmediate(() => socket.destroy());
    });
    const { body } = await get(url);
    await pause(30);
    await expect(readBody(body, 1_000_000)).rejects.toThrow('the response was cut off');
  });
});

describe('what goes wrong in between', () => {
  test.each([
    ['announced length', 'Content-Length: 9\r\n\r\nabc'],
    ['last chunk', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
  ])('a body cut off before its %s', async (_, rest) => {
    const url = await raw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
    const { body } = await get(url);
    await expect(readBody(body, 100)).rejects.toMatchObject({
      kind: 'network',
      message: 'the response was cut off',
    });
  });

  test('a refused connection was never sent, a reset one may have been', async () => {
    await expect(get('http://127.0.0.1:1/')).rejects.toMatchObject({ kind: 'network', neverSent: true });
    const url = await raw((socket) => void socket.destroy());
    await expect(get(url)).rejects.toMatchObject({ kind: 'network', neverSent: false });
  });

  test('a body larger than allowed is given up, not collected', async () => {
    const { url } = await serve((_, response) => answer(response, 200, Buffer.alloc(8_000_000)));
    const { body } = await get(url);
    await expect(readBody(body, 999)).rejects.toThrow('larger than 999 bytes');
    await vi.waitFor(() => expect(body.destroyed).toBe(true));
  });

  test('a source that fails does not end the request as if it were whole', async () => {
    let isWhole = false;
    const server = http.createServer((request, response) => {
      request.on('error', () => {});
      request.on('end', () => {
        isWhole = request.complete;
        response.end();
      });
      request.resume();
    });
    const url = await listen(server);
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('abc');
        await nextTurn();
        throw new Error('the disk broke');
      })(),
    );
    await expect(post(url, failing, { bodyBytes: 6 })).rejects.toThrow(/could not be read: the disk broke/);
    expect(isWhole).toBe(false);
  });

  test('an answer before the request is sent whole leaves no timer running', async () => {
    const url = await raw((socket) => socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n'));
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const source = Readable.from(
      (async function* () {
        yield Buffer.from('abc');
        await pause(30);
        yield Buffer.from('def');
      })(),
    );
    const { status, body } = await post(url, source, { bodyBytes: 6 });
    body.resume();
    await pause(60);
    expect(status).toBe(413);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThanOrEqual(
      before,
    );
  });

  test('a name that leads to a private address is refused when it is connected to, where it must be public', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 200, 'inside'));
    const byName = url.replace('127.0.0.1', 'localhost');
    // A connection that is kept open from elsewhere must not be taken for this.
    (await get(byName)).body.resume();
    await expect(get(byName, { mustBePublic: true })).rejects.toMatchObject({
      kind: 'network',
      message: expect.stringMatching(/localhost leads to a private address/),
    });
    expect(requests).toHaveLength(1);
  });

  test('addresses that are not of the web are refused', async () => {
    await expect(get('file:///etc/passwd')).rejects.toThrow('file: addresses are not supported');
  });
});

test('repeated response headers are joined, names are lower case', async () => {
  const { url } = await serve((_, response) => {
    response.setHeader('X-Page', ['1', '2']);
    response.end();
  });
  const { headers } = await get(url);
  expect(headers['x-page']).toBe('1, 2');
});
