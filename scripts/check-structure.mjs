#!/usr/bin/env node
// Every connector answers the same question in the file of the same name, and none of them knows the protocol. What one
// costs its author is counted and shown.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { methodsWithoutAddress } from './structure/addresses.mjs';
import { sizesOf } from './structure/sizes.mjs';

const root = path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
const connectorsFolder = path.join(root, 'connectors');

const requiredFiles = [
  'package.json',
  'README.md',
  'QUIRKS.md',
  'rolldown.config.mjs',
  'tsconfig.json',
  'turbo.json',
  'vitest.config.ts',
  'src/index.ts',
  'src/snap-in.ts',
  'src/doctor.ts',
  'src/connector.ts',
  'src/kit.ts',
  'src/connection.ts',
  'src/client.ts',
  'src/api-types.ts',
  'src/external-sync-units.ts',
  'src/metadata.ts',
  'src/mapping.ts',
  'src/normalize.ts',
  'test/contract.test.ts',
  'test/contract-shape.ts',
  'test/hard-cases.ts',
  'test/readme.test.ts',
];

/** What is found under the same name in every connector, by the tools and by people; `options.ts` is there if needed. */
const requiredExports = {
  'src/index.ts': 'functionFactory',
  'src/snap-in.ts': 'snapIn',
  'src/doctor.ts': 'diagnose',
  'src/connector.ts': 'connector',
  'src/kit.ts': 'kit',
  'src/connection.ts': 'connection',
  'src/options.ts': 'options',
  'src/external-sync-units.ts': 'externalSyncUnits',
  'src/metadata.ts': 'metadata',
  'src/mapping.ts': 'initialDomainMapping',
  'test/contract-shape.ts': 'shape',
  'test/hard-cases.ts': 'hardCases',
};

/**
 * Words of the control protocol, of clocks and of rate limits: those belong to core. `home` is the file that may have
 * them: the one that declares budgets names the headers that tell what is left of them.
 */
const forbidden = JSON.parse(
  readFileSync(new URL('structure/forbidden-words.json', import.meta.url), 'utf8'),
).map(({ pattern, flags, ...word }) => ({ pattern: new RegExp(pattern, flags), ...word }));

const problems = [];
const figures = [];
const connectors = readdirSync(connectorsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

for (const name of connectors) {
  const folder = path.join(connectorsFolder, name);
  for (const file of requiredFiles) {
    if (!existsSync(path.join(folder, file))) problems.push(`connectors/${name} has no ${file}`);
  }
  for (const file of sources(path.join(folder, 'src'))) {
    const place = path.relative(root, file);
    const lines = readFileSync(file, 'utf8').split('\n');
    if (lines.length > 320) problems.push(`${place} has ${lines.length} lines; split it by subject`);
    lines.forEach((line, index) => {
      for (const { pattern, what, home } of forbidden) {
        if (pattern.test(line) && !place.endsWith(`/src/${home}`))
          problems.push(`${place}:${index + 1} mentions ${what}: ${line.trim().slice(0, 80)}`);
      }
    });
  }
  checkStreams(name, folder);
  checkExports(name, folder);
  checkImports(folder);
  checkBuild(name, folder);
  problems.push(...methodsWithoutAddress(folder));
  const sizes = sizesOf(folder);
  problems.push(...sizes.problems);
  figures.push(sizes.figures);
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exit(1);
process.stdout.write(
  `structure: ${connectors.length} connector(s) follow the skeleton\n${figures.map((line) => `  ${line}\n`).join('')}`,
);

/** One file per declared stream, named after it. */
function checkStreams(name, folder) {
  const streamsFolder = path.join(folder, 'src', 'streams');
  const names = new Set();
  for (const file of existsSync(streamsFolder) ? readdirSync(streamsFolder) : []) {
    const declared = /kit\.stream\(\{\s*name: '([^']+)'/.exec(
      readFileSync(path.join(streamsFolder, file), 'utf8'),
    )?.[1];
    if (declared === undefined) continue;
    names.add(declared);
    if (`${declared}.ts` !== file)
      problems.push(`connectors/${name}/src/streams/${file} declares the stream "${declared}"`);
  }
  if (names.size === 0) problems.push(`connectors/${name} declares no stream in src/streams`);
}

function checkExports(name, folder) {
  for (const [file, wanted] of Object.entries(requiredExports)) {
    const place = path.join(folder, file);
    if (
      existsSync(place) &&
      !new RegExp(`^export (const|(async )?function\\*?) ${wanted}\\b`, 'm').test(readFileSync(place, 'utf8'))
    )
      problems.push(`connectors/${name}/${file} exports no "${wanted}"`);
  }
}

/** Packages are entered by the doors they have: neither by a path below their name nor by one that leads to them. */
function checkImports(folder) {
  for (const file of ['src', 'test'].flatMap((part) => sources(path.join(folder, part)))) {
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      const isPath = target.startsWith('.') && /^(packages|tools|connectors)\//.test(place(file, target));
      const isOwn = isPath && place(file, target).startsWith(`${path.relative(root, folder)}/`);
      if (/^@airdrop-connectors\/[^/]+\/(dist|src)(\/|$)/.test(target) || (isPath && !isOwn))
        problems.push(`${path.relative(root, file)} imports ${target}: import what its package exports`);
    }
  }
}

function place(file, target) {
  return path.relative(root, path.resolve(path.dirname(file), target));
}

/** Deployed as one bundle, and run on virtual time as a module of its own: both come from the shared build. */
function checkBuild(name, folder) {
  const file = path.join(folder, 'rolldown.config.mjs');
  const shared = /^export \{ default \} from '\.\.\/\.\.\/rolldown\.shared\.mjs';$/m;
  if (existsSync(file) && !shared.test(readFileSync(file, 'utf8')))
    problems.push(`connectors/${name}/rolldown.config.mjs is not the shared build of rolldown.shared.mjs`);
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
