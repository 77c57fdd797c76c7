import { describe, expect, it } from 'vitest';
import type { JiraField } from '../src/api-types.js';
import { convertCustomFields, customFieldsOf, declareCustomFields } from '../src/custom-fields.js';
import { createMediaResolver } from '../src/media.js';

const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';
const noMedia = createMediaResolver([]);

function customField(schema: JiraField['schema']): JiraField {
  return { id: 'customfield_1', name: 'Mine', custom: true, schema };
}

function definitionOf(field: JiraField) {
  return declareCustomFields(customFieldsOf([field], '10000'))[field.id]?.definition;
}

function convert(field: JiraField, value: unknown) {
  return convertCustomFields(customFieldsOf([field], '10000'), { [field.id]: value }, noMedia);
}

const document = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hello' }] }],
};
const option = (value: string, rest: object = {}) => ({
  self: 'https://x.example/1',
  id: '1',
  value,
  ...rest,
});
const list = { collection: {} };
const toUsers = { reference: { refers_to: { '#record:users': {} } } };

interface Case {
  is: string;
  schema: JiraField['schema'];
  declared: object;
  /** Value of Jira and what it becomes; undefined for one that must be left out. */
  values: readonly (readonly [raw: unknown, converted: unknown])[];
}

const cases: Case[] = [
  {
    is: 'text',
    schema: { type: 'string', custom: `${TYPES}:textfield` },
    declared: { type: 'text' },
    values: [
      ['abc', 'abc'],
      ['', ''],
      [12, undefined],
      [{ a: 1 }, undefined],
    ],
  },
  {
    is: 'an address',
    schema: { type: 'string', custom: `${TYPES}:url` },
    declared: { type: 'text' },
    values: [['https://acme.example/a?b', 'https://acme.example/a?b']],
  },
  {
    is: 'a text area',
    schema: { type: 'string', custom: `${TYPES}:textarea` },
    declared: { type: 'rich_text' },
    values: [
      [document, ['Hello']],
      ['plain', ['plain']],
      [{ type: 'doc', version: 1, content: [] }, null],
    ],
  },
  {
    is: 'a number',
    schema: { type: 'number', custom: `${TYPES}:float` },
    declared: { type: 'float' },
    values: [
      [0, 0],
      [-1.5, -1.5],
      ['3', undefined],
    ],
  },
  {
    is: 'a date',
    schema: { type: 'date', custom: `${TYPES}:datepicker` },
    declared: { type: 'date' },
    values: [
      ['2024-02-29', '2024-02-29'],
      ['14/Nov/21', undefined],
      ['2024-02-29T10:00:00.000+0000', undefined],
      [20240229, undefined],
    ],
  },
  {
    is: 'a moment',
    schema: { type: 'datetime', custom: `${TYPES}:datetime` },
    declared: { type: 'timestamp' },
    values: [
      ['2024-07-04T05:41:00.089-0700', '2024-07-04T12:41:00.089Z'],
      ['2024-07-04T05:41:00.000Z', '2024-07-04T05:41:00.000Z'],
      ['soon', undefined],
      [1720096860089, undefined],
    ],
  },
  {
    is: 'an option',
    schema: { type: 'option', custom: `${TYPES}:select` },
    declared: { type: 'text' },
    values: [
      [option('Major'), 'Major'],
      [option('Cosmetic', { disabled: true }), 'Cosmetic'],
      ['Major', undefined],
      [{ id: '1' }, undefined],
    ],
  },
  {
    is: 'an option with a child',
    schema: { type: 'option-with-child', custom: `${TYPES}:cascadingselect` },
    declared: { type: 'text' },
    values: [
      [option('Asia', { child: option('日本') }), 'Asia - 日本'],
      [option('Antarctica'), 'Antarctica'],
      [option('Antarctica', { child: null }), 'Antarctica'],
    ],
  },
  {
    is: 'options',
    schema: { type: 'array', items: 'option', custom: `${TYPES}:multicheckboxes` },
    declared: { type: 'text', ...list },
    values: [
      [
        [option('Linux'), option('iOS', { disabled: true })],
        ['Linux', 'iOS'],
      ],
      [[], []],
      [[null, option('Linux'), { id: '3' }], ['Linux']],
      [option('Linux'), undefined],
    ],
  },
  {
    is: 'a person',
    schema: { type: 'user', custom: `${TYPES}:userpicker` },
    declared: { type: 'reference', ...toUsers },
    values: [
      [{ accountId: '712020:a', displayName: 'Ada' }, '712020:a'],
      [{ displayName: 'Former user' }, undefined],
      [{ accountId: null }, undefined],
    ],
  },
  {
    is: 'people',
    schema: { type: 'array', items: 'user', custom: `${TYPES}:multiuserpicker` },
    declared: { type: 'reference', ...toUsers, ...list },
    values: [
      [
        [{ accountId: 'a' }, { displayName: 'Former user' }, { accountId: 'b' }],
        ['a', 'b'],
      ],
      [[], []],
    ],
  },
  {
    is: 'labels',
    schema: { type: 'array', items: 'string', custom: `${TYPES}:labels` },
    declared: { type: 'text', ...list },
    values: [
      [
        ['a', 'b'],
        ['a', 'b'],
      ],
      [['a', 1, null], ['a']],
      ['a', undefined],
    ],
  },
  {
    is: 'a version',
    schema: { type: 'version', custom: `${TYPES}:version` },
    declared: { type: 'text' },
    values: [
      [{ id: '10200', name: '2.0, beta' }, '2.0, beta'],
      [{ id: '10200' }, undefined],
    ],
  },
  {
    is: 'versions',
    schema: { type: 'array', items: 'version', custom: `${TYPES}:multiversion` },
    declared: { type: 'text', ...list },
    values: [
      [
        [
          { id: '1', name: '1.0' },
          { id: '2', name: '1.1' },
        ],
        ['1.0', '1.1'],
      ],
    ],
  },
  {
    is: 'groups',
    schema: { type: 'array', items: 'group', custom: `${TYPES}:multigrouppicker` },
    declared: { type: 'text', ...list },
    values: [[[{ name: 'jira-users', groupId: 'x' }], ['jira-users']]],
  },
  {
    is: 'sprints',
    schema: { type: 'array', items: 'json', custom: 'com.pyxis.greenhopper.jira:gh-sprint' },
    declared: { type: 'text', ...list },
    values: [
      [
        [
          { id: 1, name: 'Sprint 1', state: 'closed' },
          { id: 2, name: 'Sprint 2' },
        ],
        ['Sprint 1', 'Sprint 2'],
      ],
    ],
  },
  {
    is: 'a list of an app whose entries have no name',
    schema: { type: 'array', items: 'json', custom: 'com.example.app:stars' },
    declared: { type: 'text', ...list },
    values: [
      [
        [{ stars: 5 }, 'plain', { name: 'Named' }],
        ['{"stars":5}', 'plain', 'Named'],
      ],
      [[null], []],
    ],
  },
  {
    is: 'a field of an app',
    schema: { type: 'any', custom: 'com.example.app:thing' },
    declared: { type: 'text' },
    values: [
      ['0|i0001l:i', '0|i0001l:i'],
      [{ a: [1] }, '{"a":[1]}'],
      [false, 'false'],
      [0, '0'],
      [[], '[]'],
    ],
  },
  {
    is: 'a list of things nobody knows',
    schema: { type: 'array', items: 'design.field.name', custom: 'com.example.app:design' },
    declared: { type: 'text' },
    values: [[[{ x: 1 }], '[{"x":1}]']],
  },
  {
    is: 'a list that does not say of what',
    schema: { type: 'array' },
    declared: { type: 'text' },
    values: [[['a'], '["a"]']],
  },
  {
    is: 'a field without schema',
    schema: undefined,
    declared: { type: 'text' },
    values: [['x', 'x']],
  },
];

describe.each(cases)('a custom field that is $is', ({ schema, declared, values }) => {
  const field = customField(schema);

  it('is declared as an optional field of its kind', () => {
    expect(definitionOf(field)).toEqual({ name: 'Mine', ...declared });
  });

  it.each(values)('turns %j into %j', (raw, converted) => {
    expect(convert(field, raw)).toEqual(converted === undefined ? {} : { customfield_1: converted });
  });

  it('keeps null null and absent absent', () => {
    expect(convert(field, null)).toEqual({ customfield_1: null });
    expect(convert(field, undefined)).toEqual({});
    expect(convertCustomFields(customFieldsOf([field], '10000'), {}, noMedia)).toEqual({});
  });
});
