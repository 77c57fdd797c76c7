import { expect, test, vi } from 'vitest';
import { createBudgetRegistry } from '../../src/http/budget-registry.js';
import { policyRateHeaders, rateHeaders } from '../../src/http/rate-headers.js';
import { answer } from '../support/loopback-server.js';
import { fine, mostWithin, pacedClient } from './paced-client.js';
import { createVirtualClock } from './virtual-clock.js';

const many = (count: number, start: (number: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, (_, number) => start(number)));

test('a budget is kept in every period of its length, and used whole', async () => {
  const budgets = [{ name: 'search', capacity: 20, perSeconds: 1 }];
  const { client, run, starts, ledger } = await pacedClient(fine, { budgets, maxConcurrency: 64 });
  await run(many(80, (number) => client.json({ path: `/${number}`, endpoint: '/{n}' })));
  expect(mostWithin(starts, 1_000)).toBe(16);
  // 16 of 20 may be used: five periods, the first of which begins at once.
  expect(starts.at(-1)?.at).toBeLessThanOrEqual(4_020);
  expect(ledger.waitSeconds()).toBeGreaterThanOrEqual(3.9);
  expect(ledger.waitSeconds()).toBeLessThanOrEqual(4.1);
});

test('requests weigh what the budget says, and one that costs nothing does not wait', async () => {
  const points = (request: { path: string }) => (request.path.startsWith('/free') ? 0 : 5);
  const budgets = [{ name: 'points', capacity: 10, perSeconds: 1, share: 1, weight: points }];
  const { client, run, starts, budgets: registry } = await pacedClient(fine, { budgets });
  await run(
    Promise.all([
      ...['/a', '/b', '/c', '/d'].map((path) => client.json({ path })),
      client.json({ path: '/free' }),
    ]),
  );
  expect(starts.filter(({ at }) => at === 0).map(({ endpoint }) => endpoint)).toEqual([
    'GET /a',
    'GET /b',
    'GET /free',
  ]);
  expect(starts.filter(({ at }) => at > 0).map(({ at }) => at)).toEqual([1_000, 1_000]);
  expect(registry.usage()).toEqual({ points: { spent: 20, capacity: 10, per_seconds: 1 } });
});

test('one exhausted budget delays nobody who does not need it', async () => {
  const isExport = ({ path }: { path: string }) => (path === '/export' ? 1 : 0);
  const budgets = [
    { name: 'export', capacity: 1, perSeconds: 6, share: 1, weight: isExport },
    {
      name: 'rest',
      capacity: 100,
      perSeconds: 1,
      share: 1,
      weight: (request: { path: string }) => 1 - isExport(request),
    },
  ];
  const { client, run, starts } = await pacedClient(fine, { budgets, maxConcurrency: 4 });
  const read = (path: string, count: number) =>
    many(count, (number) => client.json({ path, query: { page: number } }));
  await run(Promise.all([read('/export', 4), read('/rest', 40)]));
  const times = (endpoint: string) =>
    starts.filter((start) => start.endpoint === endpoint).map(({ at }) => at);
  expect(times('GET /export')).toEqual([0, 6_000, 12_000, 18_000]);
  expect(Math.max(...times('GET /rest'))).toBe(0);
});

test('within a budget requests go in order, important ones first', async () => {
  const budgets = [{ name: 'calls', capacity: 1, perSeconds: 1, share: 1 }];
  const { client, run, starts } = await pacedClient(fine, { budgets });
  const order = ['low', 'normal', 'normal', 'high'] as const;
  await run(
    Promise.all(order.map((priority, number) => client.json({ path: `/${priority}-${number}`, priority }))),
  );
  expect(starts.map(({ endpoint }) => endpoint)).toEqual([
    'GET /low-0',
    'GET /high-3',
    'GET /normal-1',
    'GET /normal-2',
  ]);
});

test('a wait that is too long is a rate limit for the platform to wait for, without a request', async () => {
  const budgets = [{ name: 'hourly', capacity: 2, perSeconds: 3_600, share: 1, window: 'aligned' as const }];
  const clock = createVirtualClock(Date.parse('2026-03-01T10:20:00.000Z'));
  const { client, run, requests } = await pacedClient(fine, { budgets }, { clock });
  await run(client.json({ path: '/1' }));
  await run(client.json({ path: '/2' }));
  await expect(run(client.json({ path: '/3' }))).rejects.toMatchObject({
    code: 'rate_limited',
    delaySeconds: 40 * 60,
  });
  expect(requests).toHaveLength(2);
});

