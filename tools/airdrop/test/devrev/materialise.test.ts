import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/platform/json-shape.js';
import { type DeliveredWorld, startDeliveredWorld } from './delivered-world.js';
import { by, list, oneOf, reference, richText, standIn, text, to } from './mapped-records.js';

let world: DeliveredWorld;

beforeEach(async () => {
  world = await startDeliveredWorld();
});

afterEach(() => world.end());

const types: JsonObject = {
  users: { name: 'User', fields: { name: text, email: { ...text, is_identifier: true } } },
  cases: {
    name: 'Case',
    category: 'work',
    fields: {
      subject: text,
      owner: reference('#record:users'),
      watcher: { type: 'reference', reference: { refers_to: { '#record:users': { by_field: 'email' } } } },
      parent: reference('#category:work'),
      body: richText,
      level: oneOf('high', 'low', 'odd'),
    },
  },
  notes: {
    name: 'Note',
    fields: { text: richText, author: reference('#record:users'), on: reference('#record:cases') },
  },
  relations: {
    name: 'Relation',
    link_naming_data: {
      link_type_field: 'kind',
      link_direction_names: { blocks: { forward_name: 'Blocks', backward_name: 'Is blocked by' } },
    },
    fields: { kind: oneOf('blocks'), from: reference('#category:work'), into: reference('#category:work') },
  },
  assets: { name: 'Asset', fields: { label: text, user: reference('#record:users'), sizes: list(text) } },
};

const mapping: JsonObject = {
  record_type_mappings: {
    users: to('devu', { display_name: by('use_directly', 'name'), email: by('use_directly', 'email') }),
    notes: to('comment', {
      body: by('use_rich_text', 'text'),
      created_by_id: by('use_directly', 'author'),
      modified_by_id: by('use_directly', 'author'),
      parent_object_id: by('use_directly', 'on'),
    }),
    relations: to('custom_link', {
      link_type_id: by('make_custom_links', 'kind', { reverse_stock_types: {} }),
      source_id: by('use_directly', 'from'),
      target_id: by('use_directly', 'into'),
    }),
    assets: {
      default_mapping: { object_category: 'fresh_custom', object_type: '' },
      mapping_as_custom_object: {
        forward: true,
        reverse: false,
        shard: {
          mode: 'create_shard',
          devrev_leaf_type: { object_category: 'fresh_custom', object_type: '' },
          stock_field_mappings: { title: by('use_directly', 'label') },
          constructed_custom_fields: {},
        },
      },
    },
  },
  record_type_category_mappings: {
    work: to('ticket', {
      title: by('use_directly', 'subject'),
      owned_by_ids: by('use_as_array_value', 'owner'),
      reported_by_ids: by('use_as_array_value', 'watcher'),
      applies_to_part_id: standIn('product'),
      body: by('use_rich_text', 'body'),
      severity: by('map_enum', 'level', { forward: { high: { value: 'high' }, low: { value: 'low' } } }),
      stage: by('use_fixed_value', undefined, { value: 'enum_value', enum: 'queued' }),
    }),
  },
};

const ann = { id: 'u1', day: 1, data: { name: 'Ann', email: 'Ann@example.com' } };
const caseOf = (id: string, day: number, data: JsonObject = {}) => ({
  id,
  day,
  data: { subject: `Case ${id}`, owner: 'u1', level: 'low', ...data },
});
const don = (leafType: string, number: number) =>
  `don:${leafType === 'devu' ? 'identity' : 'core'}:dvrv-us-1:devo/local:${leafType}/${number}`;

async function run(number: number, records: Parameters<DeliveredWorld['deliver']>[1], pageRecords?: number) {
  await world.describe(number, types);
  await world.deliver(number, records);
  return world.materialise(number, mapping, pageRecords);
}

const objectsOf = (figures: Awaited<ReturnType<typeof run>>, leafType: string) =>
  figures.objects.find((object) => object.leafType === leafType);

