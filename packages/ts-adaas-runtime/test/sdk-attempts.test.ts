import type { PlatformRequestOptions } from '@airdrop-connectors/core/platform';
import { describe, expect, test } from 'vitest';
import type { HttpAnswer } from '../src/sdk.js';
import { carriedOut, membersOf, overSdk } from '../src/sdk-attempts.js';

const options: PlatformRequestOptions = {
  redact: (text) => text.replaceAll('canary-token', '[redacted]'),
  backoff: { baseMs: 0, capMs: 0 },
};

/** What axios rejects with; the request in it holds the credential. */
function axiosError(response?: Partial<HttpAnswer>, code?: string) {
  return Object.assign(new Error(`Request failed with canary-token`), {
    isAxiosError: true,
    code,
    config: { headers: { Authorization: 'canary-token' } },
    ...(response && { response: { headers: {}, data: '', ...response } }),
  });
}

const good: HttpAnswer = { status: 200, headers: {}, data: { id: 1 } };

/** Plays answers and errors one after the other; the last one for good. */
async function play(...outcomes: (HttpAnswer | Error)[]) {
  let calls = 0;
  const call = async () => {
    const outcome = outcomes[Math.min(calls, outcomes.length - 1)] ?? good;
    calls += 1;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const result = await overSdk({ purpose: 'trying', call, read: membersOf }, options).catch(
    (error: unknown) => error,
  );
  return { result, calls };
}

describe('a call over the SDK', () => {
  test.each<[string, HttpAnswer | Error]>([
    ['an answer of 503', axiosError({ status: 503 })],
    ['an answer of 429', axiosError({ status: 429, headers: { 'Retry-After': '0' } })],
    ['a connection that was cut', axiosError(undefined, 'ECONNRESET')],
    ['a time-out', axiosError(undefined, 'ECONNABORTED')],
    ['a web page', { status: 200, headers: { 'content-type': 'text/html' }, data: '<p>Proxy</p>' }],
    ['a web page that says it is JSON', { ...good, data: '<!DOCTYPE html><html></html>' }],
    ['JSON that was cut off', { ...good, data: '{"id":' }],
  ])('is made again after %s', async (_, outcome) => {
    expect(await play(outcome, good)).toEqual({ result: { id: 1 }, calls: 2 });
  });

  test('is not made again when it was refused, and says what was said without the credential', async () => {
    const refused = axiosError({ status: 403, data: { message: 'canary-token may not' } });
    const { result, calls } = await play(refused);
    expect(calls).toBe(1);
    expect(result).toMatchObject({
      name: 'PlatformError',
      message: expect.stringContaining('while trying (status 403: {"message":"[redacted] may not"})'),
    });
    expect(JSON.stringify(result, Object.getOwnPropertyNames(result))).not.toContain('canary-token');
    expect(result).not.toHaveProperty('cause');
  });

  test('is made nine times at most, and keeps nothing of the request', async () => {
    const { result, calls } = await play(axiosError(undefined, 'ECONNREFUSED'));
    expect(calls).toBe(9);
    expect(String(result)).toMatch(/after 9 attempts \(Request failed with \[redacted\]\)/);
  });

  test('to an address that is none is made once', async () => {
    expect((await play(axiosError(undefined, 'ERR_INVALID_URL'))).calls).toBe(1);
  });

  test('that fails for a reason of its own throws that', async () => {
    const mistake = new TypeError('a mistake');
    expect(await play(mistake)).toEqual({ result: mistake, calls: 1 });
  });

  test('may be answered with nothing where only having been carried out counts', async () => {
    const call = async () => ({ ...good, status: 204, data: '' });
    expect(await overSdk({ purpose: 'trying', call, read: carriedOut }, options)).toBe(true);
  });
});
