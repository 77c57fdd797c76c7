import { describeFieldKinds, list, option, TYPES } from './custom-field-kinds.js';

describeFieldKinds([
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
]);