describe('an object', () => {
  test('has the values of its record, ids by date of creation and names for what stands in', async () => {
    const figures = await run(1, {
      cases: [caseOf('c1', 5, { parent: 'c2' }), caseOf('c2', 2)],
      users: [ann],
    });
    expect(
      await world.rows(
        'SELECT id, display_id, title, owned_by_ids, applies_to_part_id, severity, stage, subtype, custom_fields, external_id, created_date FROM devrev_ticket ORDER BY id',
      ),
    ).toEqual([
      expect.objectContaining({ display_id: 'TKT-1', external_id: 'c2', custom_fields: '{}' }),
      {
        id: don('ticket', 2),
        display_id: 'TKT-2',
        title: 'Case c1',
        owned_by_ids: [don('devu', 1)],
        applies_to_part_id: don('product', 1),
        severity: 'low',
        stage: 'queued',
        subtype: 'Case',
        custom_fields: JSON.stringify({ parent: don('ticket', 1) }),
        external_id: 'c1',
        created_date: '2024-01-05 00:00:00',
      },
    ]);
    expect(await world.rows('SELECT display_id, name, is_stand_in FROM devrev_product')).toEqual([
      { display_id: 'PROD-1', name: 'Default product', is_stand_in: true },
    ]);
    expect(figures).toMatchObject({ staged: [], openReferences: [], mappingProblems: [], notEvaluated: [] });
    expect(figures.customFields).toContainEqual({ itemType: 'cases', leafType: 'ticket', fields: 1 });
  });

  test('is found again in later runs and counted by what happened to it', async () => {
    await run(1, { users: [ann], cases: [caseOf('c1', 1), caseOf('c2', 2)] });
    const again = await run(2, {
      cases: [caseOf('c1', 1), caseOf('c2', 2, { level: 'high' }), caseOf('c0', 1)],
    });
    expect(objectsOf(again, 'ticket')).toEqual({
      leafType: 'ticket',
      created: 1,
      updated: 1,
      unchanged: 1,
      total: 3,
    });
    expect(objectsOf(again, 'devu')).toMatchObject({ created: 0, updated: 0, unchanged: 0, total: 1 });
    expect(
      await world.rows(
        'SELECT display_id, external_id, severity, created_run, updated_run FROM devrev_ticket ORDER BY display_id',
      ),
    ).toEqual([
      { display_id: 'TKT-1', external_id: 'c1', severity: 'low', created_run: 1, updated_run: null },
      { display_id: 'TKT-2', external_id: 'c2', severity: 'high', created_run: 1, updated_run: 2 },
      { display_id: 'TKT-3', external_id: 'c0', severity: 'low', created_run: 2, updated_run: null },
    ]);
  });

  test('that is delivered twice in a run is what the last delivery says', async () => {
    const figures = await run(1, {
      users: [ann],
      cases: [caseOf('c1', 1), caseOf('c1', 1, { subject: 'Last' })],
    });
    expect(objectsOf(figures, 'ticket')).toMatchObject({ created: 1, total: 1 });
    expect(await world.rows('SELECT title FROM devrev_ticket')).toEqual([{ title: 'Last' }]);
  });

  test.each([1, 2, 1000])('does not depend on pages of %i records', async (pageRecords) => {
    const cases = Array.from({ length: 7 }, (_, index) =>
      caseOf(`c${index}`, 1, { parent: `c${(index + 3) % 7}` }),
    );
    const figures = await run(1, { notes: [note('n1', 'c6')], cases, users: [ann] }, pageRecords);
    expect(figures).toMatchObject({ staged: [], openReferences: [] });
    const parents = await world.rows(
      `SELECT external_id, custom_fields->>'$.parent' AS parent FROM devrev_ticket ORDER BY external_id`,
    );
    expect(parents.map(({ parent }) => parent)).toEqual(
      cases.map((_, index) => don('ticket', ((index + 3) % 7) + 1)),
    );
  });

  test('starts anew when its type is mapped to another leaf type', async () => {
    await run(1, { users: [ann], cases: [caseOf('c1', 1)] });
    const other = {
      record_type_mappings: {
        ...(mapping.record_type_mappings as JsonObject),
        cases: to('task', {
          title: by('use_directly', 'subject'),
          owned_by_ids: by('use_as_array_value', 'owner'),
          stage: by('use_fixed_value', undefined, { value: 'enum_value', enum: 'open' }),
        }),
      },
    };
    const figures = await world.materialise(2, other);
    expect(objectsOf(figures, 'task')).toMatchObject({ created: 1, total: 1 });
    expect(objectsOf(figures, 'ticket')).toBeUndefined();
  });
});

