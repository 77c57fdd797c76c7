import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { applyChange } from '../tutorial/changes.mjs';
import { differencesBetween, replaceFolder } from '../tutorial/folders.mjs';
import { readSteps } from '../tutorial/steps.mjs';

const fence = '```';

function document(...lines: string[]): string {
  return ['# Title', '', '## 1. Begin', '', ...lines, ''].join('\n');
}

function folder(files: Readonly<Record<string, string>> = {}): string {
  const place = mkdtempSync(path.join(tmpdir(), 'tutorial-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(place, name), text);
  return place;
}

function change(diff: string) {
  return { kind: 'change' as const, path: 'a.ts', text: diff, line: 7 };
}

test('blocks say behind their fence what they do; others are only looked at', () => {
  const text = document(
    `${fence}ts create src/a.ts`,
    'one();',
    '',
    'two();',
    fence,
    `${fence}diff src/b.ts`,
    '-old',
    '+new',
    fence,
    `${fence}sh run`,
    'true',
    fence,
    `${fence}text`,
    '## 9. no heading',
    fence,
    '## 2. Go on',
  );
  expect(readSteps(text)).toEqual([
    {
      title: '1. Begin',
      line: 3,
      changes: [
        { kind: 'create', path: 'src/a.ts', text: 'one();\n\ntwo();\n', line: 5 },
        { kind: 'change', path: 'src/b.ts', text: '-old\n+new\n', line: 10 },
        { kind: 'run', text: 'true\n', line: 14 },
      ],
    },
    { title: '2. Go on', line: 20, changes: [] },
  ]);
});

test.each([
  [document('## 3. Too far'), /line 5 .* step 2 is expected/],
  [document(`${fence}ts`, 'open'), /line 5 .* no end/],
  [document(`${fence}ts make src/a.ts`, fence), /line 5 .*"ts make src\/a.ts" does not say/],
  [document(`${fence}diff`, fence), /line 5 .*"diff" does not say/],
  [document(`${fence}ts create ../a.ts`, fence), /line 5 .* leaves the workspace/],
  [`${fence}sh run\ntrue\n${fence}\n`, /line 1 .* belongs to no step/],
])('what cannot be read is named with its line: %j', (text, message) => {
  expect(() => readSteps(text)).toThrow(message);
});

test('a file is created whole, with its folders', () => {
  const root = folder();
  applyChange(root, { kind: 'create', path: 'src/deep/a.ts', text: 'one();\n', line: 1 });
  expect(readFileSync(path.join(root, 'src/deep/a.ts'), 'utf8')).toBe('one();\n');
});

test('hunks are applied where their lines stand', () => {
  const root = folder({ 'a.ts': 'a\nb\n\nc\nd\n' });
  applyChange(root, change(' a\n-b\n+B\n\n@@\n-d\n+D\n+e\n'));
  expect(readFileSync(path.join(root, 'a.ts'), 'utf8')).toBe('a\nB\n\nc\nD\ne\n');
});

test.each([
  ['-x\n+y\n', /line 7 .*a\.ts: found 0 times/],
  ['-a\n+y\n', /line 7 .*a\.ts: found 2 times/],
  // The end of a line is no line.
  ['-bb\n', /found 0 times/],
  ['+y\n', /says nothing about its place/],
  [' b\n', /changes nothing/],
  ['b\n', /begins with neither/],
])('what would be a guess is refused, and the file stays: %j', (diff, message) => {
  const root = folder({ 'a.ts': 'a\nb\na\nabb\n' });
  expect(() => applyChange(root, change(diff))).toThrow(message);
  expect(readFileSync(path.join(root, 'a.ts'), 'utf8')).toBe('a\nb\na\nabb\n');
});

test('a change of a file that is not there is refused', () => {
  expect(() => applyChange(folder(), change('-a\n+b\n'))).toThrow(/no such file/);
});

test('an outcome is compared file by file, and taken over', () => {
  const [committed, outcome] = [folder(), folder()];
  const put = (root: string, file: string, text: string) =>
    applyChange(root, { kind: 'create', path: `made/${file}`, text, line: 1 });
  for (const root of [committed, outcome]) put(root, 'same.ts', 'same\n');
  put(committed, 'src/changed.ts', 'before\n');
  put(outcome, 'src/changed.ts', 'after\n');
  put(committed, 'old.ts', 'old\n');
  put(outcome, 'new.ts', 'new\n');
  put(committed, 'dist/built.js', 'built\n');
  expect(differencesBetween(committed, outcome, 'made')).toEqual([
    'made/new.ts is made by the tutorial, and not committed',
    'made/old.ts is committed, and the tutorial does not make it',
    'made/src/changed.ts differs',
  ]);
  replaceFolder(committed, outcome, 'made');
  expect(differencesBetween(committed, outcome, 'made')).toEqual([]);
  expect(readFileSync(path.join(committed, 'made/dist/built.js'), 'utf8')).toBe('built\n');
});
