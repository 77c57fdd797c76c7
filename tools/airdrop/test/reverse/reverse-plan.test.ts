import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/platform/json-shape.js';
import type { KnownObjects } from '../../src/reverse/inverse-values.js';
import { compileReversePlan, itemData } from '../../src/reverse/reverse-plan.js';
import { by, list, oneOf, reference, richText, text, to, typedReference } from '../devrev/mapped-records.js';

const ann = 'don:identity:dvrv-us-1:devo/local:devu/1';
const bug = 'don:core:dvrv-us-1:devo/local:issue/7';
const stranger = 'don:identity:dvrv-us-1:devo/local:devu/9';
const photo = 'don:core:dvrv-us-1:devo/local:artifact/3';

const known: KnownObjects = {
  recordsOf: (don) =>
    don === ann
      ? [{ itemType: 'users', externalId: 'u1' }]
      : don === bug
        ? [{ itemType: 'bugs', externalId: 'b7' }]
        : [],
  nameOf: (don) => ({ [ann]: 'Ann', [photo]: 'fire.png' })[don],
};

const back = (method: string, field?: string, details?: JsonObject) => ({
  ...by(method, field, details),
  reverse: true,
});

/** A plan of one record type, with what the mapping says of it. */
function planOf(fields: JsonObject, stockFields: JsonObject, { isLoadable = true, reverse = true } = {}) {
  const mapping = to('issue', stockFields);
  const [possible] = mapping.possible_record_type_mappings as JsonObject[];
  if (possible) possible.reverse = reverse;
  const metadata = {
    record_types: {
      users: { name: 'User', fields: { name: text } },
      bugs: { name: 'Bug', is_loadable: isLoadable, fields },
    },
  };
  return compileReversePlan(metadata, { record_type_mappings: { bugs: mapping } });
}

/** What an object becomes. */
function dataOf(
  fields: JsonObject,
  stockFields: JsonObject,
  object: JsonObject,
  customFields: JsonObject = {},
) {
  const type = planOf(fields, stockFields).types.get('bugs');
  if (type === undefined) throw new Error('Bugs do not go back.');
  return itemData(type, { fields: object, customFields }, known);
}

describe('what goes back', () => {
  const fields = { summary: text };
  const stock = { title: back('use_directly', 'summary') };

  test('is what the mapping sends, a loader can take and DevRev hands out', () => {
    expect([...planOf(fields, stock).types.keys()]).toEqual(['bugs']);
    expect(planOf(fields, stock, { isLoadable: false }).types.size).toBe(0);
    expect(planOf(fields, stock, { reverse: false }).types.size).toBe(0);
  });

  test('leaves out fields that are computed, or only go forward', () => {
    const readOnly = { summary: { ...text, is_read_only: true }, name: text };
    expect(
      dataOf(readOnly, { ...stock, body: by('use_rich_text', 'name') }, { title: 'A', body: 'B' }).data,
    ).toEqual({});
  });

  test('has null where the object has nothing', () => {
    expect(dataOf(fields, stock, {}).data).toEqual({ summary: null });
  });
});

describe('values on their way back', () => {
  test('references name the record, or the object nobody knows outside', () => {
    const fields = { owner: reference('#record:users'), owners: list(reference('#record:users')) };
    const stock = {
      owned_by_ids: back('use_as_array_value', 'owner'),
      reported_by_ids: back('use_directly', 'owners'),
    };
    expect(
      dataOf(fields, stock, { owned_by_ids: [ann, stranger], reported_by_ids: [ann, stranger] }).data,
    ).toEqual({
      owner: { external: 'u1' },
      owners: [{ external: 'u1' }, { devrev: stranger }],
    });
  });

  test('typed references say what they lead to', () => {
    const fields = { parent: typedReference('#record:users', '#record:bugs') };
    expect(
      dataOf(fields, { applies_to_part_id: back('use_directly', 'parent') }, { applies_to_part_id: bug })
        .data,
    ).toEqual({
      parent: { external: 'b7', ref_type: 'bugs' },
    });
  });

  test('rich text is cut at what it mentions', () => {
    const stock = { body: back('use_rich_text', 'text') };
    const body = `See ${bug}, ${ann} and ${photo}.`;
    expect(dataOf({ text: richText }, stock, { body }).data).toEqual({
      text: {
        type: 'rich_text',
        content: [
          'See ',
          { id: bug, ref_type: 'bugs', fallback_record_name: bug },
          ', ',
          { id: ann, ref_type: 'users', fallback_record_name: 'Ann' },
          ' and ',
          { id: photo, ref_type: 'artifact', fallback_record_name: 'fire.png' },
          '.',
        ],
      },
    });
  });

  test('enum values take their counterpart; one without is named', () => {
    const stock = {
      priority: back('map_enum', 'urgency', { forward: {}, reverse: { P0: { value: 'hot' } } }),
    };
    const fields = { urgency: oneOf('hot', 'cold') };
    expect(dataOf(fields, stock, { priority: 'P0' })).toEqual({ data: { urgency: 'hot' }, lost: [] });
    expect(dataOf(fields, stock, { priority: 'P3' })).toEqual({
      data: {},
      lost: [{ field: 'urgency', value: 'P3' }],
    });
  });

  test('a custom stage is known by its name', () => {
    const stock = {
      stage: back('make_custom_stages', 'status', { stages: { s1: { stage_name: 'Doing' } } }),
    };
    const fields = { status: oneOf('s1', 's2') };
    expect(dataOf(fields, stock, { stage: 'Doing' }).data).toEqual({ status: 's1' });
    expect(dataOf(fields, stock, { stage: 'Name of s2' }).data).toEqual({ status: 's2' });
    expect(dataOf(fields, stock, { stage: 'Never heard of' }).lost).toHaveLength(1);
  });

  test('of several alternatives the one for the way back is taken', () => {
    const stock = {
      title: {
        ...back('use_first_non_null'),
        transformation_method_for_set: {
          transformation_method: 'use_first_non_null',
          alternatives: [
            { field_mapping: back('use_directly', 'nickname'), is_default_in_reverse: false },
            { field_mapping: back('use_directly', 'name'), is_default_in_reverse: true },
          ],
        },
      },
    };
    expect(dataOf({ name: text, nickname: text }, stock, { title: 'A' }).data).toEqual({ name: 'A' });
  });

  test('custom fields go back too, enum values by their name, days as days', () => {
    const fields = {
      risk: oneOf('r1'),
      risks: list(oneOf('r1', 'r2')),
      due: { type: 'date' },
      total: { type: 'int' },
    };
    expect(
      dataOf(
        fields,
        {},
        {},
        {
          risk: 'Name of r1',
          risks: ['Name of r2', 'Name of r1'],
          due: '2026-03-01T00:00:00.000Z',
          total: 3,
        },
      ).data,
    ).toEqual({ risk: 'r1', risks: ['r2', 'r1'], due: '2026-03-01', total: 3 });
  });
});