const note = (id: string, on: string, data: JsonObject = {}) => ({
  id,
  day: 3,
  data: { text: ['Hello'], author: 'u1', on, ...data },
});

describe('a staged record', () => {
  test('becomes an object in the run that brings what it referred to, and so does what waited for it', async () => {
    const first = await run(1, { notes: [note('n1', 'c1')], cases: [caseOf('c1', 1)] });
    expect(first.staged).toEqual([
      expect.objectContaining({ leafType: 'comment', field: 'created_by_id', count: 1 }),
      expect.objectContaining({ leafType: 'comment', field: 'modified_by_id', count: 1 }),
      {
        itemTypes: ['notes'],
        leafType: 'comment',
        reason: 'required_reference_unresolved',
        field: 'parent_object_id',
        count: 1,
        example: 'n1',
        detail: 'on leads to cases "c1", which is not in DevRev.',
      },
      expect.objectContaining({ leafType: 'ticket', field: 'owned_by_ids', count: 1 }),
    ]);
    const second = await run(2, { users: [ann] });
    expect(second).toMatchObject({ staged: [], openReferences: [] });
    expect(objectsOf(second, 'ticket')).toMatchObject({ created: 1 });
    expect(objectsOf(second, 'comment')).toMatchObject({ created: 1 });
    expect(await world.rows('SELECT parent_object_id, created_by_id FROM devrev_comment')).toEqual([
      { parent_object_id: don('ticket', 1), created_by_id: don('devu', 1) },
    ]);
  });

  test('leaves the object as it was when it is an update', async () => {
    await run(1, { users: [ann], cases: [caseOf('c1', 1)] });
    const figures = await run(2, { cases: [caseOf('c1', 1, { subject: 'New', level: 'odd' })] });
    expect(figures.staged).toMatchObject([
      {
        reason: 'enum_value_not_mapped',
        field: 'severity',
        detail: 'level "odd" (Name of odd) has no counterpart in the mapping.',
      },
    ]);
    expect(await world.rows('SELECT title, severity FROM devrev_ticket')).toEqual([
      { title: 'Case c1', severity: 'low' },
    ]);
  });

  test('is tried again when the mapping changes', async () => {
    await run(1, { users: [ann], cases: [caseOf('c1', 1, { level: 'odd' })] });
    const better = structuredClone(mapping);
    better.record_type_mappings = {
      ...(better.record_type_mappings as JsonObject),
      cases: to('ticket', {
        title: by('use_directly', 'subject'),
        owned_by_ids: by('use_as_array_value', 'owner'),
        applies_to_part_id: standIn('product'),
        severity: by('map_enum', 'level', { forward: { odd: { value: 'blocker' } } }),
        stage: by('use_fixed_value', undefined, { value: 'enum_value', enum: 'queued' }),
      }),
    };
    expect((await world.materialise(2, better)).staged).toEqual([]);
    expect(await world.rows('SELECT severity FROM devrev_ticket')).toEqual([{ severity: 'blocker' }]);
  });

  test('of a type without mapping says so', async () => {
    const figures = await run(1, { surprises: [{ id: 's1', data: {} }] });
    expect(figures.staged).toEqual([
      {
        itemTypes: ['surprises'],
        leafType: null,
        reason: 'type_not_mapped',
        field: null,
        count: 1,
        example: 's1',
        detail: 'The mapping does not say what surprises become.',
      },
    ]);
    await world.materialise(2, mapping);
    expect(await world.rows('SELECT external_id FROM devrev_staged')).toEqual([{ external_id: 's1' }]);
  });

  test('keeps its reason when nothing it waits for comes', async () => {
    await run(1, { cases: [caseOf('c1', 1)] });
    const figures = await run(2, { users: [{ id: 'u2', data: { name: 'Bo' } }] });
    expect(figures.staged).toMatchObject([
      { reason: 'required_reference_unresolved', field: 'owned_by_ids', count: 1 },
    ]);
  });
});

