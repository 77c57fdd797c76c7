import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readArguments } from '../src/arguments.js';
import { readChoices } from '../src/choices.js';
import { designConnector } from '../src/design.js';
import { type Plan, planConnector } from '../src/plan.js';
import { format, writeFiles } from '../src/write.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const names = { kebab: 'acme-desk', pascal: 'AcmeDesk', display: 'Acme Desk' };

/** Every choice is in one of them, and every way of paging in one with an OpenAPI document; CI makes them and checks them. */
const combinations: readonly { name: string; options: string[] }[] = JSON.parse(
  readFileSync(new URL('../combinations.json', import.meta.url), 'utf8'),
);
const combinationNames = combinations.map(({ name }) => name);
const example = 'example';

let folder: string;

/** Formatted as they are when they are written, all at once. */
beforeAll(async () => {
  // Where npm was called: paths of documents begin there.
  vi.stubEnv('INIT_CWD', root);
  folder = mkdtempSync(path.join(tmpdir(), 'golden-'));
  const settings = JSON.parse(readFileSync(path.join(root, 'biome.json'), 'utf8'));
  writeFileSync(path.join(folder, 'biome.json'), JSON.stringify({ ...settings, vcs: { enabled: false } }));
  write(example, planConnector(root, names, []));
  for (const { name, options } of combinations) {
    const { openapi, objects, ...choices } = readArguments([names.kebab, ...options]);
    const { plan } = designConnector(root, {
      name: names.kebab,
      display: names.display,
      choices: readChoices(choices),
      openapi,
      objects,
    });
    write(name, plan);
  }
  await format(root, ['.'], folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * What is generated: whole where neither the example nor a combination before has the same, else by its hash; the
 * example itself is reviewed as a connector. Updated with `npx vitest run -u`.
 */
it.each(combinationNames)('%s gives what it gave before', async (combination) => {
  const shown = new Set<string>();
  for (const before of [example, ...combinationNames]) {
    if (before === combination) break;
    for (const line of written(before)) shown.add(line.join('\n'));
  }
  const lines = [...written(combination)].flatMap(([file, text]) => {
    const sha256 = createHash('sha256').update(text).digest('hex').slice(0, 12);
    return [`== ${file} ${sha256}`, ...(shown.has(`${file}\n${text}`) ? [] : [text])];
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${combination}.txt`);
});

it('is formatted: formatting it again changes nothing', async () => {
  const before = combinationNames.map((combination) => [...written(combination)]);
  await format(root, ['.'], folder);
  expect(combinationNames.map((combination) => [...written(combination)])).toEqual(before);
});

const filesOf = new Map<string, readonly string[]>();

function write(combination: string, { connector, simulator }: Plan): void {
  const files = new Map<string, string>();
  for (const [file, text] of connector) files.set(`connector/${file}`, text);
  for (const [file, text] of simulator) files.set(`simulator/${file}`, text);
  writeFiles(path.join(folder, combination), files);
  filesOf.set(combination, [...files.keys()]);
}

function* written(combination: string): Generator<[string, string]> {
  for (const file of filesOf.get(combination) ?? [])
    yield [file, readFileSync(path.join(folder, combination, file), 'utf8')];
}
