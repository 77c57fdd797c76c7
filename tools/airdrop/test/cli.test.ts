import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CommandEnd, runCommand, startCommand } from './command-line.js';
import { type NotebookSource, notebookToken, startNotebook } from './notebook-source.js';

let directory: string;
let notebook: NotebookSource;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'airdrop-cli-'));
  notebook = await startNotebook(5);
  await writeFile(path.join(directory, 'connection.json'), JSON.stringify(notebook.connection));
});

afterEach(async () => {
  await notebook.close();
  await rm(directory, { recursive: true, force: true });
});

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const run = (...commandArguments: string[]) => runCommand(directory, commandArguments);
const live = (bundle = 'behaving.cjs') => [
  'sync',
  'notebook',
  '--source',
  'live',
  '--connection',
  'connection.json',
  '--bundle',
  fixture(bundle),
];

/** The command failed with one sentence and no stack trace. */
function expectFailure(end: CommandEnd, ...fragments: string[]): void {
  expect(end.code, JSON.stringify(end)).toBe(1);
  for (const fragment of fragments) expect(end.stderr).toContain(fragment);
  expect(end.stderr).not.toMatch(/^\s+at /m);
}

describe('help', () => {
  test.each([
    '',
    'sync',
    'doctor',
    'objects',
    'query',
    'platform',
    'invoke',
    'run-snap-in',
    'serve',
    'simulator',
  ])('of "airdrop %s" has examples', async (command) => {
    const end = await run(...(command === '' ? [] : [command]), '--help');
    expect(end.code).toBe(0);
    expect(end.stdout).toContain(`Examples:\n  $ airdrop ${command || 'sync'}`);
  });
});

describe('airdrop run-snap-in', () => {
  const folder = () => path.join(directory, 'acme');

  beforeEach(async () => {
    await cp(fixture('.'), folder(), { recursive: true });
    await writeFile(
      path.join(folder(), 'package.json'),
      JSON.stringify({ name: 'acme', main: './behaving.cjs' }),
    );
  });

  test('plays runs against the functions of a folder', async () => {
    const command = ['run-snap-in', folder(), '--connection', 'connection.json', '--json', '--quiet'];
    const initial = await run(...command);
    expect(initial.code, JSON.stringify(initial)).toBe(0);
    expect(JSON.parse(initial.stdout)).toMatchObject({
      connector: 'acme',
      records: { notes: 5 },
      missing: null,
    });
    notebook.edit('note-0002', 'Changed', Date.now());
    const increment = await run(...command, '--scenario', 'incremental');
    expect(JSON.parse(increment.stdout)).toMatchObject({ scenario: 'incremental', records: { notes: 1 } });
    expect(existsSync(path.join(directory, '.airdrop', 'acme', 'world.json'))).toBe(true);
  });

  test('a broken rule fails the run with its sentence', async () => {
    await writeFile(path.join(folder(), 'package.json'), '{"name":"acme","main":"./empty-handed.cjs"}');
    const end = await run('run-snap-in', folder(), '--connection', 'connection.json', '--quiet');
    expect(end.code, JSON.stringify(end)).toBe(1);
    expect(end.stderr).not.toMatch(/^\s+at /m);
  });

  test('a folder without a snap-in, or without the fixture, is a sentence', async () => {
    expectFailure(await run('run-snap-in', 'nowhere'), 'holds no snap-in');
    expectFailure(await run('run-snap-in', folder(), '--fixture', 'some'), 'There is no fixture "some"');
  });
});

describe('airdrop doctor', () => {
  const builtJira = existsSync(
    fileURLToPath(new URL('../../../connectors/jira/dist/doctor.cjs', import.meta.url)),
  );

  test.skipIf(!builtJira)('says what a connection sees and what an import would cost', async () => {
    const end = await run('doctor', 'jira', '--size', '30');
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(
      /^The account is .+, connected by API token\.\n {2}✓ people: complete\n {2}! administration: /,
    );
    expect(end.stdout).toMatch(/Demo product \(DEMO\) +│ 30 /);
    const json = await run('doctor', 'jira', '--size', '30', '--unit', 'OPS', '--json');
    expect(JSON.parse(json.stdout).units).toMatchObject([{ id: '10001', rootObjects: 40 }]);
  });

  test.skipIf(!builtJira)('fails when nothing could be synced', async () => {
    const end = await run('doctor', 'jira', '--unit', 'VAULT');
    expect(end.code).toBe(1);
    expect(end.stdout).toContain('✗ project VAULT');
  });

  test('says which connectors there are', async () => {
    expectFailure(await run('doctor', 'nonsense'), 'There is no connector "nonsense"');
  });
});

