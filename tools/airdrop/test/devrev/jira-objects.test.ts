import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase, type Row } from '../../src/database/database.js';
import type { RunSummary } from '../../src/sync-run/run-summary.js';
import { runScenario } from '../../src/sync-run/scenario.js';

let directory: string;
let summary: RunSummary;
let database: Database;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'airdrop-jira-objects-'));
  summary = await runScenario({
    connector: 'jira',
    scenario: 'initial',
    source: 'simulator',
    dataDirectory: path.join(directory, 'data'),
    size: 60,
    seed: 1,
    environment: {},
    signal: new AbortController().signal,
  });
  database = await openDatabase(path.join(directory, 'data'), 'read-only');
}, 60_000);

afterAll(async () => {
  database?.close();
  await rm(directory, { recursive: true, force: true });
});

async function one(sql: string): Promise<Row> {
  const rows = await database.rows(sql);
  expect(rows, sql).toHaveLength(1);
  return rows[0] ?? {};
}

const person = async (name: string, kind: 'devu' | 'sysu' = 'devu') =>
  (await one(`SELECT id FROM devrev_${kind} WHERE display_name = '${name}'`)).id;

test('every record of a run is an object or staged with a reason', async () => {
  expect(summary).toMatchObject({
    status: 'done',
    missing: 0,
    devrev: { mappingProblems: [], notEvaluated: [] },
  });
  const lost = await database.rows(`
    SELECT item_type, id FROM records
    ANTI JOIN devrev_objects AS object ON object.item_type = records.item_type AND object.external_id = records.id
    ANTI JOIN devrev_artifacts AS file ON records.item_type = 'attachments' AND file.external_id = records.id AND file.parent_id IS NOT NULL
    ANTI JOIN devrev_staged AS staged ON staged.item_type = records.item_type AND staged.external_id = records.id
    ANTI JOIN devrev_identities AS other ON other.item_type = records.item_type AND other.external_id = records.id AND other.is_alias`);
  expect(lost).toEqual([]);
});

test('an issue has its stage, priority, people, dates and custom fields', async () => {
  const issue = await one("SELECT * FROM devrev_issue WHERE external_id = '20015'");
  expect(issue).toMatchObject({
    title: 'Explain Größenänderung on mobile #16',
    subtype: 'Bug',
    priority: 'P3',
    stage: "Won't Do",
    stage_key: '10017',
    stage_state: 'Done',
    stage_ordinal: 6,
    stage_is_final: true,
    created_by_id: await person('Kofi Eriksen'),
    reported_by_ids: [await person('Alert Relay', 'sysu')],
    created_date: '2023-01-09 18:56:15',
    modified_date: '2023-07-15 06:11:15.479',
    is_stand_in: false,
  });
  expect(issue.item_url_field).toMatch(/\/browse\/DEMO-16$/);
  const component = await one("SELECT id FROM devrev_feature WHERE name = 'Mobile / iOS'");
  expect(issue.applies_to_part_id).toBe(component.id);
  const product = await one('SELECT id FROM devrev_product WHERE is_stand_in');
  const rest = await database.rows(
    `SELECT external_id FROM devrev_issue WHERE applies_to_part_id = '${product.id}'`,
  );
  expect(rest.length, 'issues without a component').toBeGreaterThan(10);
  expect(issue.artifacts).toHaveLength(2);
  expect(JSON.parse(String(issue.custom_fields))).toMatchObject({
    customfield_10016: 1,
    customfield_10050: 'Major',
    customfield_10053: await person('Ivo Gupta'),
    customfield_10056: '2023-01-09T13:01:25.852Z',
    customfield_10059: 'https://runbooks.example/page?id=385&mode=a%20b#top',
  });
});

test('its comment is there with author, visibility and mentions resolved', async () => {
  const comment = await one(`SELECT comment.* FROM devrev_comment AS comment
    JOIN devrev_issue AS issue ON issue.id = comment.parent_object_id WHERE issue.external_id = '20015'`);
  expect(comment).toMatchObject({
    visibility: 'Visibility_INTERNAL',
    created_by_id: await person('Nadia Dvořák'),
    created_date: '2023-01-27 17:20:43.142',
  });
  const [image] = await database.rows(
    "SELECT id FROM devrev_artifacts WHERE file_name = '🎉 party.gif' AND inline AND parent_id = (SELECT id FROM devrev_issue WHERE external_id = '20015')",
  );
  expect(comment.body).toBe(
    `Customers have asked for this twice this week. ${await person('Rosa Eriksen')} permission check\`\`call(16, \`x\`)\`\` 日本語の見出し\n\n![🎉 party.gif](${image?.id})`,
  );
});

test('a comment for some people only is private', async () => {
  const rows =
    await database.rows(`SELECT records.data->>'$.visibility' AS outside, comment.visibility AS inside
    FROM devrev_comment AS comment JOIN records ON records.item_type = 'comments' AND records.id = comment.external_id
    GROUP BY ALL ORDER BY outside`);
  expect(rows).toEqual([
    { outside: 'internal', inside: 'Visibility_INTERNAL' },
    { outside: 'restricted', inside: 'Visibility_PRIVATE' },
  ]);
});

test('people without e-mail address are placeholders', async () => {
  const rows = await database.rows(
    'SELECT is_placeholder, email IS NULL AS lacks FROM devrev_devu WHERE NOT is_stand_in GROUP BY ALL ORDER BY lacks',
  );
  expect(rows).toEqual([
    { is_placeholder: false, lacks: false },
    { is_placeholder: true, lacks: true },
  ]);
});

test('links, labels, boards, versions and worklogs are objects that issues are joined with', async () => {
  const link = await one("SELECT * FROM devrev_custom_link WHERE external_id = '30003'");
  const ends = await database.rows(
    `SELECT external_id FROM devrev_issue WHERE id IN ('${link.source_id}', '${link.target_id}') ORDER BY external_id`,
  );
  expect(ends.map(({ external_id }) => external_id)).toEqual(['20003', '20014']);
  const child = await one("SELECT * FROM devrev_custom_link WHERE external_id = '20001-parent'");
  expect(child.source_id).toBe((await one("SELECT id FROM devrev_issue WHERE external_id = '20001'")).id);
  const tagged = await database.rows('SELECT external_id FROM devrev_issue WHERE len(tags) > 0');
  expect(tagged.length).toBeGreaterThan(10);
  const kinds = await database.rows(
    "SELECT item_type, count(*)::INTEGER AS count FROM devrev_objects WHERE leaf_type = 'new_custom_object' GROUP BY ALL ORDER BY ALL",
  );
  expect(kinds.map(({ item_type }) => item_type)).toEqual(['boards', 'sprints', 'versions', 'worklogs']);
});
