import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const workspace = path.join(import.meta.dirname, '..', '..');
const script = path.join(workspace, 'scripts', 'check-structure.mjs');
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'structure-'));
  cpSync(path.join(workspace, 'connectors', 'jira'), path.join(copy, 'connectors', 'jira'), {
    recursive: true,
    filter: (source) => !/node_modules|dist/.test(source),
  });
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

function check() {
  const result = spawnSync(process.execPath, [script, copy], { encoding: 'utf8' });
  return { status: result.status, text: result.stderr };
}

test('the workspace as it is follows the skeleton', () => {
  expect(check()).toEqual({ status: 0, text: '' });
});

test.each([
  ['an event type', "export const a = 'START_EXTRACTING_DATA';"],
  ['a callback', 'export const b = event.callback_url;'],
  ['a timer', 'setTimeout(() => {}, 5);'],
  ['a retry', 'const retries = 3;'],
  ['a header of rate limiting', "headers['Retry-After'];"],
  ['a transport of its own', "fetch('https://example.com');"],
])('a connector that mentions %s is named with file and line', (what, line) => {
  appendFileSync(path.join(copy, 'connectors/jira/src/normalize.ts'), `${line}\n`);
  const { status, text } = check();
  expect(status).toBe(1);
  expect(text).toMatch(new RegExp(`connectors/jira/src/normalize.ts:\\d+ mentions ${what}`));
});

/** Puts text in the place of another in a file of the copy. */
function change(file: string, from: string | RegExp, to: string) {
  const whole = path.join(copy, 'connectors/jira', file);
  const before = readFileSync(whole, 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(whole, after);
}

test('what costs an author lines is counted and shown', () => {
  const { stdout } = spawnSync(process.execPath, [script, copy], { encoding: 'utf8' });
  expect(stdout).toMatch(
    /^ {2}jira: \d+ lines of configuration in \d files, contract in \d+, \d+ of \d+ streams in at most 40, the shortest in \d+$/m,
  );
});

test.each([
  ['src/doctor.ts', 'diagnose'],
  ['src/external-sync-units.ts', 'externalSyncUnits'],
  ['src/index.ts', 'functionFactory'],
  ['src/kit.ts', 'kit'],
  ['src/options.ts', 'options'],
  ['src/snap-in.ts', 'snapIn'],
  ['test/contract-shape.ts', 'shape'],
])('%s without its export %s is named', (file, name) => {
  change(file, new RegExp(`${name}\\b`), 'somethingElse');
  expect(check()).toEqual({ status: 1, text: `connectors/jira/${file} exports no "${name}"\n` });
});

test('a method of the client without an address of the documentation is named with its line', () => {
  change('src/api/software.ts', /https:\/\/\S+/g, '');
  change('src/client.ts', /https:\/\/\S+/, '');
  expect(check().text.split('\n').slice(0, -1)).toEqual([
    expect.stringMatching(
      /^connectors\/jira\/src\/api\/software.ts:\d+ boardPage has no address of the vendor's/,
    ),
    expect.stringMatching(/^connectors\/jira\/src\/api\/software.ts:\d+ sprintPage has no address/),
    expect.stringMatching(/^connectors\/jira\/src\/client.ts:\d+ attachmentContent has no address/),
  ]);
});

test.each([
  ['src/parse.ts', '@airdrop-connectors/core/dist/errors.js'],
  ['test/chosen-options.ts', '@airdrop-connectors/core/src/errors.js'],
  ['test/chosen-options.ts', '../../../packages/core/src/errors.js'],
  ['test/chosen-options.ts', '../../zendesk/src/kit.js'],
])('%s that imports %s is named', (file, target) => {
  appendFileSync(path.join(copy, 'connectors/jira', file), `\nimport '${target}';\n`);
  const text = `connectors/jira/${file} imports ${target}: import what its package exports\n`;
  expect(check()).toEqual({ status: 1, text });
});

test('configuration, a contract and streams that are too long are named with what is allowed', () => {
  const { stdout } = spawnSync(process.execPath, [script, copy], { encoding: 'utf8' });
  const [, lines, contract] = /jira: (\d+) lines of configuration .* contract in (\d+)/.exec(stdout) ?? [];
  const grow = (file: string, more: number) =>
    appendFileSync(path.join(copy, 'connectors/jira', file), '// more\n'.repeat(more));
  grow('vitest.config.ts', 90 - Number(lines));
  grow('test/contract.test.ts', 15 - Number(contract));
  expect(check()).toEqual({ status: 0, text: '' });
  grow('vitest.config.ts', 1);
  grow('test/contract.test.ts', 1);
  for (const file of readdirSync(path.join(copy, 'connectors/jira/src/streams')))
    grow(`src/streams/${file}`, 40);
  expect(check().text.split('\n').slice(0, -1)).toEqual([
    'connectors/jira has 91 lines of configuration in 5 files; 90 in 6 are the most',
    'connectors/jira/test/contract.test.ts has 16 lines, 15 are the most: what the system is like stands in contract-shape.ts',
    expect.stringMatching(/^connectors\/jira has no stream of at most 40 lines; the shortest has \d+$/),
  ]);
});

test('more files of configuration than are allowed are counted', () => {
  for (const name of ['one.json', 'two.json']) writeFileSync(path.join(copy, 'connectors/jira', name), '{}');
  expect(check().text).toMatch(
    /^connectors\/jira has \d+ lines of configuration in 7 files; 90 in 6 are the most$/m,
  );
});

test('a missing file and a stream in a file of another name are named', () => {
  rmSync(path.join(copy, 'connectors/jira/src/mapping.ts'));
  renameSync(
    path.join(copy, 'connectors/jira/src/streams/users.ts'),
    path.join(copy, 'connectors/jira/src/streams/people.ts'),
  );
  const { status, text } = check();
  expect(status).toBe(1);
  expect(text).toContain('connectors/jira has no src/mapping.ts');
  expect(text).toContain('connectors/jira/src/streams/people.ts declares the stream "users"');
});

test('a build of its own and a connector under another name are named', () => {
  writeFileSync(path.join(copy, 'connectors/jira/rolldown.config.mjs'), 'export default {};\n');
  writeFileSync(path.join(copy, 'connectors/jira/src/connector.ts'), 'export const jira = 1;\n');
  const { status, text } = check();
  expect(status).toBe(1);
  expect(text).toContain('connectors/jira/rolldown.config.mjs is not the shared build');
  expect(text).toContain('connectors/jira/src/connector.ts exports no "connector"');
});
