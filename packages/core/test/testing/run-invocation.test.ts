import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type ConnectorSpecification, createKit } from '../../src/connector/kit.js';
import type { HttpClient } from '../../src/http/http-contract.js';
import { text } from '../../src/metadata/field-types.js';
import { recordType } from '../../src/metadata/record-type.js';
import { createVirtualClock, createVirtualNetwork, runInvocation } from '../../src/testing/index.js';
import { answer, serve } from '../support/loopback-server.js';
import { rawEvent } from '../support/test-event.js';

const boxes = recordType('boxes', 'Box', { name: text('Name') });
const pageMs = 60_000;
const minutes = 60_000;

/** Pages for ever, each a minute away. */
function endlessConnector(url: string) {
  const kit = createKit({
    systemName: 'Toy',
    connection: { schema: z.object({ token: z.string() }), secretFields: ['token'] },
    createClient: ({ createHttpClient }): HttpClient =>
      createHttpClient({
        baseUrl: url,
        headers: {},
        system: { name: 'Toy', authenticationAdvice: '', permissionAdvice: '' },
      }),
  });
  const stream = kit.stream({
    name: 'boxes',
    delivers: { boxes },
    cursor: z.object({ page: z.number() }),
    async *pages({ client, cursor }) {
      for (let page = cursor?.page ?? 0; ; page += 1) {
        await client.json({ path: `/pages/${page}`, endpoint: '/pages/{id}' });
        yield { records: { boxes: [page] }, cursor: { page: page + 1 } };
      }
    },
    normalize: {
      boxes: (page) => ({
        id: `box-${page}`,
        createdDate: '2026-01-01T00:00:00Z',
        modifiedDate: '2026-01-01T00:00:00Z',
        data: { name: 'Box' },
      }),
    },
  });
  const rest: Omit<ConnectorSpecification<HttpClient>, 'streams'> = {
    async *externalSyncUnits() {},
    metadata: { recordTypes: [boxes] },
    initialDomainMapping: { additional_mappings: {} },
  };
  return kit.connector({ ...rest, streams: [stream] });
}

/** A platform and a source that take everything, and when each request came, milliseconds since the start. */
async function startWorld(stuckFrom = Number.POSITIVE_INFINITY) {
  const clock = createVirtualClock();
  const began = clock.now();
  const seen: { path: string; at: number }[] = [];
  const replies: { event_type: string }[] = [];
  let pages = 0;
  let state = '';
  const { url } = await serve((request, response) => {
    seen.push({ path: request.path, at: clock.now() - began });
    if (request.path.endsWith('external-worker.update')) state = JSON.parse(request.body.toString()).state;
    if (request.path === '/callback') replies.push(JSON.parse(request.body.toString()));
    if (request.path.endsWith('external-worker.get'))
      return state === '' ? answer(response, 404, {}) : answer(response, 200, { state });
    if (request.path.endsWith('upload-url'))
      return answer(response, 200, {
        artifact_id: `a${seen.length}`,
        upload_url: `${url}/upload`,
        form_data: {},
      });
    if (request.path.endsWith('snap-ins.get'))
      return answer(response, 200, { snap_in: { imports: [{ name: 'i' }], snap_in_version: { slug: 's' } } });
    return answer(response, 200, {});
  });
  const send = createVirtualNetwork(clock, ({ url: { pathname } }) => {
    if (!pathname.startsWith('/pages/')) return 0;
    pages += 1;
    return pages > stuckFrom ? 100 * minutes : pageMs;
  });
  const event = rawEvent('START_EXTRACTING_DATA', {}, url);
  return {
    event,
    seen,
    replies,
    elapsed: () => clock.now() - began,
    run: () =>
      clock.run(
        runInvocation({
          connector: endlessConnector(url),
          event,
          clock,
          send,
          random: () => 0.5,
        }),
      ),
  };
}

test('an invocation ends in progress with the page that comes at the soft deadline of virtual time', async () => {
  const world = await startWorld();
  await world.run();
  expect(world.replies.map(({ event_type }) => event_type)).toEqual(['DATA_EXTRACTION_PROGRESS']);
  expect(world.elapsed()).toBe(10 * minutes);
  const pages = world.seen.filter(({ path }) => path.startsWith('/pages/'));
  expect(pages.map(({ at }) => at / pageMs)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a request that never ends is given up at the abort deadline, and what was read is reported', async () => {
  const world = await startWorld(3);
  await world.run();
  expect(world.replies.map(({ event_type }) => event_type)).toEqual(['DATA_EXTRACTION_PROGRESS']);
  expect(world.elapsed()).toBe(11.125 * minutes);
});

test('an event that cannot be run is answered once, with the reason', async () => {
  const world = await startWorld();
  world.event.payload.connection_data.key = '{}';
  await world.run();
  expect(world.replies).toEqual([
    expect.objectContaining({
      event_type: 'DATA_EXTRACTION_ERROR',
      event_data: expect.objectContaining({ error: { message: expect.stringMatching(/token/) } }),
    }),
  ]);
});
