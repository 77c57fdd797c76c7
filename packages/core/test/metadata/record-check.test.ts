import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/metadata/field.js';
import {
  bool,
  date,
  dynamicEnum,
  enumOf,
  float,
  int,
  reference,
  richText,
  text,
  timestamp,
  typedReference,
} from '../../src/metadata/field-types.js';
import { buildMetadata } from '../../src/metadata/metadata-document.js';
import { createRecordChecks } from '../../src/metadata/record-check.js';
import { recordType, recordTypeFamily } from '../../src/metadata/record-type.js';

const users = recordType('users', 'User', { name: text('Name') });
const shapes = recordTypeFamily('shapes', 'Shape', 'shape_', { name: text('Name') });

function problemsOf(field: Field, value: unknown) {
  const type = recordType('boxes', 'Box', { field, needed: text('Needed') });
  const metadata = buildMetadata([type, users, shapes.member('1', 'Round', {})], [shapes]);
  return createRecordChecks(metadata).get('boxes')?.problemsOf({ field: value, needed: 'x' });
}

const both = typedReference('Who', [users, shapes]);
const cases: [string, Field, unknown[], unknown[]][] = [
  [
    'text',
    text('T'),
    ['', 'a', '😀', '\u2028'],
    [1, true, {}, ['a'], 'half \ud83d', '\udc00 half', 'nul \0'],
  ],
  [
    'rich text',
    richText('T'),
    [[], ['a'], ['a', { id: '1', ref_type: 'users' }]],
    [
      'a',
      {},
      [1],
      [{ id: '1' }],
      ['\ud800'],
      [{ id: '1', ref_type: 'users', more: 1 }],
      [{ id: '', ref_type: 'users' }],
    ],
  ],
  ['bool', bool('T'), [true, false], ['true', 0]],
  [
    'int',
    int('T'),
    [0, -5, Number.MAX_SAFE_INTEGER],
    [1.5, Number.NaN, '1', 2 ** 53, Number.POSITIVE_INFINITY],
  ],
  ['float', float('T'), [0, 1.5, -2e300], [Number.NaN, Number.NEGATIVE_INFINITY, '1']],
  [
    'date',
    date('T'),
    ['2026-01-01', '2024-02-29'],
    ['2026-02-29', '2026-1-1', '2026-01-01T00:00:00Z', 20260101],
  ],
  [
    'timestamp',
    timestamp('T'),
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.123+05:30'],
    ['2026-01-01', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00', '2026-01-01T25:00:00Z', 0],
  ],
  ['enum', enumOf('T', { red: 'Red' }), ['red'], ['Red', 'green', '', 1]],
  ['run-time enum', dynamicEnum('T', [{ key: '1', name: 'One', deprecated: true }]), ['1'], ['2', 1]],
  ['reference', reference('T', users), ['u1'], ['', 1, { id: 'u1' }]],
  [
    'typed reference',
    both,
    [
      { ref_type: 'users', id: 'u1' },
      { ref_type: 'shape_1', id: '1', fallback_record_name: 'x' },
    ],
    ['u1', { ref_type: 'shapes', id: '1' }, { ref_type: 'boxes', id: '1' }, { id: 'u1' }],
  ],
  ['list', int('T').list(), [[], [1, 2]], [1, [1, 'a'], [null], [undefined], [[1]]]],
];

describe.each(cases)('%s', (_, field, good, bad) => {
  test.each(good.map((value) => [value]))('takes %j', (value) => {
    expect(problemsOf(field, value)).toEqual([]);
  });

  test.each(bad.map((value) => [value]))(
    'refuses %j: fatal when required, dropped when optional',
    (value) => {
      expect(problemsOf(field, value)).toEqual([
        expect.objectContaining({ field: 'field', code: 'field_invalid', isFatal: true }),
      ]);
      expect(problemsOf(field.optional(), value)).toEqual([
        expect.objectContaining({ code: 'field_invalid', isFatal: false }),
      ]);
    },
  );
});

test('absent and null mean the same: allowed for an optional field, missing for a required one', () => {
  for (const value of [undefined, null]) {
    expect(problemsOf(text('T').optional(), value)).toEqual([]);
    expect(problemsOf(text('T'), value)).toEqual([
      expect.objectContaining({ code: 'field_missing', isFatal: true }),
    ]);
  }
});

test('problems say what is wrong but never the value', () => {
  const [problem] = problemsOf(enumOf('T', { red: 'Red' }), 'canary') ?? [];
  expect(problem?.problem).toBe('is not one of the declared values');
});

describe('the metadata document', () => {
  const stages = {
    controllingField: 'status' as const,
    startingStage: 'open',
    allTransitionsAllowed: false,
    stages: { open: { state: 'todo', transitionsTo: ['done'] }, done: { state: 'finished' } },
    states: {
      todo: { name: 'To do', ordinal: 1 },
      finished: { name: 'Finished', ordinal: 2, isEndState: true },
    },
  };
  const status = enumOf('Status', { open: 'Open', done: 'Done' });

  test('has the names of the wire', () => {
    const boxes = recordType(
      'boxes',
      'Box',
      {
        status,
        owner: reference('Owner', users, { parent: true }).optional(),
        tags: text('Tags').list().readOnly().described('Words'),
      },
      { description: 'A box', stageDiagram: stages },
    );
    expect(
      JSON.parse(JSON.stringify(buildMetadata([boxes, users, shapes.member('1', 'Round', {})], [shapes]))),
    ).toEqual({
      schema_version: 'v0.2.0',
      record_types: {
        boxes: {
          name: 'Box',
          description: 'A box',
          fields: {
            status: {
              type: 'enum',
              name: 'Status',
              is_required: true,
              enum: {
                values: [
                  { key: 'open', name: 'Open' },
                  { key: 'done', name: 'Done' },
                ],
              },
            },
            owner: {
              type: 'reference',
              name: 'Owner',
              reference: { refers_to: { '#record:users': {} }, reference_type: 'parent' },
            },
            tags: {
              type: 'text',
              name: 'Tags',
              is_required: true,
              is_read_only: true,
              collection: {},
              description: 'Words',
            },
          },
          stage_diagram: {
            controlling_field: 'status',
            starting_stage: 'open',
            all_transitions_allowed: false,
            stages: { open: { state: 'todo', transitions_to: ['done'] }, done: { state: 'finished' } },
            states: {
              todo: { name: 'To do', ordinal: 1 },
              finished: { name: 'Finished', ordinal: 2, is_end_state: true },
            },
          },
        },
        users: { name: 'User', fields: { name: { type: 'text', name: 'Name', is_required: true } } },
        shape_1: {
          name: 'Round',
          category: 'shapes',
          fields: { name: { type: 'text', name: 'Name', is_required: true } },
        },
      },
      record_type_categories: { shapes: { name: 'Shape', are_record_type_conversions_possible: true } },
    });
  });

  test('refuses a record type that is declared twice', () => {
    expect(() => buildMetadata([users, users], [])).toThrow(
      expect.objectContaining({
        code: 'metadata_invalid',
        message: expect.stringMatching(/"users" is declared twice/),
      }),
    );
  });
});
