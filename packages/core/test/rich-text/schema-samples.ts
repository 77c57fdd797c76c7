import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

/** Makes random documents that a JSON schema allows, from a stream of random numbers. */
export function sampleOf(definitions: Schema, root: string): fc.Arbitrary<unknown> {
  return fc
    .infiniteStream(fc.nat(1_000_000))
    .map((numbers) => sample(definitions, { $ref: `#/definitions/${root}` }, numbers, 0));
}

const MAX_DEPTH = 14;
const TEXTS = ['a', 'b c', '*x*', '[y](z)', '1. n', '<b>', '| p', 'é😀', '`', ' '];

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sample(definitions: Schema, schema: unknown, numbers: Iterator<number>, depth: number): unknown {
  function pick<T>(values: readonly T[]): T | undefined {
    const next = numbers.next();
    return values[(next.done ? 0 : next.value) % values.length];
  }
  if (!isSchema(schema)) return 'x';
  if (typeof schema.$ref === 'string') {
    return sample(definitions, definitions[schema.$ref.replace('#/definitions/', '')], numbers, depth);
  }
  if (Array.isArray(schema.anyOf)) return sample(definitions, pick(schema.anyOf), numbers, depth);
  if (Array.isArray(schema.allOf)) {
    const parts = schema.allOf.map((part) => sample(definitions, part, numbers, depth));
    return Object.assign({}, ...parts.filter(isSchema));
  }
  if (Array.isArray(schema.enum)) return pick(schema.enum);
  if (schema.type === 'array' || schema.items !== undefined) {
    if (Array.isArray(schema.items)) {
      return schema.items.map((item) => sample(definitions, item, numbers, depth + 1));
    }
    const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
    const most = typeof schema.maxItems === 'number' ? schema.maxItems : 3;
    const extra = depth > MAX_DEPTH ? 0 : (pick([0, 1, 2, 3]) ?? 0);
    const length = Math.max(least, Math.min(most, least + extra));
    return Array.from({ length }, () => sample(definitions, schema.items, numbers, depth + 1));
  }
  if (isSchema(schema.properties)) {
    const required = Array.isArray(schema.required) ? schema.required : [];
    const result: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema.properties)) {
      const wanted = required.includes(name) || name === 'content' || pick([true, false]) === true;
      if (wanted) result[name] = sample(definitions, property, numbers, depth + 1);
    }
    return result;
  }
  if (schema.type === 'number' || schema.type === 'integer') return pick([0, 1, 2, 3]);
  if (schema.type === 'boolean') return pick([true, false]);
  return pick(TEXTS);
}
