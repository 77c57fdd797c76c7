import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningCommand, runCommand, startCommand } from './command-line.js';
import { type NotebookSource, notebookToken, startNotebook } from './notebook-source.js';

const behaving = fileURLToPath(new URL('fixtures/behaving.cjs', import.meta.url));

let directory: string;
let notebook: NotebookSource;
let running: RunningCommand[];

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'airdrop-serve-'));
  notebook = await startNotebook(5);
  running = [];
  await writeFile(path.join(directory, 'connection.json'), JSON.stringify(notebook.connection));
});

afterEach(async () => {
  for (const command of running) {
    command.process.kill('SIGTERM');
    await command.ended;
  }
  await notebook.close();
  await rm(directory, { recursive: true, force: true });
});

async function start(pattern: RegExp, ...commandArguments: string[]) {
  const command = startCommand(directory, commandArguments);
  running.push(command);
  const [, url = ''] = await command.printed(pattern);
  return { command, url };
}

const serve = (bundle = behaving) =>
  start(/served at (http:\/\/127\.0\.0\.1:\d+)/, 'serve', 'notebook', '--bundle', bundle, '--port', '0');
const platform = () =>
  start(
    /listens at (http:\/\/127\.0\.0\.1:\d+)/,
    ...['platform', '--connector', 'notebook', '--connection', 'connection.json'],
  );

interface Answer {
  function_result?: object;
  error?: { err_type: string; err_msg: string };
}

async function post(url: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', body: text });
  const answer: Answer = JSON.parse(await response.text());
  return { status: response.status, body: answer };
}

test('a whole run, with events fetched from a platform and handed over by hand', async () => {
  const [functions, events] = await Promise.all([serve(), platform()]);
  for (let event = 0; event < 20; event += 1) {
    const next = await (await fetch(`${events.url}/event`)).text();
    if (!next.includes('"payload"')) break;
    const answer = await post(`${functions.url}/handle/sync`, next);
    expect(answer).toEqual({ status: 200, body: { function_result: {} } });
  }
  await events.command.printed(/DATA_EXTRACTION_DONE[\s\S]+ATTACHMENT_EXTRACTION_DONE/);
  await functions.command.printed(/START_EXTRACTING_DATA: handled, /);
});

test('a list of events is taken at once and handled in order', async () => {
  const [functions, events] = await Promise.all([serve(), platform()]);
  const event = await (await fetch(`${events.url}/event`)).json();
  expect(await post(`${functions.url}/handle/async`, [event])).toEqual({ status: 200, body: {} });
  await events.command.printed(/EXTERNAL_SYNC_UNIT_EXTRACTION_DONE/);
});

test('what cannot be handled is answered with its kind', async () => {
  const { url } = await serve();
  const named = (name: string) => ({ execution_metadata: { function_name: name } });
  const typeOf = async (route: string, body: unknown) =>
    (await post(`${url}/handle/${route}`, body)).body.error?.err_type;
  expect(await typeOf('sync', '{"payload":')).toBe('InvalidRequest');
  expect(await typeOf('async', {})).toBe('InvalidRequest');
  expect(await typeOf('sync', {})).toBe('FunctionNameNotProvided');
  expect(await typeOf('sync', named('loading'))).toBe('FunctionNotFound');
  expect((await fetch(`${url}/`)).status).toBe(404);
});

test('a function that throws is told with its reason, and the next event is handled', async () => {
  const bundle = path.join(directory, 'throwing.cjs');
  await writeFile(
    bundle,
    `exports.functionFactory = { extraction: async ([{ payload }]) => {
       console.log(JSON.stringify({ message: 'began', level: 'warn', run_id: '7', pages: 2 }));
       if (payload.event_type === 'FIRST') throw new Error('The notebook is torn.');
     } };`,
  );
  const { url, command } = await serve(bundle);
  const event = (type: string) => ({
    execution_metadata: { function_name: 'extraction' },
    payload: { event_type: type },
  });
  const { body } = await post(`${url}/handle/sync`, event('FIRST'));
  expect(body.error).toEqual({ err_type: 'FunctionFailed', err_msg: 'Error: The notebook is torn.' });
  expect(await post(`${url}/handle/sync`, event('SECOND'))).toMatchObject({ body: { function_result: {} } });
  await command.printed(/^\d\d:\d\d:\d\d {3}! began {2}pages=2$/m);
});

test('a port that is taken is a sentence', async () => {
  const { url } = await serve();
  const port = new URL(url).port;
  const end = await runCommand(directory, ['serve', 'notebook', '--bundle', behaving, '--port', port]);
  expect(end).toMatchObject({ code: 1 });
  expect(end.stderr).toContain(`127.0.0.1:${port}: the port is in use. Choose another with --port.`);
  expect(end.stderr).not.toContain(notebookToken);
});
