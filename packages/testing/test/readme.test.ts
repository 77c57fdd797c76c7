import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allCases } from '../src/cases/all.js';

test('the README lists every case under its group, and no other', async () => {
  const readme = await readFile(path.join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const listed = new Map<string, string[]>();
  for (const [, group = '', cells = ''] of readme.matchAll(/^\| ([^|`]+?) +\| (`[^|]+) \|$/gm)) {
    listed.set(
      group,
      [...cells.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id),
    );
  }
  const actual = new Map<string, string[]>();
  for (const { group, id } of allCases) actual.set(group, [...(actual.get(group) ?? []), id]);
  expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(actual));
});
