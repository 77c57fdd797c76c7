import type { FieldShape } from '../openapi/fields.js';
import type { DescribedObject } from './describe.js';

/** Texts of one object. They are formatted when they are written; nothing in them comes from a document unquoted. */

/** Whole file `src/streams/<stream>.ts`. */
export function streamFile({ itemType, stream, plural, singular, label }: DescribedObject): string {
  return `import { kit } from '../kit.js';
import { ${singular}Item } from '../normalize.js';
import { ${plural} as ${singular}Type } from '../record-types.js';
import { allPages, listRestSeconds, position } from './pages.js';

/** ${label}: a list that cannot say what changed, read whole. */
export const ${plural} = kit.stream({
  name: ${quoted(stream)},
  delivers: { ${itemType}: ${singular}Type },
  restSeconds: listRestSeconds,
  cursor: position,

  async *pages({ client, cursor }) {
    for await (const { rows, cursor: next } of allPages(client.${singular}Page, cursor))
      yield { records: { ${itemType}: rows }, cursor: next };
  },

  normalize: { ${itemType}: (raw) => ${singular}Item(raw) },
});
`;
}

/** Whole file `src/api/<stream>.ts`. */
export function apiFile(
  { plural, singular, label, endpoint }: DescribedObject,
  docs: string,
  isPaged: boolean,
): string {
  const { path, member, summary } = endpoint;
  const rows = 'z.array(z.unknown())';
  const schema =
    member === undefined ? rows : `z.object({ ${key(member)}: ${rows}${isPaged ? ', ...pageMembers' : ''} })`;
  const found = member === undefined ? 'body' : `body${access(member)}`;
  const doc = `${summary || `Lists ${label.toLowerCase()} after ${label.toLowerCase()}`}. ${docs}`;
  const head = `import type { HttpClient } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { read } from './answers.js';
${isPaged ? "import { nextPosition, pageMembers, pageQuery } from './pages.js';\n" : ''}
const endpoint = ${quoted(path)};
const pageSchema = ${schema};

/** Of the OpenAPI document of the service. */
export function ${plural}Api(http: Pick<HttpClient, 'json'>) {
  return {`;
  if (!isPaged)
    return `${head}
    /** All at once. ${doc} */
    ${singular}Page: async () => {
      const body = read(pageSchema, await http.json({ path: endpoint }), endpoint);
      return { rows: ${found}, next: '' };
    },
  };
}
`;
  return `${head}
    /**
     * ${doc}
     * @param after position behind the page before, empty for the first one
     * @returns \`next\`, which is empty on the last page
     */
    ${singular}Page: async (after: string) => {
      const answer = await http.json({ path: endpoint, query: pageQuery(after) });
      const body = read(pageSchema, answer, endpoint);
      const rows = ${found};
      return { rows, next: nextPosition(body, { after, count: rows.length }) };
    },
  };
}
`;
}

/** Statement of `src/api-types.ts`. */
export function schemaStatement({ singular, endpoint, created, changed, fields }: DescribedObject): string {
  const members = [created, changed, ...fields].flatMap((field) =>
    field === undefined ? [] : `${key(field.name)}: ${zodType(field)},`,
  );
  const id = endpoint.id === 'integer' ? 'z.number()' : 'z.string()';
  return `export const ${singular}Schema = z.object({ id: ${id}, ${members.join('\n')} });`;
}

/** Statement of `src/record-types.ts`. */
export function recordTypeStatement({ itemType, plural, label, fields }: DescribedObject): string {
  const members = fields.map((field) => `${key(field.name)}: ${builder(field)},`);
  return `export const ${plural} = recordType(${quoted(itemType)}, ${quoted(label)}, { ${members.join('\n')} });`;
}

/** What that statement takes from core. */
export function buildersOf({ fields }: DescribedObject): string[] {
  return ['recordType', ...fields.map(({ type }) => (type === 'enum' ? 'enumOf' : type))];
}

/** Statement of `src/normalize.ts`. */
export function normalizer(object: DescribedObject): string {
  const { plural, singular, label, endpoint, created, changed, fields } = object;
  const value = ({ name, isOptional }: FieldShape, without: string) =>
    `${singular}${access(name)}${isOptional ? ` ?? ${without}` : ''}`;
  const createdDate = created ? value(created, 'unknownDate') : 'unknownDate';
  const modifiedDate = changed ? value(changed, 'createdDate') : 'createdDate';
  const id = `${singular}.id`;
  return `export function ${singular}Item(raw: unknown): ItemOf<typeof recordTypes.${plural}> {
  const ${singular} = parse(${singular}Schema, raw, ${quoted(label.toLowerCase())});
  const createdDate = ${createdDate};
  return {
    id: ${endpoint.id === 'integer' ? `String(${id})` : id},
    createdDate,
    modifiedDate: ${modifiedDate},
    data: { ${fields.map((field) => `${key(field.name)}: ${value(field, 'null')},`).join('\n')} },
  };
}`;
}

/** Element of the list in the simulator's `described.ts`. */
export function description(
  { itemType, endpoint, created, changed, fields }: DescribedObject,
  isPaged: boolean,
): string {
  const members = [created, changed, ...fields].filter((field) => field !== undefined);
  const drawn = members.map(
    ({ name, type, values, isOptional }) =>
      `${key(name)}: { draws: ${type === 'enum' ? JSON.stringify(values) : quoted(type)}, isOptional: ${isOptional} },`,
  );
  return `{
  itemType: ${quoted(itemType)},
  path: ${quoted(endpoint.path)},
  member: ${endpoint.member === undefined ? 'undefined' : quoted(endpoint.member)},
  isPaged: ${isPaged},
  id: ${quoted(endpoint.id)},
  changed: ${changed === undefined ? 'undefined' : quoted(changed.name)},
  fields: { ${drawn.join('\n')} },
}`;
}

/** Members of the shape that the contract suite compares by. */
export function comparedFields({ itemType, fields }: DescribedObject): string {
  return `${itemType}: { ${fields.map(({ name }) => `${key(name)}: ${quoted(name)}`).join(', ')} }`;
}

function zodType({ type, values, isOptional }: FieldShape): string {
  const plain = {
    text: 'z.string()',
    enum: `z.enum(${JSON.stringify(values)})`,
    timestamp: 'moment',
    date: 'z.iso.date()',
    int: 'z.int()',
    float: 'z.number()',
    bool: 'z.boolean()',
  }[type];
  return isOptional ? `z.nullish(${plain})` : plain;
}

function builder({ type, label, values, isOptional }: FieldShape): string {
  const named = values.map((value) => `${key(value)}: ${quoted(nameOf(value))}`).join(', ');
  const declared = type === 'enum' ? `enumOf(${quoted(label)}, { ${named} })` : `${type}(${quoted(label)})`;
  return isOptional ? `${declared}.optional()` : declared;
}

/** What people see of a value: `in_progress` is In progress. */
function nameOf(value: string): string {
  const words = value.replaceAll('_', ' ').trim() || value;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quoted(name);
}

function access(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

/** A literal; formatting gives it the quotes of the workspace. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
