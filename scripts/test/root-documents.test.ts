import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Folder of each package, by name. */
const packages = new Map(
  ['packages', 'connectors', 'tools'].flatMap((kind) =>
    readdirSync(path.join(root, kind)).map((name) => {
      const folder = path.join(root, kind, name);
      return [JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).name, folder] as const;
    }),
  ),
);

/** Commands of a document: lines of its shell blocks, and what stands alone between backticks. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const inline = [...text.matchAll(/`((?:npm|npx|node|pnpm) [^`]+)`/g)].map(([, command = '']) => command);
  return [...blocks, ...inline]
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}

test.each(['README.md', 'CONTRIBUTING.md'])('the commands of %s exist', (document) => {
  const commands = commandsIn(readFileSync(path.join(root, document), 'utf8'));
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) {
    const [, script] = /^p?npm (?:run )?([\w:-]+)/.exec(command) ?? [];
    const [, file = command] = /^(?:node|bash) (\S+)/.exec(command) ?? [];
    if (script === undefined) expect(existsSync(path.join(root, file)), command).toBe(true);
    else expect(Object.keys(scripts), command).toContain(script);
    const [, name] = /--filter=(\S+)/.exec(command) ?? [];
    if (name === undefined) continue;
    expect([...packages.keys()], command).toContain(name);
    const [, testFile, title] = / -- (test\/\S+)(?: -t (\S+))?$/.exec(command) ?? [];
    if (testFile !== undefined)
      expect(existsSync(path.join(packages.get(name) ?? '', testFile)), command).toBe(true);
    if (title !== undefined) expect(caseIds(), command).toContain(`'${title}'`);
  }
});

/** Sources of the contract's cases. */
function caseIds(): string {
  const cases = path.join(root, 'packages/testing/src/cases');
  return readdirSync(cases)
    .map((name) => readFileSync(path.join(cases, name), 'utf8'))
    .join('\n');
}

test.each(['README.md', 'CONTRIBUTING.md'])('%s leads to files that exist', (document) => {
  const text = readFileSync(path.join(root, document), 'utf8');
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
  const named = [...text.matchAll(/`((?:packages|connectors|tools|scripts|docs)\/[^`*<]+)`/g)].map(
    ([, place = '']) => place,
  );
  for (const place of [...linked, ...named]) expect(existsSync(path.join(root, place)), place).toBe(true);
});

test('what authors are told about limits of size is what lint counts', () => {
  const contributing = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  const counted = readFileSync(path.join(root, 'scripts/structure/sizes.mjs'), 'utf8');
  const numbers = [...(/const most = \{([^}]*)\}/.exec(counted)?.[1] ?? '').matchAll(/\d+/g)].map(String);
  const told =
    /configuration ≤ (\d+) lines in ≤ (\d+) files, contract ≤ (\d+) lines, a stream of ≤ (\d+)/.exec(
      contributing,
    );
  expect(told?.slice(1)).toEqual(numbers);
});
