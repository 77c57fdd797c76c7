import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMapping, checkMetadata, createDataChecks } from '../../src/validation/index.js';
import { seeded } from '../support/seeds.js';
import { soundMapping, soundMetadata } from './sound-documents.js';

describe('documents that are anything', () => {
  test('get findings, never an exception', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (metadata, mapping) => {
        const checked = checkMetadata(metadata);
        expect(checked.findings.length).toBeGreaterThan(0);
        expect(checkMapping(mapping, soundMetadata).length).toBeGreaterThan(0);
      }),
      seeded('documents that are anything', 200),
    );
  });

  test('get findings also when only one part of them is broken', () => {
    fc.assert(
      fc.property(fc.nat(), fc.jsonValue(), (which, value) => {
        const copy: unknown = structuredClone(soundMetadata);
        const mapping: unknown = structuredClone(soundMapping);
        replaceOne(copy, which, value);
        replaceOne(mapping, which, value);
        checkMetadata(copy);
        checkMapping(mapping, soundMetadata);
      }),
      seeded('documents with one broken part', 500),
    );
  });

  test('get findings also when they are records', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('task_1', 'users', 'attachments', 'unknown'),
        fc.jsonValue(),
        (itemType, record) => {
          const checks = createDataChecks(soundMetadata);
          checks.add(itemType, record);
          checks.add(itemType, { id: 'x', created_date: 'y', modified_date: null, data: record });
          const findings = checks.findings({ complete: true });
          expect(itemType === 'attachments' || findings.length > 0).toBe(true);
        },
      ),
      seeded('records that are anything', 200),
    );
  });
});

/** Puts a value in the place of one node of a document, counted in order. */
function replaceOne(document: unknown, which: number, value: unknown): void {
  const places: [object, string][] = [];
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node, key]);
      visit(child);
    }
  };
  visit(document);
  const [holder, key] = places[which % places.length] ?? [];
  if (holder && key !== undefined) Reflect.set(holder, key, value);
}

test('references in a circle are as good as any', () => {
  const reference = (target: string) => ({
    type: 'reference',
    name: 'Other',
    reference: { refers_to: { [`#record:${target}`]: {} } },
  });
  const { findings } = checkMetadata({
    schema_version: 'v0.2.0',
    record_types: {
      hens: { name: 'Hen', fields: { egg: reference('eggs') } },
      eggs: { name: 'Egg', fields: { hen: reference('hens'), egg: reference('eggs') } },
    },
  });
  expect(findings).toEqual([]);
});

test('ten thousand fields, values and types are all looked at', () => {
  const values = Array.from({ length: 10_000 }, (_, index) => ({ key: `k${index}`, name: `Value ${index}` }));
  const stages = Object.fromEntries(
    values.map(({ key }) => [key, { state: 'open', transitions_to: ['k0', 'nowhere'] }]),
  );
  const fields = Object.fromEntries(values.map(({ key }) => [key, { type: 'text', name: key }]));
  const types = Object.fromEntries(
    values.map(({ key }) => [`t_${key}`, { name: key, category: 'all', fields: {} }]),
  );
  const { findings } = checkMetadata({
    schema_version: 'v0.2.0',
    record_types: {
      ...types,
      boxes: {
        name: 'Box',
        fields: {
          ...fields,
          stage: { type: 'enum', name: 'Stage', enum: { values } },
          any: { type: 'reference', name: 'Any', reference: { refers_to: { '#category:all': {} } } },
        },
        stage_diagram: { controlling_field: 'stage', starting_stage: 'k0', stages },
      },
    },
    record_type_categories: { all: { name: 'All' } },
  });
  expect(findings.filter(({ code }) => code === 'M8')).toHaveLength(10_000);
});
