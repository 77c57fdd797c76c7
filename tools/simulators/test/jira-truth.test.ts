import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TruthObject } from '../src/simulator.js';
import type { Json, SiteClient } from './site-client.js';
import { startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const utc = (jiraTime: string) => new Date(jiraTime.replace(/(\d\d)$/, ':$1')).toISOString();
const idOrNull = (json: Json, name = 'id') => (json.value === null ? null : json.text(name));

/** What a careful reader of the API would call everything in scope of a project. */
async function walk(site: SiteClient, projectId: string): Promise<TruthObject[]> {
  const objects: TruthObject[] = [];
  const people = new Map<string, Json>();
  const meet = (person: Json) => {
    if (person.value !== null && person.value !== undefined) people.set(person.text('accountId'), person);
  };
  for (const person of (await site.get('/rest/api/3/users/search?maxResults=1000')).json.list()) meet(person);
  const project = (await site.get(`/rest/api/3/project/${projectId}`)).json;
  const hasCustomers = project.text('projectTypeKey') === 'service_desk';
  const labels = new Set<string>();
  objects.push(...(await listsOf(site, project, hasCustomers)));
  if (hasCustomers) for (const customer of await customersOf(site, projectId)) meet(customer);
  const issues = await site.searchAll(
    `project = ${projectId} AND updated >= 0 ORDER BY updated ASC, key ASC`,
    {
      fields: ['*all'],
    },
  );
  for (const issue of issues) {
    const fields = issue.at('fields');
    for (const role of ['creator', 'reporter', 'assignee']) meet(fields.at(role));
    objects.push({
      kind: 'issue',
      itemType: hasCustomers ? 'request_*' : 'issue_*',
      id: issue.text('id'),
      modified: utc(fields.text('updated')),
      fields: {
        summary: fields.text('summary'),
        status: fields.text('status', 'id'),
        assignee: idOrNull(fields.at('assignee'), 'accountId'),
        issuetype: fields.text('issuetype', 'id'),
        priority: idOrNull(fields.at('priority')),
        parent: fields.keys().includes('parent') ? fields.text('parent', 'id') : null,
      },
    });
    for (const label of fields.list('labels')) labels.add(String(label.value));
    objects.push(
      ...(await commentsOf(site, issue, hasCustomers)),
      ...(await filesOf(site, issue)),
      ...(await worklogsOf(site, issue)),
      ...linksOf(issue),
    );
  }
  for (const label of labels) objects.push({ kind: 'label', itemType: 'tags', id: label });
  const accounts = [...people.values()].map((person) => {
    const kind = person.text('accountType').replace('atlassian', 'user');
    return {
      kind,
      itemType: `${kind}s`,
      id: person.text('accountId'),
      fields: { displayName: person.text('displayName'), active: person.at('active').value },
    };
  });
  return [...accounts, ...objects];
}

/** What hangs on the project rather than on its issues. */
async function listsOf(site: SiteClient, project: Json, isServiceDesk: boolean): Promise<TruthObject[]> {
  const named = (kind: string, itemType: string, rows: readonly Json[], ...fields: string[]) =>
    rows.map((row) => ({
      kind,
      itemType,
      id: row.text('id'),
      fields: Object.fromEntries(['name', ...fields].map((field) => [field, row.at(field).value])),
    }));
  const lists: TruthObject[] = [
    ...named('component', 'components', project.list('components')),
    ...named('version', 'versions', project.list('versions'), 'released'),
  ];
  if (isServiceDesk) {
    const path = `/rest/servicedeskapi/servicedesk/${project.text('id')}/organization`;
    const organizations = (await site.get(path)).json.list('values');
    lists.push(...named('organization', 'organizations', organizations));
    for (const id of organizations.map((organization) => organization.text('id'))) {
      const { json } = await site.get(`/rest/servicedeskapi/organization/${id}/user`);
      const members = json.list('values').map((member) => member.text('accountId'));
      lists.push(...members.map((member) => membership(id, member)));
    }
    return lists;
  }
  const boards = (await site.get('/rest/agile/1.0/board')).json.list('values');
  lists.push(...named('board', 'boards', boards, 'type'));
  for (const board of boards) {
    if (board.text('type') === 'kanban') continue;
    const { json } = await site.get(`/rest/agile/1.0/board/${board.text('id')}/sprint`);
    lists.push(...named('sprint', 'sprints', json.list('values'), 'state'));
  }
  return lists;
}

function membership(organization: string, member: string): TruthObject {
  return {
    kind: 'member of an organization',
    itemType: 'organization_members',
    id: `${organization}/${member}`,
    fields: { organization, member },
  };
}

/** The service desk does not say what kind of account its customers have. */
async function customersOf(site: SiteClient, projectId: string): Promise<Json[]> {
  const path = `/rest/servicedeskapi/servicedesk/${projectId}/customer`;
  const { json } = await site.get(path, { 'x-experimentalapi': 'opt-in' });
  const ids = json.list('values').map((customer) => `accountId=${customer.text('accountId')}`);
  return (await site.get(`/rest/api/3/user/bulk?maxResults=200&${ids.join('&')}`)).json.list('values');
}

async function worklogsOf(site: SiteClient, issue: Json): Promise<TruthObject[]> {
  const embedded = issue.at('fields', 'worklog');
  const isComplete = embedded.list('worklogs').length === Number(embedded.text('total'));
  const all = isComplete ? embedded : (await site.get(`/rest/api/3/issue/${issue.text('id')}/worklog`)).json;
  return all.list('worklogs').map((worklog) => ({
    kind: 'worklog',
    itemType: 'worklogs',
    id: worklog.text('id'),
    modified: utc(worklog.text('updated')),
    fields: {
      issue: issue.text('id'),
      author: worklog.keys().includes('author') ? worklog.text('author', 'accountId') : null,
      seconds: worklog.at('timeSpentSeconds').value,
    },
  }));
}

function linksOf(issue: Json): TruthObject[] {
  const fields = issue.at('fields');
  const link = (id: string, type: string, inward: string): TruthObject => ({
    kind: 'link',
    itemType: 'links',
    id,
    modified: utc(fields.text('updated')),
    fields: { type, outward: issue.text('id'), inward },
  });
  return [
    ...fields
      .list('issuelinks')
      .filter((row) => row.keys().includes('outwardIssue'))
      .map((row) => link(row.text('id'), row.text('type', 'id'), row.text('outwardIssue', 'id'))),
    ...(fields.keys().includes('parent')
      ? [link(`${issue.text('id')}-parent`, 'parent', fields.text('parent', 'id'))]
      : []),
  ];
}

async function commentsOf(site: SiteClient, issue: Json, hasCustomers: boolean): Promise<TruthObject[]> {
  const embedded = issue.at('fields', 'comment');
  const comments = embedded.list('comments');
  while (comments.length < Number(embedded.text('total'))) {
    const page = await site.get(`/rest/api/3/issue/${issue.text('id')}/comment?startAt=${comments.length}`);
    comments.push(...page.json.list('comments'));
  }
  return comments.map((comment) => ({
    kind: 'comment',
    itemType: 'comments',
    id: comment.text('id'),
    modified: utc(comment.text('updated')),
    visibility: comment.keys().includes('visibility')
      ? 'restricted'
      : hasCustomers && comment.at('jsdPublic').value === true
        ? 'public'
        : 'internal',
    fields: {
      issue: issue.text('id'),
      author: comment.keys().includes('author') ? comment.text('author', 'accountId') : null,
    },
  }));
}

async function filesOf(site: SiteClient, issue: Json): Promise<TruthObject[]> {
  return Promise.all(
    issue.list('fields', 'attachment').map(async (file) => {
      const download = await site.raw(`/rest/api/3/attachment/content/${file.text('id')}?redirect=false`);
      const bytes = new Uint8Array(await download.arrayBuffer());
      expect(file.at('size').value).toBe(bytes.length);
      return {
        kind: 'attachment',
        itemType: 'attachments',
        id: file.text('id'),
        modified: utc(file.text('created')),
        file: { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
        fields: { issue: issue.text('id'), filename: file.text('filename') },
      };
    }),
  );
}

const byId = (left: TruthObject, right: TruthObject) =>
  `${left.kind} ${left.id}` < `${right.kind} ${right.id}` ? -1 : 1;

describe('truth', () => {
  it.each(['10000', '10001'])(
    'of project %s equals what a walk over the API finds, before and after changes',
    async (id) => {
      const site = await startSite({ size: 300, seed: 77, now: () => AT });
      expect((await walk(site, id)).sort(byId)).toEqual([...site.simulator.truth(id)].sort(byId));
      site.simulator.applyChanges({ seed: 4, edits: 60 });
      site.simulator.applyChanges({ seed: 5, edits: 60, at: Date.UTC(2024, 4, 1) });
      expect((await walk(site, id)).sort(byId)).toEqual([...site.simulator.truth(id)].sort(byId));
    },
  );

  it('says of comments who may see them, all three kinds of them where there are customers', async () => {
    const { simulator } = await startSite({ size: 200, seed: 77, now: () => AT });
    const seen = (id: string) =>
      new Set(
        [...simulator.truth(id)].flatMap(({ visibility }) => (visibility === undefined ? [] : [visibility])),
      );
    expect(seen('10000')).toEqual(new Set(['internal', 'restricted']));
    expect(seen('10001')).toEqual(new Set(['internal', 'restricted', 'public']));
  });

  it('has unique ids per kind', async () => {
    const { simulator } = await startSite({ size: 500, seed: 78, now: () => AT, manyChildren: 250 });
    simulator.applyChanges({ seed: 4, edits: 100 });
    const ids = [...simulator.truth('10000'), ...simulator.truth('10001')]
      .filter(({ kind }) => !['user', 'app', 'customer', 'label'].includes(kind))
      .map(({ kind, id }) => `${kind} ${id}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('on request equals what the endpoints for it tell', async () => {
    const { simulator, ...site } = await startSite({
      size: 60,
      seed: 77,
      now: () => AT,
      administrator: true,
    });
    simulator.applyChanges({ seed: 4, edits: 10, deletions: 3, at: AT - 600_000 });
    const idsOf = (kind: string) =>
      [...simulator.truth('10000'), ...(simulator.truthOnRequest?.('10000') ?? [])]
        .filter((object) => object.kind === kind)
        .map(({ id }) => id);
    const issueIds = idsOf('issue');
    const { json: bulk } = await site.post('/rest/api/3/changelog/bulkfetch', {
      issueIdsOrKeys: issueIds,
      maxResults: 10_000,
    });
    const histories = bulk.list('issueChangeLogs').flatMap((entry) => entry.list('changeHistories'));
    expect(histories.map((history) => history.text('id')).sort()).toEqual(idsOf('change').sort());
    const links = await Promise.all(
      issueIds.map(async (id) => (await site.get(`/rest/api/3/issue/${id}/remotelink`)).json.list()),
    );
    expect(links.flat().map((link) => link.text('id'))).toEqual(idsOf('web link'));
    const { json: deleted } = await site.get('/rest/api/3/worklog/deleted?since=0');
    const { json: audit } = await site.get('/rest/api/3/auditing/record');
    const gone = [
      ...deleted.list('values').map((entry) => `worklog-${entry.text('worklogId')}`),
      ...audit.list('records').map((entry) => `issue-${entry.text('objectItem', 'name')}`),
    ];
    expect(gone.sort()).toEqual(
      idsOf('deletion')
        .filter((id) => !id.startsWith('attachment-'))
        .sort(),
    );
    expect(gone.length).toBeGreaterThan(3);
  });

  it('is told for projects the account may browse only', async () => {
    const { simulator } = await startSite({ size: 1, seed: 1 });
    expect(() => [...simulator.truth('10002')]).toThrow(/No project with id 10002 can be browsed/);
  });
});