describe('airdrop sync', () => {
  test('shows what it does and a table at the end', async () => {
    const end = await run(...live());
    expect(end.code, end.stderr).toBe(0);
    expect(end.stderr).toContain('notebook initial\n  1. START_EXTRACTING_EXTERNAL_SYNC_UNITS');
    expect(end.stdout).toMatch(/notes +│ +5 /);
    expect(end.stdout).toMatch(/missing +│ +not checked /);
  });

  test('prints one JSON object with --json and nothing else with --quiet', async () => {
    const end = await run(...live(), '--json', '--quiet');
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(end.stdout)).toEqual({
      connector: 'notebook',
      scenario: 'initial',
      invocations: expect.any(Number),
      calls: null,
      records: { attachments: 1, notes: 5 },
      missing: null,
      duplicated: null,
      repeated: 0,
      skipped: 0,
      attachmentsBytes: 17,
      devrev: expect.objectContaining({
        objects: [],
        staged: expect.arrayContaining([
          expect.objectContaining({ itemTypes: ['notes'], reason: 'type_not_mapped', count: 5 }),
        ]),
      }),
      seconds: expect.any(Number),
      peakRssMb: expect.any(Number),
    });
  });

  test('hands chosen options to the connector and says what can be chosen', async () => {
    const sync = (...chosen: string[]) =>
      run('sync', 'jira', '--size', '3', ...chosen.flatMap((text) => ['--option', text]));
    const unknown = await sync('colour=red');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toMatch(
      /no option "colour". It has .*limit_share_percent \(a number from 1 to 100\)/,
    );
    expect((await sync('limit_share_percent=none')).stderr).toContain('it is a number from 1 to 100');
    expect((await sync('limit_share_percent')).stderr).toContain('Write --option name=value.');
    expect((await sync('limit_share_percent=50')).code).toBe(0);
    const sent = await readFile(path.join(directory, '.airdrop/jira/runs/1/events.jsonl'), 'utf8');
    expect(sent).toContain('"limit_share_percent":"50"');
  });

  test('takes a live connection from the environment', async () => {
    const withoutFile = live().filter((argument) => !['--connection', 'connection.json'].includes(argument));
    const environment = { NOTEBOOK_URL: notebook.url, NOTEBOOK_TOKEN: notebookToken };
    const end = await runCommand(directory, [...withoutFile, '--quiet'], environment);
    expect(end.code, end.stderr).toBe(0);
    expectFailure(await run(...withoutFile), 'no connection for "notebook"', 'NOTEBOOK_SITE');
  });

  test('starts with an initial run when an incremental one has nothing to continue', async () => {
    const end = await run(...live(), '--scenario', 'incremental', '--json');
    expect(end.code, end.stderr).toBe(0);
    expect(end.stderr).toMatch(/notebook initial[\s\S]*notebook incremental/);
    expect(JSON.parse(end.stdout)).toMatchObject({ scenario: 'incremental', records: {} });
  });

  test('passes on the sentence a connector fails with', async () => {
    const bundle = path.join(directory, 'refusing.cjs');
    await writeFile(
      bundle,
      `const { connect } = require(${JSON.stringify(fixture('platform-client.cjs'))});
       const error = { message: 'The notebook is closed. Open it.' };
       exports.functionFactory = {
         extraction: ([event]) => connect(event).reply('EXTERNAL_SYNC_UNIT_EXTRACTION_ERROR', { error }),
       };`,
    );
    const end = await run(...live().slice(0, -1), bundle, '--json', '--quiet');
    expect(end).toMatchObject({ code: 1, stderr: 'The notebook is closed. Open it.\n' });
    expect(JSON.parse(end.stdout)).toMatchObject({
      status: 'failed',
      error: 'The notebook is closed. Open it.',
      invocations: 1,
    });
  });

  test('fails when the oracle misses something', async () => {
    const end = await run('sync', 'jira', '--bundle', fixture('empty-handed.cjs'), '--size', '5', '--json');
    expect(end.code).toBe(1);
    const report = JSON.parse(end.stdout);
    expect(report.missing).toBeGreaterThanOrEqual(5);
    expect(report).toMatchObject({ calls: 1, duplicated: 0, status: 'failed' });
  });

  test('names the connectors there are', async () => {
    const end = await run('sync', 'nope', '--json');
    expectFailure(end, 'There is no connector "nope". Known connectors: ');
    expect(JSON.parse(end.stdout)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('"nope"'),
    });
  });

  test.each([
    ['--size', 'many', 'whole number'],
    ['--size', '0', 'whole number'],
    ['--seed', '-1', 'whole number'],
    ['--edits', '1.5', 'whole number'],
    ['--invocation-seconds', '0', 'a number above zero'],
  ])('refuses %s %s', async (option, value, reason) => {
    expectFailure(await run('sync', 'jira', option, value), option, reason);
  });

  test('refuses a connection file that is missing or malformed without quoting it', async () => {
    const withFile = (file: string) => [
      ...live().map((argument) => argument.replace('connection.json', file)),
    ];
    expectFailure(await run(...withFile('absent.json')), 'absent.json cannot be read (ENOENT)');
    await writeFile(path.join(directory, 'broken.json'), `{"token": "${notebookToken}"`);
    expectFailure(await run(...withFile('broken.json')), 'broken.json is not a JSON object of text fields');
    const { stderr } = await run(...withFile('broken.json'), '--debug');
    expect(stderr).toMatch(/^\s+at /m);
    expect(stderr).not.toContain(notebookToken);
  });

  test('touches nothing when an argument is wrong', async () => {
    await run('sync', 'nope');
    await run(...live().slice(0, -1), 'absent.cjs');
    await expect(readFile(path.join(directory, '.airdrop'))).rejects.toThrow('ENOENT');
  });

  test('never clears a directory it did not make', async () => {
    const file = path.join(directory, 'precious.txt');
    await writeFile(file, 'precious');
    expectFailure(await run(...live(), '--data-dir', '.'), 'was not made by this tool');
    expect(await readFile(file, 'utf8')).toBe('precious');
    expectFailure(await run(...live(), '--data-dir', 'precious.txt'), 'is a file');
    expectFailure(await run(...live(), '--data-dir', 'precious.txt/below'), 'cannot be used (ENOTDIR)');
  });

  test('does not mix connectors or worlds in one directory', async () => {
    await run(...live(), '--data-dir', 'data', '--quiet');
    const others = live().map((argument) => (argument === 'notebook' ? 'diary' : argument));
    expectFailure(
      await run(...others, '--data-dir', 'data'),
      'holds data of the connector "notebook", not "diary"',
    );
    await writeFile(
      path.join(directory, 'connection.json'),
      JSON.stringify({ ...notebook.connection, url: notebook.url.replace('127.0.0.1', 'localhost') }),
    );
    expectFailure(
      await run(...live(), '--data-dir', 'data'),
      'live system 127.0.0.1, not of the live system localhost',
    );
  });

  test('starts over in its own directory', async () => {
    await run(...live(), '--quiet');
    expect((await run(...live(), '--quiet')).code).toBe(0);
    const counted = await run('query', 'SELECT count(*) AS n, max(run) AS runs FROM deliveries', '--json');
    expect(JSON.parse(counted.stdout)).toEqual([{ n: 6, runs: 1 }]);
  });

  test('ends its snap-in on Ctrl-C, exits with 130 and leaves a usable directory', async () => {
    const command = startCommand(directory, live('hanging.cjs'));
    const snapIn = await snapInProcessOf(command);
    command.process.kill('SIGINT');
    expect(await command.ended).toMatchObject({ code: 130, stderr: expect.stringContaining('interrupted') });
    expect(isRunning(snapIn)).toBe(false);
    expect((await run(...live(), '--quiet')).code).toBe(0);
  });

  test('takes its snap-in along when it is killed, and the next run goes on', async () => {
    const command = startCommand(directory, live('hanging.cjs'));
    const snapIn = await snapInProcessOf(command);
    command.process.kill('SIGKILL');
    // The output pipes are closed only when both processes are gone.
    await command.ended;
    await gone(snapIn);
    const end = await run(...live(), '--scenario', 'incremental', '--quiet');
    expect(end.code, end.stderr).toBe(0);
  });

  test('lets only one process use a directory', async () => {
    const command = startCommand(directory, live('hanging.cjs'));
    await command.printed(/START_EXTRACTING/);
    expectFailure(await run(...live()), `in use by process ${command.process.pid}`);
    command.process.kill('SIGINT');
    await command.ended;
  });
});

