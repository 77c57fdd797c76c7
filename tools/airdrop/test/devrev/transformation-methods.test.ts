import { describe, expect, test } from 'vitest';
import { mapRecord } from '../../src/devrev/map-record.js';
import type { JsonObject } from '../../src/platform/json-shape.js';
import {
  by,
  type Held,
  held,
  list,
  mapField,
  oneOf,
  planOf,
  reference,
  richText,
  text,
  typedReference,
} from './mapped-records.js';

const people: Held = {
  identities: [
    {
      itemType: 'users',
      externalId: 'u1',
      id: 'don:devu/1',
      leafType: 'devu',
      keys: { email: 'a@example.com' },
    },
    { itemType: 'contacts', externalId: 'c1', id: 'don:revu/1', leafType: 'revu' },
    { itemType: 'labels', externalId: 'l1', id: 'don:tag/1', leafType: 'tag' },
    { itemType: 'labels', externalId: 'l2', id: 'don:tag/2', leafType: 'tag' },
  ],
  artifacts: { f1: 'don:artifact/9' },
};

interface Case {
  name: string;
  /** `leaf type.field` */
  target: string;
  field: JsonObject;
  mapping: JsonObject;
  value: unknown;
  expected: unknown;
}

const toPriority = { high: { value: 'P1' }, low: { value: 'P3' } };
const stages = {
  stage_diagram: {
    controlling_field: 'source',
    stages: { one: { state: 'new' }, two: { state: 'over' }, three: {} },
    states: { new: { name: 'To do', ordinal: 1 }, over: { name: 'Done', ordinal: 2, is_end_state: true } },
  },
};

