import type { RecordType } from '@airdrop-connectors/core';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { hasReference, readReferenceObject } from '../../../reference-material.js';
import type { JiraClient } from '../src/client.js';
import { comments, issues as issueFamily, metadata, users as userType } from '../src/metadata.js';
import { issues } from '../src/streams/issues.js';
import { users } from '../src/streams/users.js';
import { problemsOf } from './item-check.js';
import { DEMO_PROJECT, SERVICE_DESK, startJiraSite, startScriptedSite } from './jira-site.js';
import { itemsOf, walkAll } from './walk-stream.js';

const schemaPath = 'schemas/external_domain_metadata_schema.json';
const schemaPresent = hasReference('the check against the published metadata schema', [schemaPath]);

async function discover(client: JiraClient, externalSyncUnit = DEMO_PROJECT): Promise<RecordType[]> {
  const found = await metadata.discover?.({ client, externalSyncUnit });
  return [...metadata.recordTypes, ...(found ?? [])];
}

function enumKeys(type: RecordType, field: string): string[] {
  return type.fields[field]?.definition.enum?.values.map(({ key }) => key) ?? [];
}

/** What the platform would be given for these record types. */
function documentOf(types: readonly RecordType[]) {
  return {
    schema_version: 'v0.2.0',
    record_types: Object.fromEntries(
      types.map(({ key, name, category, fields }) => [
        key,
        {
          name,
          ...(category && { category }),
          fields: Object.fromEntries(Object.entries(fields).map(([id, { definition }]) => [id, definition])),
        },
      ]),
    ),
    record_type_categories: {
      [issueFamily.key]: { name: issueFamily.name, are_record_type_conversions_possible: true },
    },
  };
}

describe.each([DEMO_PROJECT, SERVICE_DESK])('the record types of $name', (project) => {
  it('hold everything that is delivered', async () => {
    const { simulator, client } = await startJiraSite({ size: 300, seed: 21 });
    simulator.applyChanges({ seed: 5, edits: 40 });
    const types = new Map((await discover(client, project)).map((type) => [type.key, type]));
    const pages = await walkAll(issues, client, { externalSyncUnit: project });
    const people = await walkAll(users, client, { externalSyncUnit: project });
    const problems: string[] = [];
    for (const [items, ownType] of [
      [itemsOf(pages, 'issues'), undefined],
      [itemsOf(pages, 'comments'), comments],
      [itemsOf(people, 'users'), userType],
    ] as const) {
      expect(items.length).toBeGreaterThan(20);
      for (const item of items) {
        const type = ownType ?? types.get(item.itemType ?? '');
        problems.push(
          ...(type === undefined ? [`${item.itemType} is not declared`] : problemsOf(item, type)),
        );
      }
    }
    expect(problems).toEqual([]);
    const filled = new Set(
      itemsOf(pages, 'issues').flatMap(({ dynamicData }) => Object.keys(dynamicData ?? {})),
    );
    expect(filled.size).toBeGreaterThan(10);
  });

  it('have stages for all statuses and no others', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const members = (await discover(client, project)).filter(({ category }) => category === 'issues');
    expect(members.length).toBeGreaterThan(1);
    for (const type of members) {
      const { stageDiagram } = type.options;
      const statuses = enumKeys(type, stageDiagram?.controllingField ?? '');
      expect(statuses.length).toBeGreaterThan(1);
      expect(Object.keys(stageDiagram?.stages ?? {}).sort()).toEqual([...statuses].sort());
      expect(statuses).toContain(stageDiagram?.startingStage);
      const states = Object.keys(stageDiagram?.states ?? {});
      for (const { state } of Object.values(stageDiagram?.stages ?? {})) expect(states).toContain(state);
      const start = stageDiagram?.stages[stageDiagram.startingStage]?.state;
      const isStartNew = Object.values(stageDiagram?.stages ?? {}).every(({ state }) => state !== 'new');
      expect(start === 'new' || isStartNew).toBe(true);
    }
  });

  it('refer only to record types and categories that exist', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const types = await discover(client, project);
    const targets = new Set([...types.map(({ key }) => `#record:${key}`), '#category:issues']);
    const referred = types.flatMap(({ fields }) =>
      Object.values(fields).flatMap(({ definition }) => Object.keys(definition.reference?.refers_to ?? {})),
    );
    expect(new Set(referred)).toEqual(new Set(['#record:users', '#category:issues']));
    expect(referred.filter((target) => !targets.has(target))).toEqual([]);
    expect(comments.fields.issue.definition.reference?.reference_type).toBe('parent');
  });

  it('have keys of their own, and every issue type has one', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const keys = (await discover(client, project)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const statuses = await client.projectStatuses(project.id);
    expect(keys).toEqual(['users', 'comments', ...statuses.map(({ id }) => `issue_${id}`)]);
  });

  it.skipIf(!schemaPresent)('follow the published schema', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const validate = new Ajv({ strict: false, allErrors: true }).compile(readReferenceObject(schemaPath));
    const document = documentOf(await discover(client, project));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    validate({
      ...document,
      record_types: { broken: { name: 'Broken', fields: { a: { type: 'colour' } } } },
    });
    expect(validate.errors ?? []).not.toEqual([]);
  });
});