describe('a reference', () => {
  test('by e-mail address leads to the user with it, also when that one comes later', async () => {
    const first = await run(1, { users: [ann], cases: [caseOf('c1', 1, { watcher: 'bo@example.com' })] });
    expect(first.openReferences).toEqual([
      { itemType: 'cases', field: 'watcher', targets: 'users', count: 1 },
    ]);
    const second = await run(2, {
      users: [{ id: 'u2', day: 2, data: { name: 'Bo', email: 'bo@example.com' } }],
    });
    expect(second.openReferences).toEqual([]);
    expect(objectsOf(second, 'ticket')).toMatchObject({ created: 0, updated: 1 });
    expect(await world.rows('SELECT reported_by_ids FROM devrev_ticket')).toEqual([
      { reported_by_ids: [don('devu', 2)] },
    ]);
  });

  test('to a staged record leads nowhere', async () => {
    const figures = await run(1, {
      users: [ann],
      cases: [caseOf('c1', 1, { subject: null }), caseOf('c2', 2, { parent: 'c1' })],
    });
    expect(figures.openReferences).toEqual([
      { itemType: 'cases', field: 'parent', targets: 'work', count: 1 },
    ]);
    expect(await world.rows('SELECT external_id, custom_fields FROM devrev_ticket')).toEqual([
      { external_id: 'c2', custom_fields: '{}' },
    ]);
  });

  test('in a circle is resolved', async () => {
    const figures = await run(1, {
      users: [ann],
      cases: [caseOf('c1', 1, { parent: 'c2' }), caseOf('c2', 2, { parent: 'c1' })],
    });
    expect(figures).toMatchObject({ staged: [], openReferences: [] });
    expect(objectsOf(figures, 'ticket')).toMatchObject({ created: 2, updated: 0 });
    expect(await world.rows('SELECT DISTINCT updated_run FROM devrev_ticket')).toEqual([
      { updated_run: null },
    ]);
  });
});

describe('people', () => {
  test('with the same e-mail address are one, whoever refers to them', async () => {
    const figures = await run(1, {
      users: [ann, { id: 'u2', day: 2, data: { name: 'Ann again', email: ' ann@EXAMPLE.com' } }],
      cases: [caseOf('c1', 1), caseOf('c2', 2, { owner: 'u2' })],
    });
    expect(objectsOf(figures, 'devu')).toMatchObject({ created: 1, total: 1 });
    expect(await world.rows('SELECT display_name, external_ids, is_placeholder FROM devrev_devu')).toEqual([
      { display_name: 'Ann', external_ids: ['u1', 'u2'], is_placeholder: false },
    ]);
    expect(await world.rows('SELECT DISTINCT owned_by_ids FROM devrev_ticket')).toEqual([
      { owned_by_ids: [don('devu', 1)] },
    ]);
  });

  test('met in later runs join the one who is there', async () => {
    await run(1, { users: [ann] });
    const namesake = { id: 'u2', day: 2, data: { name: 'Ann again', email: 'ann@example.com' } };
    const second = await run(2, { users: [namesake] });
    expect(objectsOf(second, 'devu')).toMatchObject({ created: 0, updated: 0, total: 1 });
    const third = await run(3, { users: [{ ...namesake, data: { ...namesake.data, name: 'Renamed' } }] });
    expect(objectsOf(third, 'devu')).toMatchObject({ updated: 0, total: 1 });
    expect(await world.rows('SELECT display_name FROM devrev_devu')).toEqual([{ display_name: 'Ann' }]);
  });

  test('without e-mail address are placeholders, each of their own', async () => {
    await run(1, {
      users: [
        { id: 'u1', data: { name: 'Same' } },
        { id: 'u2', data: { name: 'Same', email: '' } },
      ],
    });
    expect(
      await world.rows('SELECT display_id, is_placeholder FROM devrev_devu ORDER BY display_id'),
    ).toEqual([
      { display_id: 'DEVU-1', is_placeholder: true },
      { display_id: 'DEVU-2', is_placeholder: true },
    ]);
  });
});

