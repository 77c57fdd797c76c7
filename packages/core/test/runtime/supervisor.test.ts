import { describe, expect, test } from 'vitest';
import { readConfiguration } from '../../src/configuration.js';
import { supervise } from '../../src/runtime/supervisor.js';
import { answer, type Handler, serve } from '../support/loopback-server.js';
import { rawEvent } from '../support/test-event.js';
import { testConnector } from '../support/test-invocation.js';

/** Supervises one event with a worker whose source is given, and returns what the platform was told. */
async function superviseWorker(
  source: string,
  event: (endpoint: string) => unknown = (endpoint) => rawEvent('START_EXTRACTING_DATA', {}, endpoint),
  callback: Handler = (_, response) => answer(response, 200, {}),
  environment: NodeJS.ProcessEnv = {},
) {
  const { url, requests } = await serve(callback);
  const lines: string[] = [];
  await supervise(event(url), {
    connector: testConnector({}),
    entry: new URL(source),
    configuration: readConfiguration(environment),
    sink: (_, line) => lines.push(line),
  });
  const bodies = requests.map(({ body }) => JSON.parse(body.toString()));
  return {
    replies: bodies.map(({ event_type, event_data }) => ({ event_type, event_data })),
    bodies,
    output: lines.join('\n'),
  };
}

/** Started from its text; `post` sends a message to the supervising thread. */
function worker(body: string): string {
  const text = `import { parentPort, workerData } from 'node:worker_threads'; const post = (message) => parentPort.postMessage(message); ${body}`;
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

const reply = `{ kind: 'reply', reply: { eventType: 'DATA_EXTRACTION_DONE', artifacts: [] } }`;
const untilAccepted = `parentPort.on('message', ({ kind }) => { if (kind === 'reply_accepted') parentPort.close(); });`;

test('the reply of the worker is the reply', async () => {
  const { replies } = await superviseWorker(worker(`${untilAccepted} post(${reply});`));
  expect(replies).toEqual([{ event_type: 'DATA_EXTRACTION_DONE', event_data: { artifacts: [] } }]);
});

describe('one reply, whatever the worker does after its own', () => {
  test.each([
    ['another reply', `${untilAccepted} post(${reply}); post(${reply});`],
    [
      'a failure',
      `${untilAccepted} post(${reply}); post({ kind: 'failed', error: { code: 'late', message: 'Late.', audience: 'defect' } });`,
    ],
    ['a crash', `post(${reply}); throw new Error('late');`],
    ['an exit', `post(${reply}); process.exit(3);`],
  ])('%s', async (_, body) => {
    expect((await superviseWorker(worker(body))).replies).toHaveLength(1);
  });
});

describe('a worker that cannot reply is replied for', () => {
  test.each([
    ['that does not start', worker('this is no program'), /SyntaxError|Unexpected/],
    [
      'that exits at once',
      worker('process.exit(0)'),
      /ended unexpectedly \(exit code 0\).*\[worker_exited\]/,
    ],
    ['that cannot even be made', 'https://127.0.0.1/worker.js', /\[unexpected_error\]/],
  ])('one %s', async (_, source, message) => {
    const { replies } = await superviseWorker(source);
    expect(replies).toEqual([
      {
        event_type: 'DATA_EXTRACTION_ERROR',
        event_data: { error: { message: expect.stringMatching(message) } },
      },
    ]);
  });

  test.each([
    ['and had made nothing durable: error', '', 'DATA_EXTRACTION_ERROR'],
    ['after a checkpoint: progress', `post({ kind: 'checkpoint' });`, 'DATA_EXTRACTION_PROGRESS'],
  ])('one that is stuck %s', async (_, before, eventType) => {
    const deadlines = { AIRDROP_SOFT_DEADLINE_SECONDS: '0.1', AIRDROP_HARD_DEADLINE_SECONDS: '0.3' };
    const { replies } = await superviseWorker(
      worker(`${before} setInterval(() => {}, 1000);`),
      undefined,
      undefined,
      deadlines,
    );
    expect(replies.map(({ event_type }) => event_type)).toEqual([eventType]);
  });
});

test('a secret in the words of a crash gets neither into the reply nor into the log', async () => {
  const basic = Buffer.from('someone@acme.example:canary-source-token').toString('base64');
  const body = `throw new Error('refused canary-source-token, canary-service-token and ${basic} at https://toy.example/?token' + '=abc' + 'def12');`;
  const { bodies, output } = await superviseWorker(worker(body));
  const said = bodies.map(({ event_data }) => event_data.error.message).join();
  expect(said).toContain('refused [redacted]');
  for (const text of [said, output]) {
    expect(text).not.toMatch(/canary|abcdef12/);
    expect(text).not.toContain(basic.slice(-20));
  }
});

describe('an event that cannot be read', () => {
  const unused = worker('process.exit(9)');

  test('is answered with the name of what is wrong, if it says where to', async () => {
    const { bodies } = await superviseWorker(unused, (endpoint) =>
      rawEvent('EXTRACTION_DATA_START', { run_id: ['canary'] }, endpoint),
    );
    expect(bodies).toMatchObject([
      {
        event_type: 'DATA_EXTRACTION_ERROR',
        event_context: { sync_unit_id: 'y' },
        event_data: {
          error: {
            message: expect.stringMatching(
              /event could not be read \(payload\.event_context\.run_id.*\[malformed_event\]/,
            ),
          },
        },
      },
    ]);
    expect(JSON.stringify(bodies)).not.toContain('canary');
  });

  test('is only logged if it does not', async () => {
    const { replies, output } = await superviseWorker(unused, () => ({ payload: 'canary' }));
    expect(replies).toEqual([]);
    expect(output).toMatch(/malformed_event/);
    expect(output).not.toContain('canary');
  });

  test('but of a type nobody knows gets the answer for that', async () => {
    const { replies } = await superviseWorker(unused, (endpoint) => rawEvent('START_DANCING', {}, endpoint));
    expect(replies).toEqual([{ event_type: 'UNKNOWN_EVENT_TYPE', event_data: {} }]);
  });
});

test('a reply that is refused is logged and ends the worker', async () => {
  const { replies, output } = await superviseWorker(
    worker(`post(${reply}); setInterval(() => {}, 1000);`),
    undefined,
    (_, response) => answer(response, 400, 'no'),
  );
  expect(replies).toHaveLength(1);
  expect(output).toMatch(/failed while reporting the result/);
});

test('a connector that cannot be loaded is replied for, and all of its connection is kept secret', async () => {
  const { url, requests } = await serve((_, response) => answer(response, 200, {}));
  const lines: string[] = [];
  await supervise(rawEvent('START_EXTRACTING_DATA', {}, url), {
    connector: () => Promise.reject(new Error('no connector')),
    entry: new URL(worker(`throw new Error('no connector, canary-source-token');`)),
    configuration: readConfiguration({}),
    sink: (_, line) => lines.push(line),
  });
  const said = requests.map(({ body }) => body.toString()).join();
  expect(said).toMatch(/DATA_EXTRACTION_ERROR.*no connector, \[redacted\]/);
  expect(said + lines.join()).not.toContain('canary-source');
});
