import { PermissionError } from '@airdrop-connectors/core';
import { describe, expect, it } from 'vitest';
import { accessRuleItem, rulesOf } from '../src/access-rules.js';
import { accessRules } from '../src/streams/access-rules.js';
import { deletedIssues } from '../src/streams/deleted-issues.js';
import { groupMembers } from '../src/streams/group-members.js';
import { roles } from '../src/streams/roles.js';
import { everythingOnRequest } from './chosen-options.js';
import { DEMO_PROJECT, SERVICE_DESK, startJiraSite, startScriptedSite, WORLD_TIME } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import { itemsOf, walkAll } from './walk-stream.js';

const options = everythingOnRequest;
const grant = (permission: string, type: string, value?: string) => ({
  permission,
  holder: { type, ...(value && { value }) },
});

describe('roles and groups', () => {
  it('of the project arrive as groups, with their members', async () => {
    const { simulator, client } = await startJiraSite({ size: 1, administrator: true });
    const [ofRoles, ofGroups] = [
      await walkAll(roles, client, { options }),
      await walkAll(groupMembers, client, { options }),
    ];
    const ids = (kind: string, itemType: string) =>
      [...(simulator.truthOnRequest?.('10000') ?? [])]
        .filter((object) => object.kind === kind && object.itemType === itemType)
        .map(({ id }) => id)
        .sort();
    const delivered = (pages: Parameters<typeof itemsOf>[0], feed: string) =>
      itemsOf(pages, feed)
        .map(({ id }) => id)
        .sort();
    expect(delivered(ofRoles, 'roles')).toEqual(ids('role', 'groups'));
    expect(delivered(ofRoles, 'groups')).toEqual(ids('group', 'groups'));
    expect(delivered(ofRoles, 'members')).toEqual(ids('member', 'role_members'));
    expect(delivered(ofGroups, 'members')).toEqual(ids('member', 'group_members'));
  });

  it('are a snapshot: one page with everything, and a part of it never', async () => {
    const { client } = await startJiraSite({ size: 1, administrator: true });
    for (const stream of [roles, groupMembers]) {
      const [page, ...others] = await walkAll(stream, client, { options });
      expect(others).toEqual([]);
      expect(await walkAll(stream, client, { options, cursor: page?.cursor })).toEqual([]);
    }
  });

  it('are known to everybody, the members of groups to administrators only', async () => {
    const { client } = await startJiraSite({ size: 1 });
    expect(itemsOf(await walkAll(roles, client, { options }), 'roles').length).toBeGreaterThan(0);
    await expect(walkAll(groupMembers, client, { options })).rejects.toThrow(PermissionError);
  });

  it('cost nothing unless they are asked for', async () => {
    const { client, proxy } = await startJiraSite({ size: 1 });
    const window = { from: '2023-01-01T00:00:00.000Z' };
    for (const stream of [roles, groupMembers, accessRules, deletedIssues])
      expect(await walkAll(stream, client, { window })).toEqual([]);
    expect(proxy.requests).toEqual([]);
  });
});

