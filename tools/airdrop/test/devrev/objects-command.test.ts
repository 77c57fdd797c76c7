import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCommand } from '../command-line.js';
import { type DeliveredWorld, startDeliveredWorld } from './delivered-world.js';
import { by, reference, richText, standIn, text, to } from './mapped-records.js';

let world: DeliveredWorld;

const fixed = (key: string) => by('use_fixed_value', undefined, { value: 'enum_value', enum: key });

beforeEach(async () => {
  world = await startDeliveredWorld();
});

afterEach(() => world.end());

/** Two people, an issue of the first with a comment of the second, and a staged issue. */
async function deliverSome(): Promise<void> {
  await world.describe(1, {
    users: { name: 'User', fields: { name: text, email: text } },
    bugs: {
      name: 'Bug',
      fields: { summary: text, owner: reference('#record:users'), risk: { ...text, name: 'Risk' } },
    },
    notes: {
      name: 'Note',
      fields: { text: richText, author: reference('#record:users'), on: reference('#record:bugs') },
    },
  });
  await world.deliver(1, {
    users: [
      { id: 'u1', data: { name: 'Ann', email: 'ann@example.com' } },
      { id: 'u2', day: 2, data: { name: 'Bo', email: 'bo@example.com' } },
    ],
    bugs: [
      { id: 'b1', data: { summary: 'It burns', owner: 'u1', risk: 'high' } },
      { id: 'b2', day: 2, data: { summary: 'It leaks', owner: null } },
    ],
    notes: [
      {
        id: 'n1',
        data: { text: ['Ask ', { ref_type: 'users', id: 'u1' }, '.\nSoon.'], author: 'u2', on: 'b1' },
      },
    ],
  });
  await world.upload(1, { id: 'f1', parentId: 'b1', artifactId: 'don:core:dvrv-us-1:devo/local:artifact/3' });
  await world.deliver(1, { attachments: [{ id: 'f1', data: { parent_id: 'b1', file_name: 'fire.png' } }] });
  await world.materialise(1, {
    record_type_mappings: {
      users: to('devu', { display_name: by('use_directly', 'name'), email: by('use_directly', 'email') }),
      bugs: to('issue', {
        title: by('use_directly', 'summary'),
        owned_by_ids: by('use_as_array_value', 'owner'),
        applies_to_part_id: standIn('product'),
        priority: fixed('P1'),
        stage: fixed('triage'),
      }),
      notes: to('comment', {
        body: by('use_rich_text', 'text'),
        created_by_id: by('use_directly', 'author'),
        modified_by_id: by('use_directly', 'author'),
        parent_object_id: by('use_directly', 'on'),
        visibility: fixed('Visibility_INTERNAL'),
      }),
    },
  });
  world.close();
}

const objects = (...given: string[]) =>
  runCommand(world.directory, ['objects', ...given, '--data-dir', world.directory]);

describe('airdrop objects', () => {
  test('counts what there is without a leaf type', async () => {
    await deliverSome();
    const end = await objects();
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(end.stdout).toMatch(/issue +│ 1 +│ 1 /);
    expect(JSON.parse((await objects('--json')).stdout)).toEqual([
      { leafType: 'comment', objects: 1, staged: 0 },
      { leafType: 'devu', objects: 2, staged: 0 },
      { leafType: 'issue', objects: 1, staged: 1 },
      { leafType: 'product', objects: 1, staged: 0 },
    ]);
  });

  test('shows a table and the first object with everything that hangs on it', async () => {
    await deliverSome();
    const { code, stdout } = await objects('issue');
    expect(code).toBe(0);
    expect(stdout).toMatch(/ISS-1 +│ It burns +│ triage +│ P1 +│ Bug +│ b1 /);
    const [, detail = ''] = stdout.split('\n\n');
    expect(detail.trimEnd().split('\n')).toEqual([
      'ISS-1  don:core:dvrv-us-1:devo/local:issue/1  from bugs b1',
      '  applies_to_part_id  PROD-1 Default product',
      '  owned_by_ids        DEVU-1 Ann',
      '  priority            P1',
      '  stage               triage',
      '  title               It burns',
      '  subtype             Bug',
      '  created_date        2024-01-01 00:00:00',
      '  modified_date       2024-01-01 00:00:00',
      '  created_run         1',
      '  custom fields',
      '    Risk (risk)  high',
      '  comments',
      '    COMMENT-1  2024-01-01 00:00:00  Visibility_INTERNAL  DEVU-2 Bo: Ask DEVU-1 Ann. Soon.',
      '  files',
      '    artifact/3  fire.png  7 bytes',
    ]);
  });

  test.each(['iss-1', 'b1', 'don:core:dvrv-us-1:devo/local:issue/1'])(
    'finds one object by %s',
    async (id) => {
      await deliverSome();
      const { stdout } = await objects('issue', id, '--json');
      expect(JSON.parse(stdout)).toMatchObject({
        object: { display_id: 'ISS-1', custom_fields: { risk: 'high' } },
        comments: [{ display_id: 'COMMENT-1' }],
        files: [{ file_name: 'fire.png' }],
      });
    },
  );

  test('lists what is staged and why', async () => {
    await deliverSome();
    const { stdout } = await objects('issue', '--staged', '--json');
    expect(JSON.parse(stdout)).toEqual([
      {
        item_type: 'bugs',
        external_id: 'b2',
        leaf_type: 'issue',
        reason: 'required_field_missing',
        field: 'owned_by_ids',
        detail: 'owner has no value and issue.owned_by_ids no fallback.',
        run: 1,
      },
    ]);
    expect((await objects('devu', '--staged')).stdout).toBe('Nothing is staged.\n');
  });

  test.each([
    [
      ['ticket'],
      'No record became a DevRev object of the leaf type ticket. There are objects of comment, devu, issue, product.',
    ],
    [['bug'], 'DevRev has no leaf type "bug".'],
    [['issue', 'ISS-2'], 'There is no issue "ISS-2".'],
    [['issue', "x' OR 1=1 --"], 'There is no issue "x\' OR 1=1 --".'],
    [['issue', 'ISS-1', '--staged'], 'Give either the id of one object or --staged, not both.'],
    [['issue', '--limit', '0'], 'It must be a whole number from 1 to 100000.'],
  ])('answers %j with a sentence', async (given, sentence) => {
    await deliverSome();
    const end = await objects(...given);
    expect(end.code).toBe(1);
    expect(end.stderr).toContain(sentence);
    expect(end.stderr).not.toMatch(/^\s+at /m);
  });

  test('says so when no objects were made yet', async () => {
    world.close();
    const end = await objects('issue');
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toContain('No DevRev objects were made of this data yet.');
  });
});
