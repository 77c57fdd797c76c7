import type { OpenApiDocument } from '../openapi/document.js';
import type { LeftOut, ListEndpoint } from '../openapi/endpoints.js';
import { type FieldShape, fieldShape, labelOf } from '../openapi/fields.js';
import { isForbidden } from '../openapi/words.js';

/** One kind of record that a connector brings beside those of the example, under all names it goes by. */
export interface DescribedObject {
  /** Item type, and key of the record type: `line_items`. */
  itemType: string;
  /** Of the stream and its file: `line-items`. */
  stream: string;
  /** Identifiers of the whole list and of one record: `lineItems`, `lineItem`. */
  plural: string;
  singular: string;
  /** One record, as people see it: `Line item`. */
  label: string;
  endpoint: ListEndpoint;
  /** Members that hold when a record was made and changed, if there are some. */
  created: FieldShape | undefined;
  changed: FieldShape | undefined;
  fields: readonly FieldShape[];
}

/** What names may not be taken for. */
export interface Surroundings {
  /** Put before a name that is taken: `acme_desk`. */
  prefix: string;
  /** Whether an identifier means something already where that of an object would stand. */
  isTaken(identifier: string): boolean;
  /** Paths that the simulator answers already. */
  paths: ReadonlySet<string>;
}

/** More than these make a connector that nobody reads through; `--objects` chooses others. */
export const mostObjects = 8;

/** Identifiers of the files that are made for an object. */
const localNames = [
  'allPages',
  'listRestSeconds',
  'position',
  'z',
  'read',
  'endpoint',
  'pageSchema',
  'raw',
  'createdDate',
];

/** Item types that mean something to the platform, to the example, or to its simulator. */
const takenTypes = [
  'attachments',
  'ssor_attachment',
  'external_domain_metadata',
  'external_sync_units',
  'people',
  'person',
  'tasks',
  'task',
  'comments',
  'comment',
  'files',
  'file',
];
/** What item types of the example's tasks begin with. */
const familyPrefix = 'task_';
const createdNames = /^(created|created_?at|created_?on|creation_?date|date_?created)$/i;
const changedNames = /^((updated|modified|changed)(_?(at|on))?|last_?(updated|modified|changed)(_?at)?)$/i;

/**
 * Gives every list its names.
 * @param chosen item types to take, or undefined for the first ones
 * @returns what cannot be taken, too, with the reason
 * @throws Error with a sentence when nothing is left, or something chosen is not there
 */
export function describeObjects(
  document: OpenApiDocument,
  endpoints: readonly ListEndpoint[],
  surroundings: Surroundings,
  chosen: readonly string[] | undefined,
): { objects: readonly DescribedObject[]; leftOut: readonly LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const objects: DescribedObject[] = [];
  const found = new Map<string, ListEndpoint>();
  for (const endpoint of endpoints) {
    const itemType = itemTypeOf(endpoint.path, surroundings, found);
    if (typeof itemType === 'string') found.set(itemType, endpoint);
    else leftOut.push({ what: `GET ${endpoint.path}`, why: itemType.why });
  }
  const strangers = (chosen ?? []).filter((name) => !found.has(name));
  if (strangers.length > 0)
    throw new Error(
      `The document has no list of ${strangers.join(', ')}. It has ${listed([...found.keys()])}.`,
    );
  for (const [itemType, endpoint] of found) {
    if (chosen ? !chosen.includes(itemType) : objects.length >= mostObjects) {
      const why = chosen ? 'it was not chosen' : `${mostObjects} are taken at most; choose with --objects`;
      leftOut.push({ what: `GET ${endpoint.path}`, why });
      continue;
    }
    const { object, missing } = describe(document, itemType, endpoint);
    if (object.fields.length === 0) {
      leftOut.push({ what: `GET ${endpoint.path}`, why: 'its objects have no plain value beside their id' });
      continue;
    }
    objects.push(object);
    leftOut.push(...missing);
  }
  return { objects, leftOut };
}

function describe(document: OpenApiDocument, itemType: string, endpoint: ListEndpoint) {
  const missing: LeftOut[] = [];
  const shapes: FieldShape[] = [];
  const { properties, required } = endpoint.shape;
  for (const [name, schema] of properties) {
    if (name === 'id') continue;
    const isPlain = /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !isForbidden(name);
    const shape = isPlain ? fieldShape(document, name, schema, required.has(name)) : undefined;
    if (shape !== undefined) shapes.push(shape);
    else
      missing.push({
        what: `${itemType}.${name}`,
        why: isPlain ? 'it is no plain value' : 'its name is none for a field',
      });
  }
  const moments = shapes.filter(({ type }) => type === 'timestamp');
  const created = moments.find(({ name }) => createdNames.test(name));
  const changed = moments.find(({ name }) => changedNames.test(name));
  const plural = camelCase(itemType);
  const one = singularOf(itemType);
  const object: DescribedObject = {
    itemType,
    stream: itemType.replaceAll('_', '-'),
    plural,
    singular: camelCase(one),
    label: labelOf(singularOf(wordsOf(endpoint.path)[0] ?? itemType)),
    endpoint,
    created,
    changed,
    fields: shapes.filter((shape) => shape !== created && shape !== changed),
  };
  return { object, missing };
}

/** From the end of a path: `/v2/lineItems.json` lists `line_items`. */
function itemTypeOf(
  path: string,
  { prefix, isTaken, paths }: Surroundings,
  found: ReadonlyMap<string, unknown>,
): string | { why: string } {
  if (paths.has(path)) return { why: 'the example asks for that address already' };
  const [last = '', before = ''] = wordsOf(path);
  // Two names may have one singular.
  const others = new Set([...found.keys()].flatMap(identifiersOf));
  const isFree = (name: string) =>
    /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) &&
    name.length <= 50 &&
    !takenTypes.includes(name) &&
    !name.startsWith(familyPrefix) &&
    !identifiersOf(name).some((identifier) => others.has(identifier)) &&
    !identifiersOf(name).some((identifier) => localNames.includes(identifier) || isTaken(identifier));
  const name = [last, `${before}_${last}`, `${prefix}_${last}`].find(isFree);
  return name ?? { why: `no name can be made of its path that is not taken by something else` };
}

function identifiersOf(itemType: string): string[] {
  const [plural, singular] = [camelCase(itemType), camelCase(singularOf(itemType))];
  return [plural, singular, `${plural}Api`, `${singular}Schema`, `${singular}Item`];
}

/** Parts of a path that say what it is about, the last one first: no versions, which may be dates. */
function wordsOf(path: string): string[] {
  const parts = path.split('/').filter((part) => /^[A-Za-z]/.test(part) && !/^v\d+$/i.test(part));
  return parts.reverse().map(snakeCase);
}

function snakeCase(segment: string): string {
  return segment
    .replace(/\.json$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** As far as letters tell; a name that has none stays as it is. */
function singularOf(name: string): string {
  if (/[^aeiou]ies$/.test(name)) return name.replace(/ies$/, 'y');
  if (/(ss|sh|ch|x)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) && !/(us|is)$/.test(name) ? name.slice(0, -1) : name;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
