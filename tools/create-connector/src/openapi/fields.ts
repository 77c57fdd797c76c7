import { isNode, type Node, type OpenApiDocument } from './document.js';
import { isForbidden } from './words.js';

/** A member of a record that can be brought. */
export interface FieldShape {
  name: string;
  /** What people see. */
  label: string;
  type: 'text' | 'enum' | 'timestamp' | 'date' | 'int' | 'float' | 'bool';
  /** Of an enum. */
  values: readonly string[];
  /** May be missing or null. */
  isOptional: boolean;
}

/** What a schema says about objects, with everything in that it is made of. */
export interface ObjectShape {
  properties: ReadonlyMap<string, Node>;
  required: ReadonlySet<string>;
}

const deepest = 20;

/** @returns undefined when a schema does not describe objects */
export function objectShape(document: OpenApiDocument, schema: unknown): ObjectShape | undefined {
  const properties = new Map<string, Node>();
  const required = new Set<string>();
  const seen = new Set<Node>();
  const collect = (part: unknown): void => {
    const node = document.resolve(part);
    // A schema may be part of itself.
    if (node === undefined || seen.has(node)) return;
    seen.add(node);
    for (const one of listOf(node.allOf)) collect(one);
    if (isNode(node.properties))
      for (const [name, property] of Object.entries(node.properties)) {
        const meant = document.resolve(property);
        if (meant !== undefined) properties.set(name, meant);
      }
    for (const name of listOf(node.required)) if (typeof name === 'string') required.add(name);
  };
  collect(schema);
  return properties.size === 0 ? undefined : { properties, required };
}

/** The schema of the entries of an array, or undefined when it is of something else. */
export function entrySchema(document: OpenApiDocument, schema: unknown): unknown {
  const { node } = withoutNull(document, schema);
  return node !== undefined && typesOf(node).includes('array') ? node.items : undefined;
}

/** @returns undefined when there is no field for it: objects, lists, mixtures */
export function fieldShape(
  document: OpenApiDocument,
  name: string,
  schema: Node,
  isRequired: boolean,
): FieldShape | undefined {
  const { node, isNullable } = withoutNull(document, schema);
  if (node === undefined) return undefined;
  const values = listOf(node.enum).filter((value) => value !== null);
  const type = fieldType(node, values);
  if (type === undefined) return undefined;
  return {
    name,
    label: labelOf(name, schema.title),
    type,
    values: type === 'enum' ? values.map(String) : [],
    isOptional: !isRequired || isNullable,
  };
}

/** `due_date` and `dueDate` are Due date. */
export function labelOf(name: string, title?: unknown): string {
  const isLabel = (text: string) => /^[\p{L}\p{N}][^\n|`]{0,59}$/u.test(text) && !isForbidden(text);
  if (typeof title === 'string' && isLabel(title)) return title;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function fieldType(node: Node, values: readonly unknown[]): FieldShape['type'] | undefined {
  const [named, ...others] = typesOf(node).filter((one) => one !== 'null');
  if (others.length > 0) return undefined;
  const areTexts = values.length > 0 && values.every((value) => typeof value === 'string');
  const type = named ?? (areTexts ? 'string' : undefined);
  if (type === 'boolean') return 'bool';
  if (type === 'integer') return 'int';
  if (type === 'number') return 'float';
  if (type !== 'string') return undefined;
  if (node.format === 'date-time') return 'timestamp';
  if (node.format === 'date') return 'date';
  if (node.format === 'binary') return undefined;
  // The empty text cannot be the key of an enum.
  const areKeys = areTexts && values.every((value) => value !== '' && !isForbidden(String(value)));
  return areKeys && new Set(values).size === values.length ? 'enum' : 'text';
}

/**
 * A schema without the ways to say that a value may be null: `nullable` of 3.0, `null` among the types or the
 * alternatives of 3.1.
 */
function withoutNull(
  document: OpenApiDocument,
  schema: unknown,
  depth = 0,
): { node: Node | undefined; isNullable: boolean } {
  const node = document.resolve(schema);
  if (node === undefined || depth > deepest) return { node: undefined, isNullable: false };
  const isNullable = node.nullable === true || typesOf(node).includes('null');
  const alternatives = [...listOf(node.anyOf), ...listOf(node.oneOf), ...listOf(node.allOf)];
  if (alternatives.length === 0 || node.type !== undefined) return { node, isNullable };
  const meant = alternatives.filter((one) => document.resolve(one)?.type !== 'null');
  if (meant.length !== 1) return { node: undefined, isNullable };
  const inner = withoutNull(document, meant[0], depth + 1);
  return {
    node: inner.node,
    isNullable: isNullable || inner.isNullable || meant.length < alternatives.length,
  };
}

function typesOf({ type }: Node): readonly unknown[] {
  return Array.isArray(type) ? type : [type];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
