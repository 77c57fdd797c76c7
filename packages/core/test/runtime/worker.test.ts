import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { readConfiguration } from '../../src/configuration.js';
import type { ConnectorSource } from '../../src/runtime/connector-source.js';
import { workerMarker } from '../../src/runtime/thread-messages.js';
import { runWorker } from '../../src/runtime/worker.js';
import { answer, type Handler, serve } from '../support/loopback-server.js';
import { rawEvent } from '../support/test-event.js';
import { testConnector } from '../support/test-invocation.js';

/** What a worker says first, with a platform that answers as given. */
async function firstMessage(eventType: string, connector: ConnectorSource, handler: Handler) {
  const { url, requests } = await serve(handler);
  const { port1, port2 } = new MessageChannel();
  const said = once(port1, 'message');
  const input = {
    marker: workerMarker,
    entry: import.meta.url,
    event: rawEvent(eventType, {}, url),
    configuration: readConfiguration({ AIRDROP_RETRY_DELAY_FACTOR: '0.001' }),
  } as const;
  const running = runWorker(connector, input, port2);
  const [message] = await said;
  port1.postMessage({ kind: 'reply_accepted' });
  await running;
  port1.close();
  return { message, paths: requests.map(({ path }) => path) };
}

const refused: Handler = (_, response) => answer(response, 400, 'no state today');

test('the state is asked for before the connector is loaded, and once', async () => {
  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  // A worker that loads first would wait for itself.
  const source = async () => {
    await asked;
    return { connector: testConnector({}) };
  };
  const { message, paths } = await firstMessage(
    'START_EXTRACTING_DATA',
    source,
    (request, response, attempt) => {
      isAsked();
      refused(request, response, attempt);
    },
  );
  expect(message).toMatchObject({ kind: 'failed', error: { code: 'platform_error' } });
  expect(paths).toEqual(['/internal/airdrop.external-worker.get']);
});

test('a connector that cannot be loaded is a failure with its reason, whatever became of the state', async () => {
  const source = () => Promise.reject(new Error('a module is missing'));
  const { message } = await firstMessage('START_EXTRACTING_DATA', source, refused);
  expect(message).toMatchObject({
    kind: 'failed',
    error: { message: expect.stringContaining('a module is missing') },
  });
});

test('a phase without a state asks for none', async () => {
  const { message, paths } = await firstMessage(
    'START_EXTRACTING_EXTERNAL_SYNC_UNITS',
    testConnector({}),
    refused,
  );
  expect(message).toMatchObject({ kind: 'log' });
  expect(paths).toEqual([]);
});