const cases: Case[] = [
  {
    name: 'text as it is',
    target: 'ticket.title',
    field: text,
    mapping: by('use_directly', 'source'),
    value: 'A',
    expected: 'A',
  },
  {
    name: 'no value',
    target: 'ticket.title',
    field: text,
    mapping: by('use_directly', 'source'),
    value: null,
    expected: null,
  },
  {
    name: 'a fallback for no value',
    target: 'ticket.title',
    field: text,
    mapping: by('use_directly', 'source', {}, { type: 'text', value: 'Untitled' }),
    value: null,
    expected: 'Untitled',
  },
  {
    name: 'a day as its first moment',
    target: 'issue.target_close_date',
    field: { type: 'date' },
    mapping: by('use_directly', 'source'),
    value: '2024-02-29',
    expected: '2024-02-29T00:00:00.000Z',
  },
  {
    name: 'a time in UTC',
    target: 'issue.target_close_date',
    field: { type: 'timestamp' },
    mapping: by('use_directly', 'source'),
    value: '2024-03-01T01:30:00+02:00',
    expected: '2024-02-29T23:30:00.000Z',
  },
  {
    name: 'a whole number as a decimal one',
    target: 'issue.estimated_effort',
    field: { type: 'int' },
    mapping: by('use_directly', 'source'),
    value: 3,
    expected: 3,
  },
  {
    name: 'an enum key DevRev has',
    target: 'issue.priority',
    field: oneOf('P2'),
    mapping: by('use_directly', 'source'),
    value: 'P2',
    expected: 'P2',
  },
  {
    name: 'a list of references',
    target: 'ticket.tags',
    field: list(reference('#record:labels')),
    mapping: by('use_directly', 'source'),
    value: ['l2', 'l1'],
    expected: ['don:tag/2', 'don:tag/1'],
  },
  {
    name: 'a single reference as a list',
    target: 'ticket.owned_by_ids',
    field: reference('#record:users'),
    mapping: by('use_as_array_value', 'source'),
    value: 'u1',
    expected: ['don:devu/1'],
  },
  {
    name: 'a reference to one of several types',
    target: 'ticket.created_by_id',
    field: reference('#record:users', '#record:contacts'),
    mapping: by('use_directly', 'source'),
    value: 'c1',
    expected: 'don:revu/1',
  },
  {
    name: 'a typed reference',
    target: 'ticket.created_by_id',
    field: typedReference('#record:users', '#record:contacts'),
    mapping: by('use_directly', 'source'),
    value: { ref_type: 'contacts', id: 'c1' },
    expected: 'don:revu/1',
  },
  {
    name: 'a reference by another field',
    target: 'ticket.created_by_id',
    field: { type: 'reference', reference: { refers_to: { '#record:users': { by_field: 'email' } } } },
    mapping: by('use_directly', 'source'),
    value: 'a@example.com',
    expected: 'don:devu/1',
  },
  {
    name: 'a reference to a category',
    target: 'ticket.created_by_id',
    field: reference('#category:people'),
    mapping: by('use_directly', 'source'),
    value: 'c1',
    expected: 'don:revu/1',
  },
  {
    name: 'rich text with mentions',
    target: 'ticket.body',
    field: richText,
    mapping: by('use_rich_text', 'source'),
    value: [
      'Ask ',
      { ref_type: 'users', id: 'u1', fallback_record_name: 'Ann' },
      ' or ',
      { ref_type: 'users', id: 'gone', fallback_record_name: 'Bob' },
      ' ![](',
      { ref_type: 'artifact', id: 'f1' },
      ')',
    ],
    expected: 'Ask don:devu/1 or Bob ![](don:artifact/9)',
  },
  {
    name: 'a fixed enum value',
    target: 'account.state',
    field: text,
    mapping: by('use_fixed_value', undefined, { value: 'enum_value', enum: 'ACTIVE' }),
    value: 'x',
    expected: 'ACTIVE',
  },
  {
    name: 'a fixed yes',
    target: 'directory.published',
    field: text,
    mapping: by('use_fixed_value', undefined, { value: 'bool', bool: true }),
    value: 'x',
    expected: true,
  },
  {
    name: 'a fixed nothing',
    target: 'account.state',
    field: text,
    mapping: by('use_fixed_value', undefined, { value: 'none' }),
    value: 'x',
    expected: null,
  },
  {
    name: 'a stand-in record',
    target: 'ticket.applies_to_part_id',
    field: text,
    mapping: by('use_devrev_record', undefined, {
      leaf_type: { object_category: 'stock', object_type: 'product' },
    }),
    value: 'x',
    expected: 'don:stand-in/product',
  },
  {
    name: 'a list of one pinned record',
    target: 'account.owned_by',
    field: text,
    mapping: by('use_devrev_record', undefined, { id: 'don:identity/devu/7', is_array: true }),
    value: 'x',
    expected: ['don:identity/devu/7'],
  },
  {
    name: 'the counterpart of an enum value',
    target: 'issue.priority',
    field: oneOf('high', 'low'),
    mapping: by('map_enum', 'source', { forward: toPriority }),
    value: 'high',
    expected: 'P1',
  },
  {
    name: 'its own counterpart although there is a default',
    target: 'issue.priority',
    field: oneOf('high', 'low'),
    mapping: by('map_enum', 'source', { forward: toPriority, forward_default: 'low' }),
    value: 'high',
    expected: 'P1',
  },
  {
    name: 'the counterpart of the default value for an unknown one',
    target: 'issue.priority',
    field: oneOf('high', 'low', 'odd'),
    mapping: by('map_enum', 'source', { forward: toPriority, forward_default: 'low' }),
    value: 'odd',
    expected: 'P3',
  },
  {
    name: 'the fallback for an unknown enum value',
    target: 'issue.priority',
    field: oneOf('high', 'odd'),
    mapping: by('map_enum', 'source', { forward: toPriority }, { type: 'enum', value: 'P2' }),
    value: 'odd',
    expected: 'P2',
  },
  {
    name: 'roles, of members DevRev has',
    target: 'article.shared_with',
    field: {
      ...list({ type: 'permission' }),
      permission: { member_id: { refers_to: { '#record:users': {} } }, role: { values: [{ key: 'reads' }] } },
    },
    mapping: by('map_roles', 'source', { forward: { reads: 'viewer' } }),
    value: [
      { member_id: 'u1', role: 'reads' },
      { member_id: 'gone', role: 'reads' },
    ],
    expected: [{ member_id: 'don:devu/1', role: 'viewer' }],
  },
  {
    name: 'the name of a link type',
    target: 'custom_link.link_type_id',
    field: oneOf('10'),
    mapping: by('make_custom_links', 'source', { reverse_stock_types: {} }),
    value: '10',
    expected: '10',
  },
  {
    name: 'a struct',
    target: 'opportunity.value',
    field: text,
    mapping: by('make_struct', undefined, {
      field_mappings: {
        amount: by('use_directly', 'source'),
        currency: by('use_directly', 'other', {}, { type: 'text', value: 'EUR' }),
      },
    }),
    value: '12.50',
    expected: { amount: '12.50', currency: 'EUR' },
  },
  {
    name: 'the first alternative with a value',
    target: 'ticket.title',
    field: text,
    mapping: by('use_first_non_null', undefined, {
      alternatives: [
        { field_mapping: by('use_directly', 'other'), is_default_in_reverse: false },
        { field_mapping: by('use_directly', 'source'), is_default_in_reverse: true },
      ],
    }),
    value: 'Second',
    expected: 'Second',
  },
  {
    name: 'a typed reference of an allowed type',
    target: 'ticket.reported_by_ids',
    field: list(typedReference('#record:users', '#record:contacts')),
    mapping: by('filter_typed_reference', 'source', { allowed_types: ['revu'], is_collection: true }),
    value: [
      { ref_type: 'users', id: 'u1' },
      { ref_type: 'contacts', id: 'c1' },
    ],
    expected: ['don:revu/1'],
  },
  {
    name: 'a constant in jq',
    target: 'comment.parent_object_type',
    field: text,
    mapping: by('use_raw_jq', 'source', { forward_jq: '"work"' }),
    value: 'x',
    expected: 'work',
  },
  {
    name: 'a member in jq',
    target: 'ticket.title',
    field: text,
    mapping: by('use_raw_jq', undefined, { forward_jq: '.source' }),
    value: 'Titled',
    expected: 'Titled',
  },
  {
    name: 'privileges as they are',
    target: 'unified_authorization_policy.object_access',
    field: list({ type: 'record_type_privilege', type_keys: ['#record:things'] }),
    mapping: by('make_object_access', 'source'),
    value: [{ record_types: ['things'], privileges: ['read'] }],
    expected: [{ record_types: ['things'], privileges: ['read'] }],
  },
];

