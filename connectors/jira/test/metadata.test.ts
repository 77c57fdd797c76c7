import type { RecordType } from '@airdrop-connectors/core';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { hasReference, readReferenceObject } from '../../../reference-material.js';
import { comments, links, users as userType, worklogs } from '../src/record-types.js';
import { issues } from '../src/streams/issues.js';
import { users } from '../src/streams/users.js';
import { problemsOf } from './item-check.js';
import { DEMO_PROJECT, SERVICE_DESK, startJiraSite, startScriptedSite } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import { itemsOf, walkAll } from './walk-stream.js';

const schemaPath = 'schemas/external_domain_metadata_schema.json';
const schemaPresent = hasReference('the check against the published metadata schema', [schemaPath]);

function enumKeys(type: RecordType, field: string): string[] {
  return type.fields[field]?.definition.enum?.values.map(({ key }) => key) ?? [];
}

describe.each([DEMO_PROJECT, SERVICE_DESK])('the record types of $name', (project) => {
  it('hold everything that is delivered', async () => {
    const { simulator, client } = await startJiraSite({ size: 300, seed: 21 });
    simulator.applyChanges({ seed: 5, edits: 40 });
    const found = await discover(client, project);
    const types = new Map(found.map((type) => [type.key, type]));
    const pages = await walkAll(issues, client, { externalSyncUnit: project, metadata: documentOf(found) });
    const people = await walkAll(users, client, { externalSyncUnit: project });
    const problems: string[] = [];
    for (const [items, ownType] of [
      [[...itemsOf(pages, 'issues'), ...itemsOf(pages, 'requests')], undefined],
      [itemsOf(pages, 'worklogs'), worklogs],
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
      [...itemsOf(pages, 'issues'), ...itemsOf(pages, 'requests')].flatMap(({ dynamicData }) =>
        Object.keys(dynamicData ?? {}),
      ),
    );
    expect(filled.size).toBeGreaterThan(10);
  });

  it('have stages for all statuses and no others', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const members = (await discover(client, project)).filter(({ category }) => category !== undefined);
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
    const targets = new Set([
      ...types.map(({ key }) => `#record:${key}`),
      '#category:issues',
      '#category:requests',
    ]);
    const referred = types.flatMap(({ fields }) =>
      Object.values(fields).flatMap(({ definition }) => Object.keys(definition.reference?.refers_to ?? {})),
    );
    expect(referred.filter((target) => !targets.has(target))).toEqual([]);
    for (const list of ['users', 'customers', 'apps', 'tags', 'components', 'versions', 'organizations'])
      expect(referred).toContain(`#record:${list}`);
    expect(comments.fields.issue.definition.reference?.reference_type).toBe('parent');
  });

  it('have keys of their own, and every issue type has one', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const keys = (await discover(client, project)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const statuses = await client.projectStatuses(project.id);
    const prefix = project === SERVICE_DESK ? 'request' : 'issue';
    expect(keys.slice(-statuses.length)).toEqual(statuses.map(({ id }) => `${prefix}_${id}`));
  });

  it('name every kind of link in both directions', async () => {
    const { client } = await startJiraSite({ size: 10 });
    const type = (await discover(client, project)).find(({ key }) => key === links.key);
    const names = type?.options.linkNaming?.directionNames ?? {};
    expect(names['10000']).toEqual({ forward: 'blocks', backward: 'is blocked by' });
    expect(names.parent).toEqual({ forward: 'is part of', backward: 'consists of' });
    expect(type?.fields.type?.definition.enum?.values.map(({ key }) => key)).toEqual(Object.keys(names));
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
      if (path.endsWith('/issueLinkType')) return { status: 200, body: { issueLinkTypes: [] } };
      if (path.endsWith('/priority/search'))
        return { status: 200, body: { values: priorities, isLast: true } };
      if (path.includes('/createmeta/') || path.endsWith('/workflows'))
        return { status: 403, body: { errorMessages: [], errors: {} } };
      return { status: 200, body: { id: '10000', key: 'DEMO', name: 'Demo', projectTypeKey: 'software' } };
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
    const asked = () => proxy.requests.filter(({ path }) => path.endsWith('/priority/search')).length;
    expect(asked(), 'the types of the project tell them already').toBe(0);
    proxy.interpose((request) => {
      if (request.path.endsWith('/priority/search')) request.query.set('maxResults', '2');
      if (request.path.includes('/createmeta/'))
        return { status: 403, body: { errorMessages: [], errors: {} } };
      return undefined;
    });
    expect(await names()).toEqual(whole);
    expect(asked()).toBe(3);
  });
});