describe('unusual projects', () => {
  const status = (id: string, key?: string) => ({
    id,
    name: `Status ${id}`,
    ...(key && { statusCategory: { key, name: key } }),
  });

  async function discoverScripted(statuses: unknown[], priorities: unknown[] = []): Promise<RecordType> {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(({ path }) => {
      if (path.endsWith('/statuses')) return { status: 200, body: [{ id: '1', name: 'Task', statuses }] };
      if (path.endsWith('/field')) return { status: 200, body: [] };
      return { status: 200, body: { values: priorities, isLast: true } };
    });
    const type = (await discover(client)).find(({ key }) => key === 'issue_1');
    if (type === undefined) throw new Error('The issue type was not declared.');
    return type;
  }

  it.each([0, 1])('with %i statuses have no stage diagram, which needs two', async (count) => {
    const type = await discoverScripted([status('1', 'new')].slice(0, count));
    expect(type.options.stageDiagram).toBeUndefined();
    expect(enumKeys(type, 'status')).toHaveLength(count);
  });

  it('without a status of the category new start with the first', async () => {
    const { stageDiagram } = (await discoverScripted([status('5', 'done'), status('6', 'undefined')]))
      .options;
    expect(stageDiagram?.startingStage).toBe('5');
    expect(stageDiagram?.stages).toEqual({ 5: { state: 'done' }, 6: { state: 'indeterminate' } });
  });

  it('with a status without category count it as in progress', async () => {
    const { stageDiagram } = (await discoverScripted([status('5'), status('6', 'new')])).options;
    expect(stageDiagram?.startingStage).toBe('6');
    expect(stageDiagram?.stages['5']).toEqual({ state: 'indeterminate' });
  });

  it('without priorities keep the field, which stays empty', async () => {
    const type = await discoverScripted([]);
    expect(type.fields.priority?.required).toBe(false);
    expect(enumKeys(type, 'priority')).toEqual([]);
  });

  it('have all their priorities in order, in pages of any size', async () => {
    const { client, proxy } = await startJiraSite({ size: 10 });
    const names = async () => enumKeys((await discover(client)).at(-1) ?? userType, 'priority');
    const whole = await names();
    expect(whole.length).toBeGreaterThan(4);
    proxy.interpose((request) => {
      if (request.path.endsWith('/priority/search')) request.query.set('maxResults', '2');
      return undefined;
    });
    expect(await names()).toEqual(whole);
    expect(proxy.requests.filter(({ path }) => path.endsWith('/priority/search')).length).toBeGreaterThan(3);
  });
});