const otherTypes = {
  users: { fields: {}, category: 'people' },
  contacts: { fields: {}, category: 'people' },
  labels: { fields: {} },
};

function mapOne({ target, field, mapping, value }: Omit<Case, 'name' | 'expected'>, type: JsonObject = {}) {
  const [leafType = '', name = ''] = target.split('.');
  const fields = { source: field, other: text };
  const namesOfLinks = {
    link_naming_data: {
      link_type_field: 'source',
      link_direction_names: { '10': { forward_name: 'Blocks', backward_name: 'Is blocked by' } },
    },
  };
  return mapField(
    { leafType, field: name },
    fields,
    mapping,
    { source: value },
    {
      ...people,
      type: { ...namesOfLinks, ...type },
      otherTypes,
    },
  );
}

describe('a field becomes', () => {
  test.each(cases)('$name ($target)', (each) => {
    const { value, problem, problems } = mapOne(each);
    expect(problem === 'required_field_missing' ? undefined : problem).toBeUndefined();
    expect(value).toEqual(each.expected);
    expect(problems).toEqual([]);
  });
});

describe('a stage', () => {
  const stage = (value: unknown, made: JsonObject = {}) =>
    mapOne(
      {
        target: 'issue.stage',
        field: oneOf('one', 'two', 'three'),
        mapping: by('make_custom_stages', 'source', { stages: made }),
        value,
      },
      stages,
    ).record;

  test.each([
    ['one', 'Name of one', 'To do', 1, false],
    ['two', 'Name of two', 'Done', 2, true],
    ['three', 'Name of three', null, 3, null],
  ])(
    '%s comes from the stage diagram of the run when the mapping names none',
    (key, name, state, ordinal, isFinal) => {
      expect(stage(key).fields).toMatchObject({
        stage: name,
        stage_key: key,
        stage_state: state,
        stage_ordinal: ordinal,
        stage_is_final: isFinal,
      });
    },
  );

  test('comes from the mapping when that names some', () => {
    const made = { two: { stage_name: 'Finished', ordinal: 9, is_deprecated: false, transition_to: [] } };
    expect(stage('two', made).fields).toMatchObject({
      stage: 'Finished',
      stage_ordinal: 9,
      stage_state: 'Done',
    });
    expect(stage('one', made).problems).toContainEqual(
      expect.objectContaining({ field: 'stage', reason: 'enum_value_not_mapped' }),
    );
  });
});

