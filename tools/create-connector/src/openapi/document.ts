import { readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';

/** A JSON object of which nothing is known yet. */
export type Node = Readonly<Record<string, unknown>>;

/** A document that was read, and nothing more: what its members mean is found out where it is needed. */
export interface OpenApiDocument {
  root: Node;
  /**
   * The object that is meant, through as many internal references as it takes.
   * @returns undefined for what is no object
   * @throws Error with a sentence for a reference that leads nowhere, in a circle, or to another file
   */
  resolve(node: unknown): Node | undefined;
}

const mostBytes = 20_000_000;

/**
 * An OpenAPI document 3.0 or 3.1, in JSON or YAML.
 * https://spec.openapis.org/oas/v3.1.1.html
 * @throws Error with a sentence when the file is not there, or holds something else
 */
export function readOpenApi(file: string): OpenApiDocument {
  const root = parsed(file, textOf(file));
  if (!isNode(root)) throw refusal(file, 'holds no object');
  if (typeof root.swagger === 'string')
    throw refusal(file, `is of Swagger ${root.swagger}, which is older`, 'Convert it to OpenAPI 3 first.');
  const version = root.openapi;
  if (typeof version !== 'string') throw refusal(file, 'has no member "openapi"');
  if (!/^3\.[01](\.|$)/.test(version))
    throw refusal(file, `is of OpenAPI ${version}`, 'Versions 3.0 and 3.1 can be read.');
  return { root, resolve: (node) => resolved(root, node, file) };
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(file: string): string {
  let bytes: number;
  try {
    const found = statSync(file);
    if (!found.isFile()) throw refusal(file, 'is no file');
    bytes = found.size;
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new Error(`The OpenAPI document ${file} could not be read (${error.code}). Check its path.`);
    throw error;
  }
  if (bytes > mostBytes)
    throw refusal(file, `has ${bytes} bytes`, `${mostBytes} are the most. Cut it down to what is wanted.`);
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}

/** Every JSON text is YAML too, but a mistake in one is named better by its own parser. */
function parsed(file: string, text: string): unknown {
  try {
    return /^\s*[{[]/.test(text) ? JSON.parse(text) : parse(text, { logLevel: 'error' });
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    throw refusal(file, `is neither JSON nor YAML: ${reason.replace(/[\s:.]+$/, '')}`);
  }
}

function resolved(root: Node, node: unknown, file: string): Node | undefined {
  const seen = new Set<string>();
  let meant = node;
  while (isNode(meant) && typeof meant.$ref === 'string') {
    const address = meant.$ref;
    if (!address.startsWith('#/'))
      throw refusal(file, `refers to another file, ${address}`, 'Bundle both into one file first.');
    if (seen.has(address)) throw refusal(file, `has a reference that leads to itself, ${address}`);
    seen.add(address);
    meant = pointedAt(root, address);
    if (meant === undefined) throw refusal(file, `has a reference that leads nowhere, ${address}`);
  }
  return isNode(meant) ? meant : undefined;
}

/** A JSON pointer in a fragment. https://www.rfc-editor.org/rfc/rfc6901#section-6 */
function pointedAt(root: Node, address: string): unknown {
  let found: unknown = root;
  for (const part of address.slice(2).split('/')) {
    const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Node)[name];
  }
  return found;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function refusal(file: string, what: string, next = 'Pass an OpenAPI document 3.0 or 3.1.'): Error {
  return new Error(`${file} ${what}, so no objects can be taken from it. ${next}`);
}