describe('files', () => {
  const attachment = (id: string, parentId: string) => ({
    id,
    data: { id, parent_id: parentId, file_name: `${id}.png`, content_type: 'image/png' },
  });

  test('hang on the object of their parent and stand in its text', async () => {
    await run(1, {
      users: [ann],
      cases: [
        caseOf('c1', 1, {
          body: ['See ![](', { ref_type: 'artifact', id: 'f1', fallback_record_name: 'f1.png' }, ')'],
        }),
      ],
      attachments: [attachment('f1', 'c1')],
    });
    expect(await world.rows('SELECT body, artifacts FROM devrev_ticket')).toEqual([
      { body: 'See ![](f1.png)', artifacts: [] },
    ]);
    await world.upload(2, { id: 'f1', parentId: 'c1', artifactId: 'don:core:x:artifact/4' });
    const figures = await run(2, {});
    expect(figures).toMatchObject({ staged: [], openReferences: [] });
    expect(await world.rows('SELECT body, artifacts FROM devrev_ticket')).toEqual([
      { body: 'See ![](don:core:x:artifact/4)', artifacts: ['don:core:x:artifact/4'] },
    ]);
    expect(await world.rows('SELECT parent_id, file_name, bytes FROM devrev_artifacts')).toEqual([
      { parent_id: don('ticket', 1), file_name: 'f1.png', bytes: 7 },
    ]);
  });

  test('without a parent in DevRev, or never uploaded, are staged', async () => {
    await world.upload(1, { id: 'f1', parentId: 'gone', artifactId: 'don:core:x:artifact/4' });
    const figures = await run(1, { attachments: [attachment('f1', 'gone'), attachment('f2', 'gone')] });
    expect(figures.staged.map(({ reason, example }) => [reason, example])).toEqual([
      ['file_not_delivered', 'f2'],
      ['parent_not_imported', 'f1'],
    ]);
  });
});

test('a link between objects carries its names', async () => {
  await run(1, {
    users: [ann],
    cases: [caseOf('c1', 1), caseOf('c2', 2)],
    relations: [{ id: 'r1', data: { kind: 'blocks', from: 'c1', into: 'c2' } }],
  });
  expect(
    await world.rows(
      'SELECT link_type, forward_name, backward_name, source_id, target_id FROM devrev_custom_link',
    ),
  ).toEqual([
    {
      link_type: 'Name of blocks',
      forward_name: 'Blocks',
      backward_name: 'Is blocked by',
      source_id: don('ticket', 1),
      target_id: don('ticket', 2),
    },
  ]);
});

test('a record mapped to a custom object keeps its other fields as custom ones', async () => {
  await run(1, {
    users: [ann],
    assets: [{ id: 'a1', data: { label: 'Laptop', user: 'u1', sizes: ['13', '15'] } }],
  });
  expect(await world.rows('SELECT id, title, subtype, custom_fields FROM devrev_new_custom_object')).toEqual([
    {
      id: don('custom_object', 1),
      title: 'Laptop',
      subtype: 'Asset',
      custom_fields: JSON.stringify({ sizes: ['13', '15'], user: don('devu', 1) }),
    },
  ]);
});

test('a page that could not be written is made up for by the next call', async () => {
  await world.describe(1, types);
  await world.deliver(1, { users: [ann], cases: [caseOf('c1', 1), caseOf('c2', 2)] });
  const { append } = world.database;
  let pages = 0;
  world.database.append = (table, rows) => {
    if (table === 'devrev_staged') pages += 1;
    return pages === 2 ? Promise.reject(new Error('The disk is full.')) : append(table, rows);
  };
  await expect(world.materialise(1, mapping, 1)).rejects.toThrow('The disk is full.');
  world.database.append = append;
  expect(await world.rows('SELECT leaf_type FROM devrev_objects ORDER BY leaf_type')).toEqual([
    { leaf_type: 'devu' },
    { leaf_type: 'product' },
  ]);
  expect(objectsOf(await world.materialise(1, mapping, 1), 'ticket')).toMatchObject({ created: 2, total: 2 });
});