test('a link carries the names of both directions', () => {
  const { record } = mapOne({
    target: 'custom_link.link_type_id',
    field: oneOf('10'),
    mapping: by('make_custom_links', 'source', { reverse_stock_types: {} }),
    value: '10',
  });
  expect(record.fields).toEqual({
    link_type_id: '10',
    link_type: 'Name of 10',
    forward_name: 'Blocks',
    backward_name: 'Is blocked by',
  });
});

describe('a record is staged when', () => {
  test.each<[string, Omit<Case, 'name' | 'expected'>, string]>([
    [
      'a required field is empty',
      { target: 'ticket.title', field: text, mapping: by('use_directly', 'source'), value: null },
      'required_field_missing',
    ],
    [
      'a required list is empty',
      {
        target: 'ticket.owned_by_ids',
        field: list(reference('#record:users')),
        mapping: by('use_directly', 'source'),
        value: [],
      },
      'required_field_missing',
    ],
    [
      'a required reference leads nowhere',
      {
        target: 'comment.parent_object_id',
        field: reference('#record:things'),
        mapping: by('use_directly', 'source'),
        value: 't1',
      },
      'required_reference_unresolved',
    ],
    [
      'an object of a wrong type is referred to',
      {
        target: 'issue.created_by_id',
        field: reference('#record:labels'),
        mapping: by('use_directly', 'source'),
        value: 'l1',
      },
      'reference_to_wrong_type',
    ],
    [
      'an enum value has no counterpart',
      {
        target: 'issue.priority',
        field: oneOf('odd'),
        mapping: by('map_enum', 'source', { forward: toPriority }),
        value: 'odd',
      },
      'enum_value_not_mapped',
    ],
    [
      'the counterpart does not exist in DevRev',
      {
        target: 'issue.priority',
        field: oneOf('high'),
        mapping: by('map_enum', 'source', { forward: { high: { value: 'P9' } } }),
        value: 'high',
      },
      'value_not_in_devrev',
    ],
    [
      'a role has no counterpart',
      {
        target: 'article.shared_with',
        field: {
          ...list({ type: 'permission' }),
          permission: { member_id: { refers_to: { '#record:users': {} } } },
        },
        mapping: by('map_roles', 'source', { forward: {} }),
        value: [{ member_id: 'u1', role: 'owns' }],
      },
      'role_not_mapped',
    ],
    [
      'a text meets rich text',
      { target: 'ticket.body', field: text, mapping: by('use_directly', 'source'), value: 'plain' },
      'wrong_type',
    ],
    [
      'rich text meets a text',
      { target: 'ticket.title', field: richText, mapping: by('use_directly', 'source'), value: ['rich'] },
      'wrong_type',
    ],
    [
      'a text meets a reference',
      { target: 'issue.created_by_id', field: text, mapping: by('use_directly', 'source'), value: 'u1' },
      'wrong_type',
    ],
    [
      'a number is no whole one',
      {
        target: 'article.num_upvotes',
        field: { type: 'float' },
        mapping: by('use_directly', 'source'),
        value: 1.5,
      },
      'wrong_type',
    ],
    [
      'a day does not exist',
      {
        target: 'issue.target_close_date',
        field: { type: 'date' },
        mapping: by('use_directly', 'source'),
        value: '2024-13-01',
      },
      'wrong_type',
    ],
    [
      'a single value meets a list',
      {
        target: 'ticket.tags',
        field: reference('#record:labels'),
        mapping: by('use_directly', 'source'),
        value: 'l1',
      },
      'wrong_type',
    ],
    [
      'a mention has no id',
      {
        target: 'ticket.body',
        field: richText,
        mapping: by('use_rich_text', 'source'),
        value: [{ ref_type: 'users' }],
      },
      'wrong_type',
    ],
    [
      'a struct lacks what it requires',
      {
        target: 'opportunity.value',
        field: text,
        mapping: by('make_struct', undefined, {
          field_mappings: { amount: by('use_directly', 'source'), currency: by('use_directly', 'other') },
        }),
        value: '1',
      },
      'required_field_missing',
    ],
  ])('%s', (_, each, reason) => {
    const { problem, value } = mapOne(each);
    expect(value).toBeNull();
    expect(problem).toBe(reason);
  });

  test('a fallback does not hide a value of a wrong type', () => {
    const mapping = by('use_directly', 'source', {}, { type: 'text', value: 'Untitled' });
    expect(mapOne({ target: 'ticket.title', field: text, mapping, value: 5 }).problem).toBe('wrong_type');
  });
});