async function snapInProcessOf(command: ReturnType<typeof startCommand>): Promise<number> {
  await command.printed(/START_EXTRACTING/);
  const log = path.join(directory, '.airdrop/notebook/runs/1/connector.log');
  for (;;) {
    const match = /process (\d+)\n/.exec(await readFile(log, 'utf8').catch(() => ''));
    if (match !== null) return Number(match[1]);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function gone(processId: number): Promise<void> {
  while (isRunning(processId)) await new Promise((resolve) => setImmediate(resolve));
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

describe('airdrop query', () => {
  test('prints a table, CSV or JSON', async () => {
    await run(...live(), '--quiet');
    const sql = "SELECT id, title, NULL AS nothing FROM notes WHERE id < 'note-0002'";
    expect((await run('query', sql)).stdout).toMatch(/note-0001 +│ Note 1/);
    expect((await run('query', sql, '--csv', '--connector', 'notebook')).stdout).toBe(
      'id,title,nothing\nnote-0001,Note 1,\n',
    );
    expect(JSON.parse((await run('query', sql, '--json', '--data-dir', '.airdrop/notebook')).stdout)).toEqual(
      [{ id: 'note-0001', title: 'Note 1', nothing: null }],
    );
    const quoted = await run('query', `SELECT 'a "b", c' AS text`, '--csv');
    expect(quoted.stdout).toBe('text\n"a ""b"", c"\n');
  });

  test('explains a wrong statement in one line and changes nothing', async () => {
    await run(...live(), '--quiet');
    const end = await run('query', 'SELEC 1');
    expectFailure(end, 'The query cannot be run: Parser Error');
    expect(end.stderr.trimEnd().split('\n')).toHaveLength(1);
    expectFailure(await run('query', 'DELETE FROM deliveries'), 'read-only');
  });

  test('says when there is nothing to ask', async () => {
    expectFailure(await run('query', 'SELECT 1'), 'Run "airdrop sync" first');
    expectFailure(await run('query', 'SELECT 1', '--data-dir', 'absent'), 'There is no data in absent');
    await mkdir(path.join(directory, 'damaged'));
    await writeFile(path.join(directory, 'damaged/database.duckdb'), 'no database');
    expectFailure(await run('query', 'SELECT 1', '--data-dir', 'damaged'), 'cannot be opened');
  });
});

describe('airdrop platform', () => {
  test('hands out the events of an initial run one after the other', async () => {
    const command = startCommand(directory, ['platform', '--connection', 'connection.json']);
    const [, url] = await command.printed(/(http:\S+\/event)/);
    const { functionFactory } = createRequire(import.meta.url)(fixture('behaving.cjs'));
    const eventTypes: string[] = [];
    for (;;) {
      const response = await fetch(String(url));
      if (response.status === 404) break;
      const event = Object(await response.json());
      eventTypes.push(event.payload.event_type);
      await functionFactory.extraction([event]);
    }
    command.process.kill('SIGINT');
    expect((await command.ended).stdout).toContain('ATTACHMENT_EXTRACTION_DONE, 1 artifacts');
    expect(eventTypes).toEqual([
      'START_EXTRACTING_EXTERNAL_SYNC_UNITS',
      'START_EXTRACTING_METADATA',
      'START_EXTRACTING_DATA',
      'CONTINUE_EXTRACTING_DATA',
      'START_EXTRACTING_ATTACHMENTS',
    ]);
  });

  test('says when its port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const end = await run('platform', '--port', String(port));
    server.close();
    expectFailure(end, `Port ${port} on 127.0.0.1 is in use`);
  });

  test('refuses a port that cannot be', async () => {
    expectFailure(await run('platform', '--port', '70000'), 'whole number from 0 to 65535');
  });
});

describe('airdrop simulator', () => {
  test('serves a system until it is interrupted', async () => {
    const command = startCommand(directory, ['simulator', 'jira', '--size', '5']);
    const [, url] = await command.printed(/simulated at (http:\S+)/);
    await command.printed(/connection: /);
    expect((await fetch(`${url}/rest/api/3/myself`)).status).toBe(401);
    command.process.kill('SIGINT');
    expect((await command.ended).code).toBe(0);
  });

  test('names the systems there are', async () => {
    expectFailure(await run('simulator', 'nope'), 'There is no simulator for "nope"');
  });
});
