import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const workspace = path.join(import.meta.dirname, '..', '..');
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
  const result = spawnSync(process.execPath, [path.join(workspace, 'scripts', 'check-structure.mjs'), copy], {
    encoding: 'utf8',
  });
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