test('what cannot be evaluated is named and stages nothing', () => {
  const { plan, notEvaluated } = planOf(
    'ticket',
    { source: text },
    {
      title: by('use_raw_jq', 'source', { forward_jq: '.source | ascii_upcase' }),
    },
  );
  const { problems } = mapRecord(plan, { source: 'a' }, held());
  expect(problems.map(({ field }) => field)).not.toContain('title');
  expect(notEvaluated).toEqual(['ticket.title from things: use_raw_jq ".source | ascii_upcase"']);
});

test('references that lead nowhere are noted with what they lead to', () => {
  const { record } = mapOne({
    target: 'ticket.owned_by_ids',
    field: list(reference('#record:users', '#record:contacts')),
    mapping: by('use_directly', 'source'),
    value: ['u1', 'gone'],
  });
  expect(record.fields.owned_by_ids).toEqual(['don:devu/1']);
  expect(record.open).toEqual([{ field: 'source', value: 'gone', targets: 'users, contacts' }]);
});

describe('what nothing maps becomes a custom field', () => {
  test('with references and mentions resolved, enum values by name and days as times', () => {
    const fields = {
      title: text,
      reviewer: reference('#record:users'),
      labels: list(reference('#record:labels')),
      risk: oneOf('r1'),
      notes: richText,
      start: { type: 'date' },
      count: { type: 'int' },
      absent: text,
      hidden: { type: 'text', is_write_only: true },
      place: { type: 'struct', struct: { key: 'place' } },
    };
    const { plan, problems } = planOf(
      'ticket',
      fields,
      { title: by('use_directly', 'title') },
      { otherTypes },
    );
    const { customFields } = mapRecord(
      plan,
      {
        title: 'T',
        reviewer: 'u1',
        labels: ['l1', 'gone'],
        risk: 'r1',
        notes: ['by ', { ref_type: 'users', id: 'u1' }],
        start: '2024-01-02',
        count: 4,
        absent: null,
        hidden: 'x',
        place: { city: 'Graz' },
      },
      held(people),
    );
    expect(customFields).toEqual({
      reviewer: 'don:devu/1',
      labels: ['don:tag/1'],
      risk: 'Name of r1',
      notes: 'by don:devu/1',
      start: '2024-01-02T00:00:00.000Z',
      count: 4,
    });
    expect(problems).toContain('things.place is a struct, which no custom field can hold; nothing maps it.');
  });

  test('beside those the mapping constructs', () => {
    const constructed = { ext_object_type: by('use_raw_jq', 'kind', { forward_jq: '"thing"' }) };
    const { plan } = planOf('ticket', { kind: text, note: text }, {}, { constructed });
    expect(mapRecord(plan, { kind: 'k', note: 'n' }, held()).customFields).toEqual({
      ext_object_type: 'thing',
      note: 'n',
    });
  });
});
