import { describe, expect, it } from 'vitest';
import { describeFieldKinds, list, TYPES } from './custom-field-kinds.js';
import { valuesOf } from './custom-field-values.js';

const document = {
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hello' }] }],
};

describeFieldKinds([
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
]);

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