test('what an invocation has spent is known to the next one', async () => {
  const budgets = [{ name: 'hourly', capacity: 2, perSeconds: 3_600, share: 1, window: 'aligned' as const }];
  const first = await pacedClient(fine, { budgets });
  await first.run(first.client.json({ path: '/1' }));
  const saved = JSON.parse(JSON.stringify(first.budgets.save()));
  expect(saved).toEqual({ hourly: { spent: [{ units: 1, until: '2026-03-01T11:00:00.000Z' }] } });
  first.clock.advance(60_000);
  const registry = createBudgetRegistry(first.clock.now);
  registry.restore(saved);
  const second = await pacedClient(fine, { budgets }, { clock: first.clock, budgets: registry });
  await second.run(second.client.json({ path: '/2' }));
  await expect(second.run(second.client.json({ path: '/3' }))).rejects.toMatchObject({
    delaySeconds: 59 * 60,
  });
});

test('others who use the same budget are seen in the headers and made room for', async () => {
  const budgets = [{ name: 'calls', capacity: 10, perSeconds: 10, share: 1, reading: rateHeaders() }];
  let left = 3;
  const { client, run, starts } = await pacedClient(
    (_, response) => {
      left = left > 0 ? left - 1 : 9;
      const headers = { 'x-ratelimit-remaining': String(left), 'x-ratelimit-reset': '10' };
      answer(response, 200, {}, { 'x-ratelimit-limit': '10', ...headers });
    },
    { budgets },
  );
  await run(client.json({ path: '/first' }));
  await run(many(4, (number) => client.json({ path: `/${number}` })));
  // Others have used seven: two more fit, and the rest waits for the end of the window.
  expect(starts.map(({ at }) => at)).toEqual([0, 0, 0, 10_000, 10_000]);
});

test('a refusal closes the budget it is about, not the others', async () => {
  const weight = (prefix: string) => (request: { path: string }) => (request.path.startsWith(prefix) ? 1 : 0);
  const budgets = [
    { name: 'a', capacity: 100, perSeconds: 1, weight: weight('/a') },
    { name: 'b', capacity: 100, perSeconds: 1, weight: weight('/b') },
  ];
  const { client, run, starts } = await pacedClient(
    (request, response, attempt) =>
      request.path === '/a/1' && attempt === 1
        ? answer(response, 429, {}, { 'retry-after': '5' })
        : answer(response, 200, {}),
    { budgets },
  );
  const refused = client.json({ path: '/a/1' });
  await vi.waitFor(() => expect(starts).toHaveLength(1));
  await run(Promise.all([refused, client.json({ path: '/b/1' })]));
  await run(client.json({ path: '/a/2' }));
  const at = (endpoint: string) =>
    starts.filter((start) => start.endpoint === endpoint).map((start) => start.at);
  expect(at('GET /a/1')).toEqual([0, 5_000]);
  expect(at('GET /b/1')).toEqual([0]);
});

test('the same question is asked once while it is under way, and each gets an answer of its own', async () => {
  const { client, run, requests } = await pacedClient(fine);
  const ask = () => client.json({ path: '/same', query: { page: 1 } });
  const answers = await run(Promise.all([ask(), ask(), ask()]));
  expect(requests).toHaveLength(1);
  expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect(answers[0]).not.toBe(answers[1]);
  await run(Promise.all([ask(), client.json({ path: '/same', query: { page: 2 } })]));
  expect(requests).toHaveLength(3);
});

test('a failure is shared too, and the next one asks again', async () => {
  const { client, run, requests } = await pacedClient((_, response, attempt) =>
    answer(response, attempt === 1 ? 404 : 200, {}),
  );
  const ask = () => client.json({ path: '/x' });
  const both = await run(Promise.allSettled([ask(), ask()]));
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(requests).toHaveLength(1);
  expect(await run(ask())).toEqual({});
});

test('a host that fails gets half as many requests at once, and more again once it copes', async () => {
  let status = 503;
  const held: (() => void)[] = [];
  const { client, run, starts, requests } = await pacedClient(
    (_, response) => held.push(() => answer(response, status, {})),
    { maxConcurrency: 8 },
  );
  const sizes: number[] = [];
  const work = Promise.all(
    Array.from({ length: 60 }, (_, number) => client.json({ path: `/${number}` }).catch(() => {})),
  );
  let isOver = false;
  const answering = (async () => {
    for (let turns = 0; !isOver; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      // All that were started have arrived, and nobody else starts.
      if (held.length === 0 || requests.length < starts.length) turns = 0;
      if (turns < 20) continue;
      sizes.push(held.length);
      if (sizes.length === 3) status = 200;
      for (const release of held.splice(0)) release();
      turns = 0;
    }
  })();
  await run(work);
  isOver = true;
  await answering;
  expect(sizes.slice(0, 4)).toEqual([4, 2, 1, 2]);
  expect(Math.max(...sizes)).toBe(8);
});

