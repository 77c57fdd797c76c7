import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(path.join(root, 'docs/operating.md'), 'utf8');
const [, errors = ''] = guide.split('## What an error means');
const documented = [...errors.matchAll(/^\| `([a-z]+(?:_[a-z]+)+)` +\|/gm)].map(([, code]) => code ?? '');

/** Codes that sources give to errors: as the member `code`, or as what a member of that name may be. */
function codesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(path.join(folder, name), 'utf8').matchAll(/\bcode: ('.+)/g)])
    .flatMap(([, values = '']) =>
      [...values.matchAll(/'([a-z]+(?:_[a-z]+)+)'/g)].map(([, code]) => code ?? ''),
    );
}

const sources = [
  'packages/core/src',
  'packages/ts-adaas-runtime/src',
  ...readdirSync(path.join(root, 'connectors')).map((name) => `connectors/${name}/src`),
];
const used = new Set(sources.flatMap((folder) => codesIn(path.join(root, folder))));

test('every code of an error is explained to whoever reads it', () => {
  expect([...used].filter((code) => !documented.includes(code)).sort()).toEqual([]);
});

test('no code is explained that does not exist, or twice', () => {
  const text = sources
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
    )
    .join('\n');
  expect(documented.filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  expect(documented.filter((code, index) => documented.indexOf(code) !== index)).toEqual([]);
});

test('every variable that core reads is named', () => {
  const configuration = readFileSync(path.join(root, 'packages/core/src/configuration.ts'), 'utf8');
  const variables = new Set([...configuration.matchAll(/AIRDROP_\w+/g)].map(([name]) => name));
  for (const name of variables) expect(guide).toContain(`\`${name}\``);
});
