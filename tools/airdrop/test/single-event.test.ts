import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { suppliedEvents } from '../src/single-event/event-file.js';
import { runCommand } from './command-line.js';
import { type NotebookSource, notebookToken, startNotebook } from './notebook-source.js';

const behaving = fileURLToPath(new URL('fixtures/behaving.cjs', import.meta.url));

let directory: string;
let notebook: NotebookSource;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'airdrop-event-'));
  notebook = await startNotebook(8);
  await writeFile(path.join(directory, 'connection.json'), JSON.stringify(notebook.connection));
});

afterEach(async () => {
  await notebook.close();
  await rm(directory, { recursive: true, force: true });
});

const invoke = (event: string, ...more: string[]) =>
  runCommand(directory, [
    ...['invoke', 'notebook', '--event', event, '--bundle', behaving, '--unit', 'first'],
    ...['--source', 'live', '--connection', 'connection.json', ...more],
  ]);
const jsonOf = async (event: string, ...more: string[]) =>
  JSON.parse((await invoke(event, '--json', ...more)).stdout);

test('the phases of a run can be played one by one', { timeout: 60_000 }, async () => {
  const units = await invoke('external-sync-units');
  expect(units).toMatchObject({ code: 0 });
  expect(units.stdout).toMatch(
    /^START_EXTRACTING_EXTERNAL_SYNC_UNITS → EXTERNAL_SYNC_UNIT_EXTRACTION_DONE, [\d.]+ s\n {2}external_sync_units: 1 \(artifact .+\)\n$/,
  );
  expect(await jsonOf('metadata')).toMatchObject({ reply: { kind: 'done' }, violations: [] });
  expect(await jsonOf('data')).toMatchObject({ reply: { kind: 'progress' }, violations: [] });
  expect(await jsonOf('data-continued')).toMatchObject({ reply: { kind: 'done' }, violations: [] });
  expect(await jsonOf('attachments')).toMatchObject({ violations: [] });
  const query = ['query', '--data-dir', '.airdrop/notebook-events', '--json'];
  const end = await runCommand(directory, [...query, 'select count(*) as n from notes']);
  expect(JSON.parse(end.stdout)).toEqual([{ n: 8 }]);
});

test('what earlier events left is forgotten when asked to', async () => {
  await invoke('metadata');
  const end = await invoke('data', '--fresh');
  expect(end.code).toBe(1);
  expect(end.stdout).toContain('START_EXTRACTING_DATA → no reply');
});

test('an event of another platform is played on this one', async () => {
  const foreign = {
    context: { secrets: { service_account_token: 'token-of-another-platform' } },
    execution_metadata: { devrev_endpoint: 'https://devrev.invalid' },
    payload: {
      connection_data: { key: 'key-of-another-platform' },
      event_type: 'START_EXTRACTING_METADATA',
      event_context: { callback_url: 'https://devrev.invalid/callback', mode: 'INITIAL', sync_tier: 'gold' },
    },
  };
  const file = path.join(directory, 'from-a-log.json');
  await writeFile(file, JSON.stringify([foreign]));
  const end = await jsonOf(file);
  expect(end).toMatchObject({ reply: { kind: 'done' }, violations: [] });
  expect(end.reply.body.event_context).toMatchObject({
    callback_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
    sync_tier: 'gold',
  });
});

test('no credential is printed', async () => {
  const bundle = path.join(directory, 'telling.cjs');
  await writeFile(
    bundle,
    `exports.functionFactory = { extraction: async ([event]) => {
       console.log(event.payload.connection_data.key, event.context.secrets.service_account_token);
       throw new Error('with ' + event.payload.connection_data.key);
     } };`,
  );
  const end = await invoke('metadata', '--bundle', bundle, '--json');
  expect(end.code).toBe(1);
  expect(JSON.parse(end.stdout).problem).toContain('with [redacted]');
  expect(end.stderr).toContain('[redacted]');
  expect(end.stdout + end.stderr).not.toContain(notebookToken);
});

test('a wrong event is a sentence', async () => {
  await writeFile(path.join(directory, 'half.json'), '{"payload":');
  for (const [event, sentence] of [
    ['nope', 'There is no event "nope". Pass a file, or one of: attachments, '],
    ['half.json', 'half.json is no event: a JSON object with payload.event_type is needed.'],
  ] as const) {
    const end = await invoke(event);
    expect(end.code).toBe(1);
    expect(end.stderr).toContain(sentence);
    expect(end.stderr).not.toMatch(/^\s+at /m);
  }
});

test('every event that is supplied says only what is special about it', async () => {
  expect(suppliedEvents()).toContain('data-incremental');
  for (const name of suppliedEvents()) {
    const text = await readFile(new URL(`../events/${name}.json`, import.meta.url), 'utf8');
    const { payload, ...rest } = JSON.parse(text);
    expect(rest).toEqual({});
    expect(Object.keys(payload)).not.toContain('connection_data');
  }
});
