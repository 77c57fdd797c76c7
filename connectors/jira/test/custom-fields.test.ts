import { describe, expect, it } from 'vitest';
import type { AllowedValue, JiraField } from '../src/api-types.js';
import { definitionsOf, valuesOf } from './custom-field-values.js';

const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';

function customField(schema: JiraField['schema']): JiraField {
  return { id: 'customfield_1', name: 'Mine', custom: true, schema };
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
const people = { '#record:users': {}, '#record:customers': {}, '#record:apps': {} };
const toPeople = { reference: { refers_to: people } };
const to = (recordType: string) => ({ reference: { refers_to: { [`#record:${recordType}`]: {} } } });

interface Case {
  is: string;
  schema: JiraField['schema'];
  /** What users can choose, where the account sees it. */
  options?: readonly AllowedValue[];
  declared: object;
  /** Value of Jira, what it becomes, and what of it is kept as text because the field has no place for it. */
  values: readonly (readonly [raw: unknown, converted: unknown, others?: readonly string[]])[];
}

const cases: Case[] = [
  {
    is: 'text',
    schema: { type: 'string', custom: `${TYPES}:textfield` },
    declared: { type: 'text' },
    values: [
      ['abc', 'abc'],
      ['', null],
      [12, '12'],
      [{ a: 1 }, '{"a":1}'],
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
      ['3', undefined, ['3']],
    ],
  },
  {
    is: 'a date',
    schema: { type: 'date', custom: `${TYPES}:datepicker` },
    declared: { type: 'date' },
    values: [
      ['2024-02-29', '2024-02-29'],
      ['14/Nov/21', undefined, ['14/Nov/21']],
      ['2024-02-29T10:00:00.000+0000', undefined, ['2024-02-29T10:00:00.000+0000']],
      [20240229, undefined, ['20240229']],
    ],
  },
  {
    is: 'a moment',
    schema: { type: 'datetime', custom: `${TYPES}:datetime` },
    declared: { type: 'timestamp' },
    values: [
      ['2024-07-04T05:41:00.089-0700', '2024-07-04T12:41:00.089Z'],
      ['2024-07-04T05:41:00.000Z', '2024-07-04T05:41:00.000Z'],
      ['soon', undefined, ['soon']],
      [1720096860089, undefined, ['1720096860089']],
    ],
  },
  {
    is: 'an option whose list the account does not see',
    schema: { type: 'option', custom: `${TYPES}:select` },
    declared: { type: 'text' },
    values: [
      [option('Major'), 'Major'],
      [option('Cosmetic', { disabled: true }), 'Cosmetic'],
      ['Major', 'Major'],
      [{ id: '1' }, '{"id":"1"}'],
    ],
  },
  {
    is: 'an option',
    schema: { type: 'option', custom: `${TYPES}:select` },
    options: [
      { id: '1', value: 'Major' },
      { id: '2', value: 'Minor', disabled: true },
    ],
    declared: {
      type: 'enum',
      enum: {
        values: [
          { key: '1', name: 'Major' },
          { key: '2', name: 'Minor', is_deprecated: true },
        ],
      },
    },
    values: [
      [option('Major'), '1'],
      [option('Major, renamed since'), '1'],
      [option('Cosmetic', { id: '3', disabled: true }), undefined, ['Cosmetic']],
      ['Major', undefined, ['Major']],
    ],
  },
  {
    is: 'an option with a child of a list',
    schema: { type: 'option-with-child', custom: `${TYPES}:cascadingselect` },
    options: [
      { id: '1', value: 'Asia', children: [{ id: '11', value: '日本' }] },
      { id: '2', value: 'Antarctica' },
    ],
    declared: {
      type: 'enum',
      enum: {
        values: [
          { key: '1', name: 'Asia' },
          { key: '1-11', name: 'Asia - 日本' },
          { key: '2', name: 'Antarctica' },
        ],
      },
    },
    values: [
      [option('Asia', { child: option('日本', { id: '11' }) }), '1-11'],
      [option('Asia', { child: null }), '1'],
      [option('Asia', { child: option('Atlantis', { id: '99' }) }), undefined, ['Asia - Atlantis']],
    ],
  },
  {
    is: 'options of a list',
    schema: { type: 'array', items: 'option', custom: `${TYPES}:multicheckboxes` },
    options: [
      { id: '1', value: 'Linux' },
      { id: '2', value: 'iOS' },
    ],
    declared: {
      type: 'enum',
      enum: {
        values: [
          { key: '1', name: 'Linux' },
          { key: '2', name: 'iOS' },
        ],
      },
      ...list,
    },
    values: [
      [
        [option('iOS', { id: '2' }), option('Linux')],
        ['2', '1'],
      ],
      [[option('Linux'), option('OS/2', { id: '9' })], ['1'], ['OS/2']],
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
    is: 'options whose list the account does not see',
    schema: { type: 'array', items: 'option', custom: `${TYPES}:multicheckboxes` },
    declared: { type: 'text', ...list },
    values: [
      [
        [option('Linux'), option('iOS', { disabled: true })],
        ['Linux', 'iOS'],
      ],
      [[], []],
      [
        [null, option('Linux'), { id: '3' }],
        ['Linux', '{"id":"3"}'],
      ],
      [option('Linux'), undefined, ['Linux']],
    ],
  },
  {
    is: 'a person',
    schema: { type: 'user', custom: `${TYPES}:userpicker` },
    declared: { type: 'reference', ...toPeople },
    values: [
      [{ accountId: '712020:a', displayName: 'Ada' }, '712020:a'],
      [{ displayName: 'Former user' }, undefined, ['Former user']],
      [{ accountId: null }, undefined, ['{"accountId":null}']],
    ],
  },
  {
    is: 'people',
    schema: { type: 'array', items: 'user', custom: `${TYPES}:multiuserpicker` },
    declared: { type: 'reference', ...toPeople, ...list },
    values: [
      [[{ accountId: 'a' }, { displayName: 'Former user' }, { accountId: 'b' }], ['a', 'b'], ['Former user']],
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
      [
        ['a', 1, null],
        ['a', '1'],
      ],
      ['a', undefined, ['a']],
    ],
  },
  {
    is: 'a version',
    schema: { type: 'version', custom: `${TYPES}:version` },
    declared: { type: 'reference', ...to('versions') },
    values: [
      [{ id: '10200', name: '2.0, beta' }, '10200'],
      [{ name: '2.0' }, undefined, ['2.0']],
    ],
  },
  {
    is: 'versions',
    schema: { type: 'array', items: 'version', custom: `${TYPES}:multiversion` },
    declared: { type: 'reference', ...to('versions'), ...list },
    values: [
      [
        [
          { id: '1', name: '1.0' },
          { id: '2', name: '1.1' },
        ],
        ['1', '2'],
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
    declared: { type: 'reference', ...to('sprints'), ...list },
    values: [
      [
        [
          { id: 1, name: 'Sprint 1', state: 'closed' },
          { id: 2, name: 'Sprint 2' },
        ],
        ['1', '2'],
      ],
    ],
  },
  {
    is: 'organizations',
    schema: {
      type: 'array',
      items: 'sd-customerorganization',
      custom: 'com.atlassian.servicedesk:sd-customer-organizations',
    },
    declared: { type: 'reference', ...to('organizations'), ...list },
    values: [[[{ id: '3', name: 'Buyer' }], ['3']]],
  },
  {
    is: 'approvals',
    schema: { type: 'sd-approvals', custom: 'com.atlassian.servicedesk.approvals-plugin:sd-approvals' },
    declared: { type: 'text', ...list },
    values: [[[{ id: '1', name: 'Manager', finalDecision: 'declined' }], ['Manager: declined']]],
  },
  {
    is: 'a request type',
    schema: { type: 'sd-customerrequesttype', custom: 'com.atlassian.servicedesk:vp-origin' },
    declared: { type: 'text' },
    values: [
      [{ requestType: { id: '11', name: 'Get IT help' }, currentStatus: { status: 'Open' } }, 'Get IT help'],
    ],
  },
  {
    is: 'a team',
    schema: { type: 'team', custom: `${TYPES}:atlassian-team` },
    declared: { type: 'text' },
    values: [[{ id: '0a6e', name: 'Platform', isShared: true }, 'Platform']],
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
      ['{}', null],
      [
        '{pullrequest={dataType=pullrequest, state=MERGED}}',
        '{pullrequest={dataType=pullrequest, state=MERGED}}',
      ],
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

describe.each(cases)('a custom field that is $is', ({ schema, options, declared, values }) => {
  const field = customField(schema);
  const definitions = definitionsOf([field], options && { customfield_1: options });

  it('is declared as an optional field of its kind', () => {
    expect(definitions.customfield_1).toEqual({ name: 'Mine', ...declared });
  });

  it.each(values.map(([raw, converted, others = []]) => ({ raw, converted, others })))(
    'turns $raw into $converted',
    ({ raw, converted, others }) => {
      expect(valuesOf(definitions, { customfield_1: raw })).toEqual({
        values: converted === undefined ? {} : { customfield_1: converted },
        others: others.map((text) => `Mine: ${text}`),
      });
    },
  );

  it('keeps null null and absent absent', () => {
    expect(valuesOf(definitions, { customfield_1: null })).toEqual({
      values: { customfield_1: null },
      others: [],
    });
    expect(valuesOf(definitions, { customfield_1: undefined })).toEqual({ values: {}, others: [] });
    expect(valuesOf(definitions, {})).toEqual({ values: {}, others: [] });
  });
});

describe('a service level agreement', () => {
  const definitions = definitionsOf([customField({ type: 'sd-servicelevelagreement' })]);
  const due = { breachTime: { epochMillis: Date.UTC(2024, 6, 4, 12) } };

  it('is declared as when it is due and whether it was missed', () => {
    expect(definitions).toMatchObject({
      customfield_1_due: { type: 'timestamp', name: 'Mine: due' },
      customfield_1_breached: { type: 'bool', name: 'Mine: breached' },
    });
  });

  it.each([
    [
      'under way',
      { completedCycles: [], ongoingCycle: { breached: false, ...due } },
      '2024-07-04T12:00:00.000Z',
      false,
    ],
    ['kept', { completedCycles: [{ breached: true }, { breached: false }] }, null, false],
    ['missed', { completedCycles: [{ breached: true }] }, null, true],
    ['not begun', { completedCycles: [] }, null, null],
    ['empty', null, null, null],
  ])('that is %s', (_, raw, dueDate, breached) => {
    expect(valuesOf(definitions, { customfield_1: raw })).toEqual({
      values: { customfield_1_due: dueDate, customfield_1_breached: breached },
      others: [],
    });
  });
});

describe('a field that appeared after the metadata of the run', () => {
  it.each([
    ['text', 'text'],
    [{ value: 'L' }, 'L'],
    [{ a: 1 }, '{"a":1}'],
  ])('passes %j on, so that it is named', (raw, text) => {
    expect(valuesOf({}, { customfield_9: raw })).toEqual({ values: { customfield_9: text }, others: [] });
  });

  it.each([null, '', [], {}])('with nothing in it (%j) is nothing', (raw) => {
    expect(valuesOf({}, { customfield_9: raw })).toEqual({ values: {}, others: [] });
  });
});
