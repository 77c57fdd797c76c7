import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readChoices } from '../src/choices.js';
import { designConnector, type Wish } from '../src/design.js';
import { readOpenApi } from '../src/openapi/document.js';
import { readApi } from '../src/openapi/endpoints.js';
import { fieldShape, objectShape } from '../src/openapi/fields.js';
import { listDocument, written } from './documents.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const documentPath = (file: string) => fileURLToPath(new URL(`documents/${file}`, import.meta.url));
const design = (wish: Partial<Wish> = {}) =>
  designConnector(root, {
    name: 'acme-desk',
    display: undefined,
    choices: readChoices({}),
    openapi: documentPath('billing.yaml'),
    objects: undefined,
    ...wish,
  });

describe('a document', () => {
  it('gives title, server and lists, and says what is left out', () => {
    const { names, origin, objects, leftOut } = design();
    expect(names.display).toBe('Acme Billing');
    expect(origin).toBe('https://eu.acme.example');
    expect(objects).toEqual(['invoices', 'currencies', 'acme_desk_classes', 'acme_desk_tasks']);
    expect(leftOut.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'GET /invoices/{id}: its path has parts that have to be known first',
      'GET /v1/people: it needs team',
      'GET /totals: its answer has no list of objects',
      'GET /pairs: its answer has several lists: left, right',
      'GET /events: its objects have no id that is a text or a whole number',
      'invoices.lines: it is no plain value',
      'invoices.parent: it is no plain value',
      'invoices.x-note: its name is none for a field',
      'invoices.mixed: it is no plain value',
    ]);
  });

  it('can be chosen from', () => {
    const { objects, leftOut } = design({ objects: ['currencies'] });
    expect(objects).toEqual(['currencies']);
    expect(leftOut).toContainEqual({ what: 'GET /v2/invoices', why: 'it was not chosen' });
  });

  it('that lacks what was chosen is refused, with what it has', () => {
    expect(() => design({ objects: ['invoices', 'refunds'] })).toThrow(
      'The document has no list of refunds. It has invoices, currencies, acme_desk_classes, acme_desk_tasks.',
    );
  });

  it('gives eight lists at most unless more are chosen', () => {
    const file = written(
      listDocument(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`/list${index}s`, 'get']))),
    );
    const { objects, leftOut } = design({ openapi: file });
    expect(objects).toHaveLength(8);
    expect(leftOut).toEqual(
      ['/list8s', '/list9s'].map((at) => ({
        what: `GET ${at}`,
        why: '8 are taken at most; choose with --objects',
      })),
    );
    expect(design({ openapi: file, objects: ['list9s'] }).objects).toEqual(['list9s']);
  });

  it('without a server over https leaves the address of the example', () => {
    const paths = { '/things': 'get' };
    for (const servers of [undefined, [], [{ url: 'http://acme.example' }], [{ url: '/v2' }]])
      expect(design({ openapi: written({ ...listDocument(paths), servers }) }).origin).toBe(
        'https://api.acme-desk.example',
      );
  });

  it('does not bring what is nothing but an id', () => {
    const all = listDocument({ '/things': 'get' });
    const text = JSON.stringify(all).replace(',"name":{"type":"string"}', '');
    expect(() => design({ openapi: written(text) })).toThrow(
      /nothing can be taken from it \(GET \/things: its objects have no plain value beside their id\)\. Leave/,
    );
  });

  it('brings no word that belongs to core, and nothing that ends a comment', () => {
    const all = listDocument({ '/things': 'get', '/retries': 'get' });
    const text = JSON.stringify(all)
      .replaceAll('"name":', '"callback_url":{"type":"string"},"name":')
      .replaceAll('"responses"', '"summary":"All **// things","responses"');
    const { plan, objects, leftOut } = design({ openapi: written(text) });
    expect(objects).toEqual(['things']);
    expect(leftOut).toEqual([
      { what: 'GET /retries', why: 'its path has a word that belongs to core' },
      { what: 'things.callback_url', why: 'its name is none for a field' },
    ]);
    expect(plan.connector.get('src/api/things.ts')).toContain('All // things. https://api.acme-desk.example');
  });

  it('cannot ask for what the example asks for, nor take its names', () => {
    const paths = {
      '/v1/people': 'get',
      '/things': 'get',
      '/b/things': 'get',
      '/thing': 'get',
      '/kits': 'get',
      '/task-lists': 'get',
      '/crm/V3/owners/2026-09': 'get',
    };
    const { objects, leftOut } = design({ openapi: written(listDocument(paths)) });
    expect(objects).toEqual([
      'things',
      'b_things',
      'acme_desk_thing',
      'acme_desk_kits',
      'acme_desk_task_lists',
      'owners',
    ]);
    expect(leftOut).toEqual([{ what: 'GET /v1/people', why: 'the example asks for that address already' }]);
  });
});

describe('a schema', () => {
  const document = readOpenApi(documentPath('billing.yaml'));

  it.each([
    [{ type: 'string' }, { type: 'text', isOptional: false }],
    [{ type: 'string', format: 'binary' }, undefined],
    [
      { type: 'string', enum: ['a', 'b'] },
      { type: 'enum', values: ['a', 'b'] },
    ],
    [{ enum: ['a', 'b', null] }, { type: 'enum', values: ['a', 'b'] }],
    [{ type: 'string', enum: ['a', ''] }, { type: 'text' }],
    [{ type: 'string', enum: ['TODO', 'DONE'] }, { type: 'text' }],
    [{ type: 'string', title: 'callback_url' }, { label: 'Due date' }],
    [{ type: 'integer', enum: [1, 2] }, { type: 'int' }],
    [
      { type: 'string', nullable: true },
      { type: 'text', isOptional: true },
    ],
    [{ type: ['number', 'null'] }, { type: 'float', isOptional: true }],
    [{ oneOf: [{ type: 'boolean' }, { type: 'null' }] }, { type: 'bool', isOptional: true }],
    [{ allOf: [{ type: 'string', format: 'date' }] }, { type: 'date', isOptional: false }],
    [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, undefined],
    [{ type: 'object', properties: {} }, undefined],
    [{}, undefined],
  ])('%j gives the field that fits', (schema, field) => {
    const found = fieldShape(document, 'due_date', schema, true);
    if (field === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject({ name: 'due_date', label: 'Due date', ...field });
  });

  it('that is part of itself is read once', () => {
    const file = written({
      openapi: '3.0.3',
      components: {
        schemas: {
          Tree: { allOf: [{ $ref: '#/components/schemas/Tree' }], properties: { id: { type: 'string' } } },
          Loop: { anyOf: [{ $ref: '#/components/schemas/Loop' }] },
        },
      },
    });
    const own = readOpenApi(file);
    const tree = objectShape(own, { $ref: '#/components/schemas/Tree' });
    expect([...(tree?.properties.keys() ?? [])]).toEqual(['id']);
    expect(fieldShape(own, 'loop', { $ref: '#/components/schemas/Loop' }, true)).toBeUndefined();
    expect(readApi(own).endpoints).toEqual([]);
  });
});
