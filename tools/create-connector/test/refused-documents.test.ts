import { truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readChoices } from '../src/choices.js';
import { designConnector } from '../src/design.js';
import { written } from './documents.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const design = (openapi: string | undefined, objects?: readonly string[]) =>
  designConnector(root, {
    name: 'acme-desk',
    display: undefined,
    choices: readChoices({}),
    openapi,
    objects,
  });
const schemas = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } };

describe('a file that is no OpenAPI document', () => {
  it.each([
    ['nothing', '', /holds no object/],
    [
      'a web page',
      '<!doctype html>\n<p>Sign in: to see this</p>',
      /is neither JSON nor YAML|holds no object/,
    ],
    ['a manifest', { name: 'acme', openapi: { file: 'api.yaml' } }, /has no member "openapi"/],
    ['a list', '[]', /holds no object/],
    ['broken JSON', '{ "openapi": "3.0.0", "paths": {', /is neither JSON nor YAML: /],
    ['broken YAML', 'openapi: 3.0.0\npaths:\n  - a\n b: c\n', /is neither JSON nor YAML: /],
    [
      'Swagger',
      { swagger: '2.0', paths: {} },
      /is of Swagger 2\.0, which is older, .+ Convert it to OpenAPI 3 first\.$/,
    ],
    [
      'a later version',
      { openapi: '4.0.0' },
      /is of OpenAPI 4\.0\.0, .+ Versions 3\.0 and 3\.1 can be read\.$/,
    ],
    [
      'one without paths',
      { openapi: '3.0.3', info: { title: 'Nothing' } },
      /has no list of objects with an id/,
    ],
    [
      'one without lists',
      answering({ properties: { id: { type: 'string' } } }),
      /has no list of objects with an id/,
    ],
    [
      'a part of one',
      answering({ $ref: 'schemas.yaml#/Thing' }),
      /refers to another file, schemas\.yaml#\/Thing, .+ Bundle both/,
    ],
    [
      'one with a gap',
      answering({ $ref: '#/components/Gone' }),
      /has a reference that leads nowhere, #\/components\/Gone/,
    ],
    [
      'a circle',
      { ...answering({ $ref: '#/components/schemas/A' }), components: { schemas } },
      /has a reference that leads to itself, /,
    ],
  ])('is refused: %s', (_, content, sentence) => {
    expect(() => design(written(content))).toThrow(sentence);
  });

  it('is refused when it is not there, or is a folder', () => {
    expect(() => design('/nowhere/api.yaml')).toThrow(
      'The OpenAPI document /nowhere/api.yaml could not be read (ENOENT). Check its path.',
    );
    expect(() => design(path.join(tmpdir(), '.'))).toThrow(/is no file/);
  });

  it('is refused unread when it is too large', () => {
    const file = written({});
    truncateSync(file, 20_000_001);
    expect(() => design(file)).toThrow(/has 20000001 bytes, .+ 20000000 are the most/);
  });

  it('is refused when its aliases grow without end', () => {
    const lines = Array.from({ length: 9 }, (_, n) => `a${n}: &a${n} [${n ? `*a${n - 1},`.repeat(9) : 'x'}]`);
    expect(() => design(written(lines.join('\n')))).toThrow(/is neither JSON nor YAML: /);
  });

  it('is needed to choose from', () => {
    expect(() => design(undefined, ['invoices'])).toThrow(/Pass it with --openapi/);
  });
});

/** A document with one request, whose answer has this schema. */
function answering(schema: object) {
  const responses = { 200: { content: { 'application/json': { schema } } } };
  return { openapi: '3.0.3', paths: { '/things': { get: { responses } } } };
}
