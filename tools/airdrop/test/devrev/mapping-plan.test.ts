import { describe, expect, test } from 'vitest';
import { compilePlan } from '../../src/devrev/mapping-plan.js';
import type { JsonObject } from '../../src/platform/json-shape.js';
import { by, list, planOf, standIn, text, to } from './mapped-records.js';

const metadata = {
  record_types: {
    bugs: { name: 'Bug', category: 'issues', fields: { title: text } },
    stories: { name: 'Story', category: 'issues', fields: { title: text } },
    pages: { name: 'Page', fields: { title: text } },
  },
};
const titled = { title: by('use_directly', 'title') };

describe('the leaf type of a record type', () => {
  test('is that of its own mapping, else that of its category', () => {
    const { types } = compilePlan(metadata, {
      record_type_mappings: { bugs: to('ticket', titled) },
      record_type_category_mappings: { issues: to('issue', titled) },
    });
    expect([...types].map(([key, { leafType, subtype }]) => [key, leafType, subtype])).toEqual([
      ['bugs', 'ticket', 'Bug'],
      ['stories', 'issue', 'Story'],
    ]);
  });

  test('is the default among several possible ones', () => {
    const entry = to('ticket', titled);
    entry.possible_record_type_mappings = [
      ...(to('issue', {}).possible_record_type_mappings as JsonObject[]),
      ...(entry.possible_record_type_mappings as JsonObject[]),
    ];
    const { types } = compilePlan(metadata, { record_type_mappings: { pages: entry } });
    const fields = types.get('pages')?.stockFields.filter(({ externalFields }) => externalFields.length > 0);
    expect(types.get('pages')?.leafType).toBe('ticket');
    expect(fields?.map(({ target }) => target.name)).toEqual(['title']);
  });
});

test('a constructed field may carry its method as the official template writes it', () => {
  const constructed = {
    ext_object_type: {
      field_descriptor: { field_type: 'enum' },
      transformation_method: { transformation_method: 'use_raw_jq', forward_jq: '"Things"' },
    },
  };
  const { plan, problems } = planOf('ticket', { title: text }, {}, { constructed });
  expect(plan.constructedFields.map(({ target }) => target.name)).toEqual(['ext_object_type']);
  expect(problems.filter((problem) => problem.includes('ext_object_type'))).toEqual([]);
});

describe('a mapping that cannot work is named', () => {
  test.each<[string, JsonObject, string]>([
    [
      'an unknown leaf type',
      to('dev_user', {}),
      'names the leaf type dev_user, which nothing can be imported as',
    ],
    [
      'a default without mapping',
      { ...to('issue', {}), default_mapping: { object_type: 'ticket' } },
      'has ticket as its default, but does not say how to map to it',
    ],
    ['no default', { possible_record_type_mappings: [] }, 'has no default_mapping'],
  ])('%s', (_, entry, sentence) => {
    const { types, problems } = compilePlan(metadata, { record_type_mappings: { pages: entry } });
    expect(types.size).toBe(0);
    expect(problems).toEqual([expect.stringContaining(sentence)]);
  });

  test.each<[string, JsonObject, string]>([
    [
      'a field DevRev does not have',
      { titel: by('use_directly', 'source') },
      'fills tag.titel, which DevRev does not have',
    ],
    [
      'an undeclared external field',
      { name: by('use_directly', 'sauce') },
      'reads sauce, which the metadata does not declare',
    ],
    ['an unknown method', { name: by('guess', 'source') }, 'uses the unknown method "guess"'],
    [
      'the method under its old key',
      {
        name: {
          forward: true,
          reverse: false,
          primary_external_field: 'source',
          transformation_method: 'use_directly',
        },
      },
      'has no transformation_method',
    ],
    ['a required field left out', {}, 'does not fill tag.name, which DevRev requires'],
    [
      'stages of a type without diagram',
      { name: by('make_custom_stages', 'source', { stages: {} }) },
      'describes any',
    ],
    [
      'a list for a single value',
      { name: by('use_directly', 'many') },
      'takes a single value, but many is a list',
    ],
    [
      'a stand-in of an unknown leaf type',
      { name: by('use_directly', 'source'), created_by_id: standIn('dev_user') },
      'uses a record of the unknown leaf type dev_user',
    ],
    [
      'a fixed value DevRev does not have',
      { name: by('use_fixed_value', undefined, { value: 'text', text: 'x' }) },
      'of the unknown kind "text"',
    ],
  ])('%s', (_, fields, sentence) => {
    expect(planOf('tag', { source: text, many: list(text) }, fields).problems.join('\n')).toContain(sentence);
  });

  test('nothing is said about a good one', () => {
    expect(planOf('tag', { source: text }, { name: by('use_directly', 'source') }).problems).toEqual([]);
  });
});

test('documents that are not of the expected form are survived', () => {
  for (const odd of [null, 7, [], { record_types: { pages: null, bugs: { fields: { a: 3 } } } }]) {
    expect(compilePlan(odd, odd).types.size).toBe(0);
  }
  const { problems } = compilePlan(metadata, {
    record_type_mappings: {
      pages: {
        default_mapping: { object_type: 'tag' },
        possible_record_type_mappings: [null, { devrev_leaf_type: 'tag', shard: 4 }],
      },
    },
  });
  expect(problems).toEqual(['The mapping of pages does not fill tag.name, which DevRev requires.']);
});
