import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createHttpClient } from '../../src/http/http-client.js';
import type { HttpClient } from '../../src/http/http-contract.js';
import { int } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { runPhase } from '../../src/runtime/run-phase.js';
import { parseState } from '../../src/state/state-document.js';
import { answer, serve } from '../support/loopback-server.js';
import { createMemoryPlatform, type MemoryPlatform } from '../support/memory-platform.js';
import { testEvent } from '../support/test-event.js';
import { type TestInvocation, testConnector, testInvocation, toyKit } from '../support/test-invocation.js';

const numbers = recordType('numbers', 'Number', { value: int('Value') });
const budgets = [{ name: 'hourly', capacity: 3, perSeconds: 3_600, share: 1 }];

/** Asks for one page after the other; each costs one of three units per hour. */
const stream = toyKit.stream({
  name: 'numbers',
  delivers: { numbers },
  cursor: z.object({ page: z.number() }),
  async *pages({ client, cursor }) {
    const http = client as HttpClient;
    for (let page = (cursor?.page ?? 0) + 1; page <= 5; page += 1) {
      await http.json({ path: '/numbers', query: { page } });
      yield { records: { numbers: [page] }, cursor: { page } };
    }
  },
  normalize: {
    numbers: (raw) => ({
      id: String(raw),
      createdDate: '2026-01-01',
      modifiedDate: '2026-01-01',
      data: { value: Number(raw) },
    }),
  },
});

async function invoke(
  platform: MemoryPlatform,
  baseUrl: string,
  type: string,
  onInvocation: (invocation: TestInvocation) => void = () => {},
) {
  const connector = testConnector({ metadata: { recordTypes: [numbers] }, streams: [stream] });
  const { port } = platform.process();
  const invocation = testInvocation(connector, testEvent(type), port);
  onInvocation(invocation);
  const client = createHttpClient(
    {
      baseUrl,
      headers: {},
      system: { name: 'Toy', authenticationAdvice: '', permissionAdvice: '' },
      budgets,
    },
    {
      signal: invocation.deadline.signal,
      remainingMs: invocation.deadline.remainingMs,
      ledger: invocation.ledger,
      budgets: invocation.budgets,
      redact: (text) => text,
      addSecret: () => {},
      timeouts: { connectMs: 5_000, headersMs: 5_000, idleMs: 5_000 },
    },
  );
  const { reply } = await runPhase('data', { ...invocation, client: () => client });
  await port.reply(reply);
  const finished = invocation.lines.find(({ message }) => message === 'invocation finished');
  return { reply, finished };
}

const spentIn = (platform: MemoryPlatform) =>
  parseState(platform.state ?? '').budgets.hourly?.spent.reduce((sum, { units }) => sum + units, 0);

test('a budget that is spent becomes a delay, after which it is full again', async () => {
  const server = await serve((_, response) => answer(response, 200, {}));
  const platform = createMemoryPlatform();
  const first = await invoke(platform, server.url, 'START_EXTRACTING_DATA');
  expect(first.reply.eventType).toBe('DATA_EXTRACTION_DELAYED');
  expect(first.reply.delaySeconds).toBeGreaterThan(3_500);
  expect(first.finished).toMatchObject({
    calls: 3,
    wait_seconds: 0,
    budgets: { hourly: { spent: 3, capacity: 3, per_seconds: 3_600 } },
  });
  expect(parseState(platform.state ?? '').budgets).toEqual({});
  const second = await invoke(platform, server.url, 'CONTINUE_EXTRACTING_DATA');
  expect(second.reply.eventType).toBe('DATA_EXTRACTION_DONE');
  expect(server.requests).toHaveLength(5);
});

test('what an invocation has spent is spent for the one that goes on at once', async () => {
  let invocation: TestInvocation | undefined;
  const server = await serve((request, response) => {
    if (request.query.get('page') === '2') invocation?.deadline.reachSoft();
    answer(response, 200, {});
  });
  const platform = createMemoryPlatform();
  const first = await invoke(platform, server.url, 'START_EXTRACTING_DATA', (begun) => {
    invocation = begun;
  });
  expect(first.reply.eventType).toBe('DATA_EXTRACTION_PROGRESS');
  expect(server.requests).toHaveLength(2);
  expect(spentIn(platform)).toBe(2);
  const second = await invoke(platform, server.url, 'CONTINUE_EXTRACTING_DATA');
  expect(second.reply.eventType).toBe('DATA_EXTRACTION_DELAYED');
  expect(second.finished).toMatchObject({ calls: 1 });
  expect(server.requests).toHaveLength(3);
});

test('a document of a version without budgets is read, and gets them', async () => {
  let invocation: TestInvocation | undefined;
  const server = await serve((_, response) => {
    invocation?.deadline.reachSoft();
    answer(response, 200, {});
  });
  const platform = createMemoryPlatform();
  const begin = (begun: TestInvocation) => {
    invocation = begun;
  };
  await invoke(platform, server.url, 'START_EXTRACTING_DATA', begin);
  const document = JSON.parse(platform.state ?? '{}');
  expect(document.sdkState.core.budgets.hourly).toBeDefined();
  delete document.sdkState.core.budgets;
  platform.state = JSON.stringify(document);
  expect(parseState(platform.state).budgets).toEqual({});
  await invoke(platform, server.url, 'CONTINUE_EXTRACTING_DATA', begin);
  expect(spentIn(platform)).toBeGreaterThan(0);
});
