import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  jsonBody,
  type PlatformRequest,
  type PlatformRequestOptions,
  platformBytes,
  platformJson,
  platformRequest,
  platformSend,
} from '../../src/platform/platform-request.js';
import { answer, type Handler, serve } from '../support/loopback-server.js';

const options: PlatformRequestOptions = {
  redact: (text) => text.replaceAll('canary', '[redacted]'),
  backoff: { baseMs: 1, capMs: 1 },
  timeouts: { connectMs: 1_000, headersMs: 100, idleMs: 100 },
};

function request(url: string, parts: Partial<PlatformRequest> = {}): PlatformRequest {
  return { method: 'GET', url, purpose: 'testing', ...parts };
}

const cut: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': '100' }).write('{"a":');
  setImmediate(() => response.socket?.destroy());
};
const troubles: [string, Handler][] = [
  ['500', (_, response) => answer(response, 500, 'oops')],
  ['503 with HTML', (_, response) => answer(response, 503, '<html>', { 'content-type': 'text/html' })],
  ['429 without Retry-After', (_, response) => answer(response, 429)],
  ['429 with Retry-After 0', (_, response) => answer(response, 429, '', { 'retry-after': '0' })],
  ['408', (_, response) => answer(response, 408)],
  ['a reset connection', (_, response) => response.socket?.destroy()],
  ['no answer', () => {}],
];

describe('repeated until it works', () => {
  test.each(troubles)('%s', async (_, trouble) => {
    const { url, requests } = await serve((seen, response, attempt) =>
      attempt < 3 ? trouble(seen, response, attempt) : answer(response, 200, { ok: true }),
    );
    const post = request(url, { method: 'POST', body: jsonBody({ a: 1 }) });
    expect(await platformJson(post, options)).toEqual({ status: 200, body: { ok: true } });
    // Every attempt is whole, and says how long it is.
    expect(requests.map(({ body }) => body.toString())).toEqual(Array(3).fill('{"a":1}'));
    expect(requests.map(({ headers }) => headers['content-length'])).toEqual(['7', '7', '7']);
  });

  test.each([
    ['cut off', cut],
    ['a web page with status 200', (_, response) => answer(response, 200, '<html>Log in</html>')],
  ] satisfies [string, Handler][])('JSON that is %s', async (_, trouble) => {
    const { url } = await serve((seen, response, attempt) =>
      attempt === 1 ? trouble(seen, response, attempt) : answer(response, 200, { ok: true }),
    );
    expect((await platformJson(request(url), options)).body).toEqual({ ok: true });
  });

  test('a stored file that is cut off', async () => {
    const { url, requests } = await serve((seen, response, attempt) =>
      attempt === 1 ? cut(seen, response, attempt) : answer(response, 200, Buffer.from([0, 255, 1])),
    );
    expect(await platformBytes(request(url), options)).toEqual(Buffer.from([0, 255, 1]));
    expect(requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  test('a stream is made anew for every attempt', async () => {
    const opened: Readable[] = [];
    const { url, requests } = await serve((_, response, attempt) =>
      answer(response, attempt < 3 ? 502 : 204),
    );
    const body = async () => {
      const stream = Readable.from([Buffer.from('ab'), Buffer.from('c')]);
      opened.push(stream);
      return { body: stream, bytes: 3, contentType: 'text/plain' };
    };
    await platformSend(request(url, { method: 'POST', body }), options);
    expect(requests.map((seen) => seen.body.toString())).toEqual(['abc', 'abc', 'abc']);
    expect(opened.every(({ destroyed }) => destroyed)).toBe(true);
  });
});

describe('not repeated', () => {
  test.each([400, 401, 403, 404, 409, 413])('%d', async (status) => {
    const { url, requests } = await serve((_, response) => answer(response, status, 'canary said no'));
    await expect(platformJson(request(url), options)).rejects.toMatchObject({
      code: 'platform_error',
      message: expect.stringMatching(
        new RegExp(`failed while testing \\(status ${status}: \\[redacted\\] said no\\)`),
      ),
    });
    expect(requests).toHaveLength(1);
  });

  test('a status that is an answer', async () => {
    const { url, requests } = await serve((_, response) => answer(response, 404));
    expect(await platformJson(request(url, { accept: [404] }), options)).toEqual({ status: 404, body: {} });
    expect(requests).toHaveLength(1);
  });

  test.each(['', '/relative', 'nonsense?sync_unit=1'])('the address %j, which is none', async (url) => {
    await expect(platformJson(request(url), options)).rejects.toThrow(
      /failed while testing \(the platform gave an address that is none\)/,
    );
  });

  test('something carried out whose answer says nothing, or is cut off', async () => {
    const answers: [string, Handler][] = [
      ['/text', (_, response) => answer(response, 200, 'OK')],
      [
        '/xml',
        (_, response) =>
          answer(response, 201, '<?xml version="1.0"?><PostResponse/>', {
            'content-type': 'application/xml',
          }),
      ],
      ['/nothing', (_, response) => answer(response, 204)],
      ['/cut', cut],
    ];
    const { url, requests } = await serve((seen, response, attempt) =>
      answers.find(([path]) => path === seen.path)?.[1](seen, response, attempt),
    );
    for (const [path] of answers) await platformSend(request(`${url}${path}`, { method: 'POST' }), options);
    expect(requests.map(({ path }) => path)).toEqual(answers.map(([path]) => path));
  });
});

test('a web page does not count as carried out', async () => {
  const { url, requests } = await serve((_, response, attempt) =>
    attempt < 3 ? answer(response, 200, '<!DOCTYPE html><html></html>') : answer(response, 200, '{}'),
  );
  await platformSend(request(url, { method: 'POST' }), options);
  expect(requests).toHaveLength(3);
});

test('what never works ends after nine attempts, in a sentence', async () => {
  const { url, requests } = await serve((_, response) => answer(response, 500, 'boom'));
  await expect(platformRequest(request(url), options)).rejects.toThrow(
    'The DevRev platform failed while testing after 9 attempts (status 500: boom). ' +
      'Everything confirmed before is kept; the next sync resumes from there.',
  );
  expect(requests).toHaveLength(9);
});

test('Retry-After is waited for', async () => {
  const waited: number[] = [];
  let last = 0;
  const { url } = await serve((_, response, attempt) => {
    if (last) waited.push(Date.now() - last);
    last = Date.now();
    answer(response, attempt === 1 ? 429 : 200, '', { 'retry-after': '0.2' });
  });
  await platformSend(request(url), options);
  expect(waited[0]).toBeGreaterThanOrEqual(195);
});

test('an error of whoever opens the file is theirs, not the platform’s', async () => {
  const { url } = await serve((_, response) => answer(response, 200));
  const failure = new Error('the source is gone');
  const body = () => Promise.reject(failure);
  await expect(platformSend(request(url, { method: 'POST', body }), options)).rejects.toBe(failure);
});
