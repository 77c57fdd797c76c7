import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/database.js';
import { syncUnitIdOf } from '../../src/platform/event-factory.js';
import { runCommand } from '../command-line.js';
import { type DeliveredWorld, startDeliveredWorld } from '../devrev/delivered-world.js';
import { by, reference, standIn, text, to } from '../devrev/mapped-records.js';

let world: DeliveredWorld;
const unit = { id: 'unit', name: 'Unit' };

beforeEach(async () => {
  world = await startDeliveredWorld();
  await world.describe(1, {
    users: { name: 'User', fields: { name: text } },
    bugs: { name: 'Bug', is_loadable: true, fields: { summary: text, owner: reference('#record:users') } },
  });
  await world.deliver(1, {
    users: [{ id: 'u1', data: { name: 'Ann' } }],
    bugs: [{ id: 'b1', data: { summary: 'It burns', owner: 'u1' } }],
  });
  const fixed = (key: string) => by('use_fixed_value', undefined, { value: 'enum_value', enum: key });
  const bugs = to('issue', {
    title: { ...by('use_directly', 'summary'), reverse: true },
    owned_by_ids: by('use_as_array_value', 'owner'),
    applies_to_part_id: standIn('product'),
    priority: fixed('P1'),
    stage: fixed('triage'),
  });
  for (const possible of bugs.possible_record_type_mappings as { reverse: boolean }[])
    possible.reverse = true;
  const mapping = {
    record_type_mappings: { users: to('devu', { display_name: by('use_directly', 'name') }), bugs },
  };
  await world.materialise(1, mapping);
  await writeFile(
    path.join(world.directory, 'mapping.json'),
    JSON.stringify({
      installations: [{ snap_in_version_id: 'v1', sync_unit: syncUnitIdOf(unit), mapping }],
    }),
  );
  await mkdir(path.join(world.directory, 'runs', '1'), { recursive: true });
  await writeFile(
    path.join(world.directory, 'runs', '1', 'summary.json'),
    JSON.stringify({ status: 'done', scenario: 'initial', unit }),
  );
  world.close();
});

afterEach(() => world.end());

const edit = (...words: string[]) =>
  runCommand(world.directory, ['edit', ...words, '--data-dir', world.directory]);

async function rows(sql: string) {
  const database = await openDatabase(world.directory, 'read-only');
  try {
    return await database.rows(sql);
  } finally {
    database.close();
  }
}

describe('edit', () => {
  test('changes fields of an object; the others stay', async () => {
    const { code, stdout } = await edit('ISS-1', 'title=It smokes', 'owned_by_ids=DEVU-1');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('Changed title, owned_by_ids of don:core:'),
    });
    expect(await rows('SELECT title, priority FROM devrev_issue WHERE NOT is_stand_in')).toEqual([
      { title: 'It smokes', priority: 'P1' },
    ]);
  });

  test('adds a file', async () => {
    const file = path.join(world.directory, 'photo.txt');
    await writeFile(file, 'fire');
    expect(await edit('ISS-1', '--attach', file)).toMatchObject({ code: 0 });
    expect(await rows('SELECT file_name, bytes::INTEGER AS bytes, is_synced FROM devrev_own_files')).toEqual([
      { file_name: 'photo.txt', bytes: 4, is_synced: false },
    ]);
  });

  test('makes an object of a type that goes back', async () => {
    expect(await edit('--new', 'bugs', 'title=New here')).toMatchObject({ code: 0 });
    expect(
      await rows(
        "SELECT display_id, item_type, external_id, subtype FROM devrev_issue WHERE title = 'New here'",
      ),
    ).toEqual([{ display_id: 'ISS-2', item_type: 'bugs', external_id: null, subtype: 'Bug' }]);
  });

  test.each([
    [['ISS-9', 'title=A'], /There is no object "ISS-9"\. "airdrop objects" lists what there is\./],
    [['ISS-1', 'tittle=A'], /There is no field "tittle" in issue\. It has /],
    [['ISS-1', 'title'], /"title" is no field\. Write it as name=value\./],
    [['ISS-1', 'priority=P9'], /priority has no value "P9"\. It has P0, P1/],
    [['ISS-1'], /Say what to change of ISS-1/],
    [[], /Give the display id or the DON of an object/],
    [
      ['--new', 'users', 'display_name=A'],
      /Objects of "users" do not go back .* The mapping sends back bugs\./,
    ],
  ])('says what is wrong with %j', async (words, sentence) => {
    const { code, stderr } = await edit(...words);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  });
});
