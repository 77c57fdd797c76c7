import { describe, expect, it, onTestFinished } from 'vitest';
import { type FaultProxyOptions, type SourceRequest, withFaults } from '../src/fault-proxy.js';
import { createSimulator } from '../src/jira/index.js';
import type { SourceFault } from '../src/source-faults.js';

async function startFaultySite(options: FaultProxyOptions) {
  const simulator = await withFaults(
    await createSimulator({ size: 12, seed: 8, attachmentShare: 1 }),
    options,
  );
  onTestFinished(() => simulator.close());
  const { email = '', token = '' } = simulator.connection;
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  return {
    simulator,
    get: (path: string) =>
      fetch(`${simulator.url}${path}`, { headers: { authorization }, redirect: 'manual' }),
    file: [...simulator.truth('10000')].find(({ file }) => (file?.bytes ?? 0) > 0),
  };
}

const always = (fault: SourceFault): FaultProxyOptions => ({ fault: () => fault });

describe('a fault on the way', () => {
  it.each([
    ['an error status', { status: 503, headers: { 'retry-after': '7' } }, 503, /injected/],
    ['a login page', 'html', 200, /<form/],
    ['an empty answer', 'empty', 200, /^$/],
    ['half of an answer as if it were whole', 'truncate', 200, /^\{[^}]+$/],
  ] as const)('gives %s', async (_, fault, status, body) => {
    const { get } = await startFaultySite(always(fault));
    const answer = await get('/rest/api/3/serverInfo');
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(body);
    if (typeof fault === 'object') expect(answer.headers.get('retry-after')).toBe('7');
  });

  it.each(['reset', 'reset-after', 'cut-body'] as const)('breaks the connection: %s', async (fault) => {
    const { get, simulator } = await startFaultySite(always(fault));
    await expect(get('/rest/api/3/serverInfo').then((answer) => answer.text())).rejects.toThrow();
    expect(simulator.calls().size).toBe(fault === 'reset' ? 0 : 1);
  });

  it('takes a form that is sent again for another attempt, although its boundary is another one', async () => {
    const attempts: number[] = [];
    const { simulator } = await startFaultySite({
      fault({ attempt }) {
        attempts.push(attempt);
        return undefined;
      },
    });
    for (const text of ['one', 'one', 'two']) {
      const body = new FormData();
      body.set('file', new File([text], 'a.txt'));
      await fetch(`${simulator.url}/rest/api/3/issue/1/attachments`, { method: 'POST', body });
    }
    expect(attempts).toEqual([1, 2, 1]);
  });

  it('replays what the same path answered first, whatever is asked', async () => {
    const { get } = await startFaultySite({
      fault: ({ number }) => (number > 1 ? 'replay' : undefined),
    });
    const first = await (await get('/rest/api/3/users/search?startAt=0&maxResults=5')).text();
    expect(await (await get('/rest/api/3/users/search?startAt=5&maxResults=5')).text()).toBe(first);
    expect(await (await get('/rest/api/3/serverInfo')).text()).not.toBe(first);
  });

  it('sends the real answer with another body and the length of that', async () => {
    const { get } = await startFaultySite(
      always({ rewrite: (body) => JSON.stringify({ was: JSON.parse(body).length, note: 'šest' }) }),
    );
    const answer = await get('/rest/api/3/users/search?maxResults=5');
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(JSON.parse(text)).toEqual({ was: 5, note: 'šest' });
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(answer.headers.get('content-type')).toMatch(/json/);
  });

  it('also meets downloads on another origin, counted by their path', async () => {
    const seen: SourceRequest[] = [];
    const { get, file, simulator } = await startFaultySite({
      fault: (request) => {
        seen.push(request);
        return request.isRedirected && request.attempt === 1 ? { status: 502 } : undefined;
      },
    });
    const download = async () => {
      const redirect = await get(`/rest/api/3/attachment/content/${file?.id}`);
      return fetch(redirect.headers.get('location') ?? '');
    };
    expect((await download()).status).toBe(502);
    const answer = await download();
    expect((await answer.arrayBuffer()).byteLength).toBe(file?.file?.bytes);
    expect(new URL(answer.url).origin).not.toBe(simulator.url);
    expect(seen.map(({ isRedirected, attempt }) => [isRedirected, attempt])).toEqual([
      [false, 1],
      [true, 1],
      [false, 2],
      [true, 2],
    ]);
  });
});
