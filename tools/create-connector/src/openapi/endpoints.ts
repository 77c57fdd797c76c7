import { isNode, type Node, type OpenApiDocument } from './document.js';
import { entrySchema, type ObjectShape, objectShape } from './fields.js';
import { isForbidden } from './words.js';

/** A request that lists records. */
export interface ListEndpoint {
  /** On the origin of the API: `/v2/invoices`. */
  path: string;
  /** What the document says it does, in one line. */
  summary: string;
  /** Where that is documented, if the document says so. */
  docs: string | undefined;
  /** Member of the answer that holds the records; undefined where the answer itself is the list. */
  member: string | undefined;
  shape: ObjectShape;
  id: 'string' | 'integer';
}

/** Something of the document that is not brought, and why, in words that complete a sentence. */
export interface LeftOut {
  what: string;
  why: string;
}

export interface Api {
  title: string | undefined;
  /** Undefined where the document names no server over https. */
  origin: string | undefined;
  endpoints: readonly ListEndpoint[];
  leftOut: readonly LeftOut[];
}

/** What a document says about lists. Only GET requests are looked at. */
export function readApi(document: OpenApiDocument): Api {
  const { root } = document;
  const server = serverOf(root);
  const endpoints: ListEndpoint[] = [];
  const leftOut: LeftOut[] = [];
  for (const [path, item] of Object.entries(isNode(root.paths) ? root.paths : {})) {
    const operations = document.resolve(item);
    const operation = document.resolve(operations?.get);
    if (operations === undefined || operation === undefined) continue;
    const found = listed(document, path, operations, operation);
    if (typeof found === 'string') {
      leftOut.push({ what: `GET ${path}`, why: found });
      continue;
    }
    endpoints.push({
      ...found,
      path: `${server?.basePath ?? ''}${path}`,
      docs: docsOf(operation) ?? docsOf(root),
    });
  }
  const { title } = isNode(root.info) ? root.info : {};
  return {
    title: typeof title === 'string' ? title : undefined,
    origin: server?.origin,
    endpoints,
    leftOut,
  };
}

/** The list that an operation answers with, or why it is none. */
function listed(
  document: OpenApiDocument,
  path: string,
  operations: Node,
  operation: Node,
): Omit<ListEndpoint, 'path' | 'docs'> | string {
  if (!/^\/[\w/.~-]*[A-Za-z][\w/.~-]*$/.test(path)) return 'its path has parts that have to be known first';
  if (isForbidden(path)) return 'its path has a word that belongs to core';
  const needed = requiredParameters(document, operations, operation);
  if (needed.length > 0) return `it needs ${needed.join(', ')}`;
  const schema = answerSchema(document, operation);
  if (schema === undefined) return 'it does not say which JSON it answers with';
  const lists = listsIn(document, schema);
  const [list] = lists;
  if (list === undefined) return 'its answer has no list of objects';
  if (lists.length > 1)
    return `its answer has several lists: ${lists.map(({ member }) => member).join(', ')}`;
  const id = idType(document, list.shape);
  if (id === undefined) return 'its objects have no id that is a text or a whole number';
  const summary = typeof operation.summary === 'string' ? operation.summary : '';
  return { ...list, id, summary: oneLine(summary) };
}

function requiredParameters(document: OpenApiDocument, ...nodes: readonly Node[]): string[] {
  return nodes
    .flatMap(({ parameters }) => (Array.isArray(parameters) ? parameters : []))
    .map((parameter) => document.resolve(parameter))
    .filter((parameter) => parameter?.required === true && parameter.in !== 'header')
    .map((parameter) => String(parameter?.name));
}

function answerSchema(document: OpenApiDocument, { responses }: Node): unknown {
  const answer = document.resolve(isNode(responses) ? responses['200'] : undefined);
  const content = isNode(answer?.content) ? answer.content : {};
  const json = Object.entries(content).find(([type]) => /^application\/([\w.-]+\+)?json\b/i.test(type));
  return document.resolve(json?.[1])?.schema;
}

function listsIn(document: OpenApiDocument, schema: unknown) {
  const whole = objectShape(document, entrySchema(document, schema));
  if (whole !== undefined) return [{ member: undefined, shape: whole }];
  return [...(objectShape(document, schema)?.properties ?? [])].flatMap(([member, property]) => {
    const shape = objectShape(document, entrySchema(document, property));
    return shape === undefined ? [] : [{ member, shape }];
  });
}

function idType(document: OpenApiDocument, { properties }: ObjectShape): ListEndpoint['id'] | undefined {
  const type = document.resolve(properties.get('id'))?.type;
  return type === 'string' || type === 'integer' ? type : undefined;
}

/** The first server that can be asked safely, with what all paths begin with there. */
function serverOf({ servers }: Node) {
  for (const server of Array.isArray(servers) ? servers : []) {
    const { url } = isNode(server) ? server : {};
    if (typeof url !== 'string' || /[{}]/.test(url) || !URL.canParse(url)) continue;
    const { protocol, origin, pathname } = new URL(url);
    if (protocol !== 'https:') continue;
    return { origin, basePath: pathname.replace(/\/+$/, '') };
  }
  return undefined;
}

/** An https address with a path. */
function docsOf({ externalDocs }: Node): string | undefined {
  const { url } = isNode(externalDocs) ? externalDocs : {};
  return typeof url === 'string' && /^https:\/\/[\w.-]+\/[\w./#?=&%~-]+$/.test(url) ? url : undefined;
}

/** Fit for a comment. */
function oneLine(text: string): string {
  const line = text.replace(/[*@]/g, '').replace(/\s+/g, ' ').trim().slice(0, 80).replace(/\.$/, '');
  return isForbidden(line) ? '' : line;
}