describe('rules of access', () => {
  it('grant what the permission scheme grants to people, groups and roles', () => {
    const rules = rulesOf(
      [
        grant('BROWSE_PROJECTS', 'projectRole', '10003'),
        grant('BROWSE_PROJECTS', 'user', 'ada'),
        grant('EDIT_ISSUES', 'group', 'g-1'),
        grant('ADMINISTER_PROJECTS', 'user', 'ada'),
      ],
      [],
      ['issue_1', 'issue_2'],
    );
    expect(rules.map((rule) => accessRuleItem(rule).data)).toEqual([
      {
        object_access: [{ record_types: ['issue_1', 'issue_2'], privileges: ['read'] }],
        conditional_access: [],
        users: ['ada'],
        groups: ['role-10003'],
      },
      {
        object_access: [{ record_types: ['issue_1', 'issue_2'], privileges: ['update'] }],
        conditional_access: [],
        users: [],
        groups: ['g-1'],
      },
    ]);
  });

  it('are never wider than in Jira: holders without a counterpart get nothing', () => {
    const holders = ['reporter', 'assignee', 'anyone', 'applicationRole', 'groupCustomField', 'sd.customer'];
    const rules = rulesOf(
      holders.map((type) => grant('BROWSE_PROJECTS', type, 'x')),
      [],
      ['issue_1'],
    );
    expect(rules).toEqual([]);
  });

  it('keep issues of a security level to its members', () => {
    const level = { name: 'Leads', holders: [{ type: 'user', value: 'grace' }] };
    const rules = rulesOf([grant('BROWSE_PROJECTS', 'user', 'ada')], [level], ['issue_1']);
    const caveat = (operator: string) => [
      {
        record_type: 'issue_1',
        object_privileges: ['read'],
        field_caveats: [{ field: 'security_level', operator, value: 'Leads' }],
      },
    ];
    expect(rules.map((rule) => accessRuleItem(rule).data)).toEqual([
      { object_access: [], conditional_access: caveat('not_eq'), users: ['ada'], groups: [] },
      { object_access: [], conditional_access: caveat('eq'), users: ['grace'], groups: [] },
    ]);
  });

  it.each([
    [
      'with levels',
      DEMO_PROJECT,
      ['BROWSE_PROJECTS', 'EDIT_ISSUES', 'DELETE_ISSUES', 'level Leads', 'level Inside'],
    ],
    ['without levels', SERVICE_DESK, ['BROWSE_PROJECTS', 'EDIT_ISSUES', 'DELETE_ISSUES']],
  ])('of a project %s are about its own record types', async (_, externalSyncUnit, expected) => {
    const { client } = await startJiraSite({ size: 1, administrator: true });
    const types = await discover(client, externalSyncUnit, options);
    const metadata = documentOf(types);
    const rules = itemsOf(
      await walkAll(accessRules, client, { options, metadata, externalSyncUnit }),
      'rules',
    );
    expect(rules.map(({ id }) => id)).toEqual(expected);
    const named = JSON.stringify(rules).match(/"(issue|request)_\d+"/g) ?? [];
    const own = types.filter(({ category }) => category !== undefined).map(({ key }) => `"${key}"`);
    expect([...new Set(named)].sort()).toEqual(own.sort());
  });
});

describe('deleted issues', () => {
  const window = { from: new Date(WORLD_TIME - 1000).toISOString() };

  it('are named by the audit log, with its key, to the end of it', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 30, administrator: true });
    simulator.applyChanges({ seed: 2, edits: 0, deletions: 5 });
    proxy.interpose((request) => {
      if (request.path.endsWith('/auditing/record')) request.query.set('limit', '2');
      return undefined;
    });
    const delivered = itemsOf(await walkAll(deletedIssues, client, { options, window }), 'deletions');
    expect(delivered.map(({ id }) => id).sort()).toEqual(
      [1, 2, 3, 4, 5].map((number) => `issue-DEMO-${900_000 + number}`),
    );
  });

  it('of other projects are left out, however alike their keys; so are other deletions', async () => {
    const { client, proxy } = await startScriptedSite();
    const record = (id: number, name: string, typeName = 'ISSUE_DELETE') => ({
      id,
      created: '2025-06-17T21:12:45.529+0000',
      objectItem: { name, typeName },
    });
    const records = [
      record(1, 'DEMO-7'),
      record(2, 'DEMO-X-7'),
      record(3, 'DEMOS-7'),
      record(4, 'DEMO-8', 'PROJECT_DELETE'),
    ];
    proxy.interpose(({ path }) => ({
      status: 200,
      body: path.endsWith('/record')
        ? { records, total: 4 }
        : { id: '10000', key: 'DEMO', name: 'Demo', projectTypeKey: 'software' },
    }));
    const delivered = itemsOf(await walkAll(deletedIssues, client, { options, window }), 'deletions');
    expect(delivered.map(({ data }) => data?.key)).toEqual(['DEMO-7']);
  });

  it('are a gap for whoever may not read the log', async () => {
    const { client } = await startJiraSite({ size: 1 });
    await expect(walkAll(deletedIssues, client, { options, window })).rejects.toThrow(PermissionError);
  });
});