test('a response that would not fit into memory is refused at once, in a sentence', async () => {
  const { client, run, requests } = await pacedClient(
    (_, response) => answer(response, 200, JSON.stringify('x'.repeat(5_000))),
    { maxResponseBytes: 4_000 },
  );
  await expect(run(client.json({ path: '/large' }))).rejects.toMatchObject({ code: 'response_too_large' });
  expect(requests).toHaveLength(1);
});

test('a body that drips is cut off and asked for again', async () => {
  const timeouts = { connectMs: 5_000, headersMs: 5_000, idleMs: 5_000, bodyMs: 60 };
  const { client, run, requests } = await pacedClient(
    (_, response, attempt) => {
      if (attempt > 1) return answer(response, 200, { ok: true });
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 5);
      response.once('close', () => clearInterval(timer));
    },
    {},
    { timeouts },
  );
  expect(await run(client.json({ path: '/dripping' }))).toEqual({ ok: true });
  expect(requests).toHaveLength(2);
});

test('an abort ends what waits for its budget', async () => {
  const controller = new AbortController();
  const reason = new Error('deadline');
  const budgets = [{ name: 'calls', capacity: 1, perSeconds: 10, share: 1 }];
  const { client, requests, ledger } = await pacedClient(fine, { budgets }, { signal: controller.signal });
  await client.json({ path: '/1' });
  const waiting = client.json({ path: '/2' });
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  expect(requests).toHaveLength(1);
  expect(ledger.waitSeconds()).toBe(0);
});

test('files are opened beside the limit for calls, as many as whoever reads them asks for', async () => {
  const held: (() => void)[] = [];
  const { client } = await pacedClient(
    (request, response) => {
      if (request.path === '/call') fine(request, response, 1);
      else held.push(() => answer(response, 200, 'content'));
    },
    { maxConcurrency: 2 },
  );
  const opened = many(25, (number) => client.file({ path: `/${number}`, endpoint: '/{n}' }));
  await vi.waitFor(() => expect(held).toHaveLength(25));
  expect(await client.json({ path: '/call' })).toEqual({ ok: true });
  for (const release of held) release();
  for (const { body } of (await opened) as { body: NodeJS.ReadableStream }[]) body.resume();
});

test('a budget that only some connections have holds up nothing until an answer names it', async () => {
  const budgets = [
    {
      name: 'points',
      capacity: Number.POSITIVE_INFINITY,
      perSeconds: 10,
      share: 1,
      reading: policyRateHeaders('app'),
    },
  ];
  let isNamed = false;
  const {
    client,
    run,
    starts,
    budgets: registry,
  } = await pacedClient(
    (_, response) => answer(response, 200, {}, isNamed ? { 'ratelimit-policy': '"app";q=2;w=10' } : {}),
    { budgets },
  );
  await run(many(4, (number) => client.json({ path: `/${number}` })));
  expect(starts.map(({ at }) => at)).toEqual([0, 0, 0, 0]);
  expect(registry.usage()).toEqual({});
  isNamed = true;
  await run(client.json({ path: '/naming' }));
  await run(many(3, (number) => client.json({ path: `/${number}` })));
  expect(starts.slice(5).map(({ at }) => at)).toEqual([0, 0, 10_000]);
});

test('what a request did cost is known from its answer, more or less than expected', async () => {
  const budgets = [
    {
      name: 'points',
      capacity: 10,
      perSeconds: 10,
      share: 1,
      weight: () => 4,
      cost: (_: unknown, body: unknown) => (body as unknown[]).length,
    },
  ];
  const sizes = [1, 1, 7, 1];
  const {
    client,
    run,
    starts,
    budgets: registry,
  } = await pacedClient((_, response) => answer(response, 200, Array.from({ length: sizes.shift() ?? 0 })), {
    budgets,
  });
  for (let number = 0; number < 4; number += 1) await run(client.json({ path: `/${number}` }));
  // Two of one leave room for what is expected of the third; it costs seven, and the fourth has to wait.
  expect(starts.map(({ at }) => at)).toEqual([0, 0, 0, 10_000]);
  expect(registry.usage()).toEqual({ points: { spent: 10, capacity: 10, per_seconds: 10 } });
});
