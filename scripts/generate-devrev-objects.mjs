// Writes the catalogue of DevRev's objects as source: node scripts/generate-devrev-objects.mjs <facts.json>
// The facts are a list of object types with their fields, in the shape the developer docs give them.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [factsFile] = process.argv.slice(2);
if (!factsFile) {
  process.stderr.write('Usage: node scripts/generate-devrev-objects.mjs <facts.json>\n');
  process.exit(2);
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}packages/core/src/devrev-objects`;
const { objects, categories } = JSON.parse(readFileSync(factsFile, 'utf8'));
const byName = (a, b) => (a.name < b.name ? -1 : 1);
const header = '// Written by scripts/generate-devrev-objects.mjs; correct the facts and run it again.\n';

rmSync(`${folder}/objects`, { recursive: true, force: true });
mkdirSync(`${folder}/objects`, { recursive: true });
const sorted = Object.values(objects).sort(byName);
for (const object of sorted) {
  writeFileSync(`${folder}/objects/${fileName(object)}.ts`, objectSource(object));
}
writeFileSync(`${folder}/index.ts`, indexSource());
execFileSync(`${root}node_modules/.bin/biome`, ['format', '--write', folder], { stdio: 'ignore' });
process.stdout.write(`${sorted.length} objects written to ${folder}/objects\n`);

function objectSource(object) {
  const structs = Object.entries(object.structs).map(([key, fields]) => [key, fieldsOf(fields)]);
  const value = {
    name: object.name,
    hierarchy: object.hierarchy,
    canLoad: object.can_load,
    canExtract: object.can_extract,
    canSubtype: object.can_subtype,
    fields: fieldsOf(object.fields),
    ...(structs.length > 0 && { structs: Object.fromEntries(structs) }),
  };
  return `${header}
import type { DevrevObject } from '../devrev-object.js';

export const ${constantName(object)} = ${JSON.stringify(value, null, 2)} as const satisfies DevrevObject;
`;
}

function fieldsOf(fields) {
  const sortedFields = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sortedFields.map(([key, field]) => [key, fieldOf(field)]));
}

function fieldOf({
  type,
  collection,
  required,
  refers_to: refersTo,
  enum_values: values,
  struct,
  removed_in,
}) {
  return {
    type,
    ...(collection && { collection }),
    ...(required && { required }),
    ...(refersTo && { refersTo }),
    // The documents list no values of some enums; those take any.
    ...(values?.length > 0 && { enumValues: Object.fromEntries(values.map(({ key, name }) => [key, name])) }),
    ...(struct && { struct }),
    ...(removed_in && { removedIn: removed_in }),
  };
}

function indexSource() {
  const imports = sorted.map(
    (object) => `import { ${constantName(object)} } from './objects/${fileName(object)}.js';`,
  );
  const entries = sorted.map((object) =>
    object.name === constantName(object) ? object.name : `${object.name}: ${constantName(object)}`,
  );
  return `// The objects of DevRev that records can be mapped to, with their fields, as DevRev documents them.

${header}
${imports.join('\n')}

export type { DevrevField, DevrevFieldType, DevrevObject } from './devrev-object.js';

/** Every object type records can be mapped to, by leaf type. */
export const devrevObjects = { ${entries.join(', ')} } as const;

/** Leaf types a reference to a category may point to, e.g. \`work\`. */
export const devrevCategories = ${JSON.stringify(categories, null, 2)} as const;

/** Name of an object records can be mapped to, e.g. \`ticket\`. */
export type LeafType = keyof typeof devrevObjects;
`;
}

function fileName({ name }) {
  return name.replaceAll('_', '-');
}

function constantName({ name }) {
  return name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}
