import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { hasReference, readReferenceObject } from '../../../reference-material.js';
import { openAttachment } from '../src/attachments.js';
import type { JiraClient } from '../src/client.js';
import { externalSyncUnits } from '../src/external-sync-units.js';
import { accessRules } from '../src/streams/access-rules.js';
import { components } from '../src/streams/components.js';
import { customers } from '../src/streams/customers.js';
import { deletedIssues } from '../src/streams/deleted-issues.js';
import { groupMembers } from '../src/streams/group-members.js';
import { issues } from '../src/streams/issues.js';
import { organizationMembers } from '../src/streams/organization-members.js';
import { organizations } from '../src/streams/organizations.js';
import { roles } from '../src/streams/roles.js';
import { sprints } from '../src/streams/sprints.js';
import { users } from '../src/streams/users.js';
import { everythingOnRequest } from './chosen-options.js';
import { DEMO_PROJECT, SERVICE_DESK, startJiraSite, startScriptedSite } from './jira-site.js';
import { discover, documentOf } from './metadata-document.js';
import type { RecordedRequest } from './recording-proxy.js';
import { itemsOf, walkAll } from './walk-stream.js';

const documentPaths = {
  'vendor document of 2021': 'specs/jira-platform-v3.vendor-2021-11-23.json',
  'document derived in 2026': 'specs/jira-platform-v3.derived-2026-08.json',
  'document of Jira Software': 'specs/jira-software.derived-2026-08.json',
  'document of Jira Service Management': 'specs/jira-service-management.derived-2026-08.json',
};
/** The platform's documents know more than these. */
const leastChecked: Readonly<Record<string, number>> = {
  'document of Jira Software': 2,
  'document of Jira Service Management': 1,
};
const present = hasReference('the check of requests against the API documents', Object.values(documentPaths));

/** Everything syncs ask for: units, metadata, people, lists, pages of issues, a file, and all there is on request. */
async function requestsOfSync(): Promise<readonly RecordedRequest[]> {
  const { client, proxy } = await startJiraSite({ size: 300, administrator: true });
  for await (const units of externalSyncUnits({ client })) expect(units.length).toBeGreaterThan(0);
  await walkAll(users, client);
  for (const externalSyncUnit of [DEMO_PROJECT, SERVICE_DESK]) {
    const options = {
      externalSyncUnit,
      metadata: documentOf(await discover(client, externalSyncUnit)),
    };
    for (const stream of [organizations, customers, organizationMembers, components, sprints])
      await walkAll(stream, client, options);
    const everything = { ...options, options: everythingOnRequest };
    for (const stream of [roles, groupMembers, accessRules]) await walkAll(stream, client, everything);
  }
  // An account that may not create issues does not see what can be set.
  proxy.interpose(({ path }) => (path.includes('/createmeta/') ? { status: 403, body: {} } : undefined));
  await discover(client);
  proxy.interpose(undefined);
  await client.approximateCount('project = 10000');
  const latest = { window: { from: '2024-08-17T00:00:00.000Z' }, options: everythingOnRequest };
  for (const stream of [deletedIssues, issues]) await walkAll(stream, client, latest);
  const pages = await walkAll(issues, client, { window: { from: '2023-08-01T00:00:00.000Z' } });
  const [file] = itemsOf(pages, 'attachments');
  const attachment = { id: file?.id ?? '', url: '', fileName: file?.fileName ?? '', parentId: '1' };
  (await openAttachment({ client, attachment })).body.destroy();
  return proxy.requests;
}

const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  required: z.optional(z.boolean()),
  schema: z.optional(z.unknown()),
});
const operationSchema = z.object({
  parameters: z.optional(z.array(parameterSchema)),
  requestBody: z.optional(
    z.object({
      content: z.object({ 'application/json': z.object({ schema: z.record(z.string(), z.unknown()) }) }),
    }),
  ),
});
type Operation = z.infer<typeof operationSchema>;
const documentSchema = z.object({
  components: z.unknown(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
type ApiDocument = z.infer<typeof documentSchema>;

/** Groups were named by their name in 2021; what is experimental is in no document. */
const unknownTo: Readonly<Record<string, readonly string[]>> = {
  'vendor document of 2021': ['/rest/api/3/group/member'],
  'document of Jira Service Management': ['/rest/servicedeskapi/servicedesk/{serviceDeskId}/customer'],
};

/** The template of any of the documents that fits best: newer paths look like placeholders of older documents. */
function templateOf(documents: readonly ApiDocument[], path: string): string | undefined {
  const matching = documents
    .flatMap(({ paths }) => Object.keys(paths))
    .filter((template) =>
      new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
  return matching.sort((left, right) => left.split('{').length - right.split('{').length)[0];
}

/** What is wrong with a request according to the document; undefined when it does not know the path. */
function problemsOf(
  document: ApiDocument,
  template: string | undefined,
  request: RecordedRequest,
): string[] | undefined {
  if (template === undefined || document.paths[template] === undefined) return undefined;
  const subject = `${request.method} ${template}`;
  const operation = z.safeParse(operationSchema, document.paths[template][request.method.toLowerCase()]);
  if (!operation.success) return [`${subject}: no such method`];
  return [
    ...queryProblems(document, operation.data, request),
    ...bodyProblems(document, operation.data, request),
  ].map((problem) => `${subject}: ${problem}`);
}

function queryProblems(document: ApiDocument, operation: Operation, { query }: RecordedRequest): string[] {
  const known = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const validate = compile(document, {
    type: 'object',
    additionalProperties: false,
    required: known.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(known.map(({ name, schema }) => [name, schema ?? {}])),
  });
  validate(Object.fromEntries(query));
  return messagesOf(validate);
}

function bodyProblems(
  document: ApiDocument,
  { requestBody }: Operation,
  { body }: RecordedRequest,
): string[] {
  if (requestBody === undefined) return body === undefined ? [] : ['takes no body'];
  const validate = compile(document, {
    ...requestBody.content['application/json'].schema,
    additionalProperties: false,
  });
  validate(body);
  return messagesOf(validate);
}

function compile({ components }: ApiDocument, schema: Record<string, unknown>): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: 'array', validateFormats: false });
  return ajv.compile({ components, ...schema });
}

function messagesOf({ errors }: ValidateFunction): string[] {
  return (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

describe.skipIf(!present)('requests follow', () => {
  const readDocuments = () =>
    Object.entries(documentPaths).map(([name, path]) => ({
      name,
      document: z.parse(documentSchema, readReferenceObject(path)),
    }));

  it('the documents of the API, and each at least one of them', async () => {
    const documents = readDocuments();
    const all = documents.map(({ document }) => document);
    const checked = (await requestsOfSync()).map((request) => ({
      request,
      template: templateOf(all, request.path),
    }));
    expect(checked.filter(({ template }) => template === undefined)).toEqual([]);
    for (const { name, document } of documents) {
      const found = checked.flatMap(({ request, template }) => {
        if (unknownTo[name]?.includes(template ?? '')) return [];
        const problems = problemsOf(document, template, request);
        return problems === undefined ? [] : [problems];
      });
      expect(found.length, name).toBeGreaterThanOrEqual(leastChecked[name] ?? 5);
      expect(found.flat(), name).toEqual([]);
    }
  });

  it('rules that a wrong request breaks', () => {
    const path = '/rest/api/3/search/jql';
    const query = new URLSearchParams({ startAt: '0' });
    const wrong = { method: 'POST', path, query, headers: {}, body: { jql: ['a', 'b'], startAt: 0 } };
    const document = readDocuments()[1]?.document;
    if (document === undefined) throw new Error('There is no document.');
    expect(problemsOf(document, path, wrong)).toHaveLength(3);
    expect(problemsOf(document, path, { ...wrong, method: 'DELETE' })).toEqual([
      `DELETE ${path}: no such method`,
    ]);
  });
});

describe('every request of a sync', () => {
  it('only reads, with credentials and in English', async () => {
    const requests = await requestsOfSync();
    const paths = new Set(
      requests.map(({ method, path }) => `${method} ${path.replace(/(?<!api)\/\d+(?=\/|$)/g, '/{id}')}`),
    );
    expect([...paths].sort()).toEqual([
      'GET /rest/agile/1.0/board',
      'GET /rest/agile/1.0/board/{id}/sprint',
      'GET /rest/api/3/attachment/content/{id}',
      'GET /rest/api/3/auditing/record',
      'GET /rest/api/3/field',
      'GET /rest/api/3/group/member',
      'GET /rest/api/3/issue/createmeta/{id}/issuetypes/{id}',
      'GET /rest/api/3/issue/{id}/comment',
      'GET /rest/api/3/issue/{id}/remotelink',
      'GET /rest/api/3/issue/{id}/worklog',
      'GET /rest/api/3/issueLinkType',
      'GET /rest/api/3/issuesecurityschemes/{id}/members',
      'GET /rest/api/3/priority/search',
      'GET /rest/api/3/project/search',
      'GET /rest/api/3/project/{id}',
      'GET /rest/api/3/project/{id}/issuesecuritylevelscheme',
      'GET /rest/api/3/project/{id}/permissionscheme',
      'GET /rest/api/3/project/{id}/role',
      'GET /rest/api/3/project/{id}/role/{id}',
      'GET /rest/api/3/project/{id}/statuses',
      'GET /rest/api/3/user/bulk',
      'GET /rest/api/3/users/search',
      'GET /rest/api/3/worklog/deleted',
      'GET /rest/servicedeskapi/organization/{id}/user',
      'GET /rest/servicedeskapi/servicedesk/{id}/customer',
      'GET /rest/servicedeskapi/servicedesk/{id}/organization',
      'POST /rest/api/3/changelog/bulkfetch',
      'POST /rest/api/3/search/approximate-count',
      'POST /rest/api/3/search/jql',
      'POST /rest/api/3/workflows',
    ]);
    for (const { headers } of requests) {
      expect(headers.authorization).toMatch(/^Basic /);
      expect(headers['accept-language']).toBe('en');
      expect(headers['x-force-accept-language']).toBe('true');
    }
    const tokens = requests.map(({ body }) => JSON.stringify(body ?? '').includes('nextPageToken'));
    expect(tokens).toContain(true);
  });

  it('carries e-mail and token as they were given', async () => {
    const { client, proxy } = await startScriptedSite();
    proxy.interpose(() => ({ status: 200, body: [] }));
    await client.fields();
    const sent = proxy.requests[0]?.headers.authorization?.split(' ')[1] ?? '';
    expect(Buffer.from(sent, 'base64').toString()).toBe('ada@acme.example:not-a-token');
  });
});

describe('an answer of another shape', () => {
  const asked: [string, (client: JiraClient) => Promise<unknown>][] = [
    ['GET /rest/api/3/project/search', (client) => client.projectPage(0)],
    ['GET /rest/api/3/project/{id}', (client) => client.project('10000')],
    ['GET /rest/api/3/project/{id}/statuses', (client) => client.projectStatuses('10000')],
    ['GET /rest/api/3/field', (client) => client.fields()],
    ['GET /rest/api/3/priority/search', (client) => client.priorityPage(0)],
    ['GET /rest/api/3/users/search', (client) => client.userPage(0)],
    ['POST /rest/api/3/search/jql', (client) => client.issuePage('project = 1', '')],
    ['GET /rest/api/3/issue/{id}/comment', (client) => client.commentPage('20001', 0)],
    ['GET /rest/api/3/issue/{id}/worklog', (client) => client.worklogPage('20001', 0)],
    [
      'GET /rest/api/3/issue/createmeta/{id}/issuetypes/{id}',
      (client) => client.createFieldPage('10000', '10001', 0),
    ],
    ['GET /rest/api/3/issue/{id}/remotelink', (client) => client.remoteLinks('20001')],
    ['POST /rest/api/3/changelog/bulkfetch', (client) => client.changelogPage(['20001'], '')],
    ['POST /rest/api/3/workflows', (client) => client.workflows('10000', ['10001'])],
    ['POST /rest/api/3/search/approximate-count', (client) => client.approximateCount('project = 1')],
    ['GET /rest/api/3/worklog/deleted', (client) => client.deletedWorklogPage(0)],
    ['GET /rest/api/3/auditing/record', (client) => client.auditPage('2024-01-01T00:00:00Z', 0)],
    ['GET /rest/api/3/group/member', (client) => client.groupMemberPage('a', 0)],
    ['GET /rest/api/3/project/{id}/role/{id}', (client) => client.role('10000', 1)],
    ['GET /rest/api/3/project/{id}/permissionscheme', (client) => client.permissionScheme('10000')],
    ['GET /rest/api/3/project/{id}/issuesecuritylevelscheme', (client) => client.securityScheme('10000')],
    ['GET /rest/api/3/issuesecurityschemes/{id}/members', (client) => client.securityMemberPage(1, 0)],
    ['GET /rest/api/3/issueLinkType', (client) => client.linkTypes()],
    ['GET /rest/agile/1.0/board', (client) => client.boardPage('10000', 0)],
    ['GET /rest/agile/1.0/board/{id}/sprint', (client) => client.sprintPage(2, 0)],
    [
      'GET /rest/servicedeskapi/servicedesk/{id}/organization',
      (client) => client.organizationPage('10001', 0),
    ],
    ['GET /rest/servicedeskapi/organization/{id}/user', (client) => client.organizationMemberPage('1', 0)],
    ['GET /rest/servicedeskapi/servicedesk/{id}/customer', (client) => client.customerPage('10001', 0)],
    ['GET /rest/api/3/user/bulk', (client) => client.accounts(['712020:a'])],
  ];

  it.each(asked)('to %s is refused with a sentence that names it', async (endpoint, ask) => {
    for (const body of [{ surprise: 'value' }, [1], '"text"', 'null']) {
      const { client, proxy } = await startScriptedSite();
      proxy.interpose(() => ({ status: 200, body }));
      if (/\/(users\/search|remotelink)$/.test(endpoint) && Array.isArray(body)) continue;
      const answer = ask(client);
      await expect(answer).rejects.toThrow(`Jira answered ${endpoint} in a form`);
      await expect(answer).rejects.not.toThrow(/surprise/);
    }
  });
});

describe('projects', () => {
  it('are all listed, in pages of any size, by id', async () => {
    const { simulator, client, proxy } = await startJiraSite({ size: 12 });
    proxy.interpose((request) => {
      request.query.set('maxResults', '1');
      return undefined;
    });
    const units = [];
    for await (const page of externalSyncUnits({ client })) units.push(...page);
    expect(units.map(({ id }) => id)).toEqual(simulator.externalSyncUnitIds);
    expect(units[0]).toMatchObject({ ...DEMO_PROJECT, itemCount: 12, itemType: 'issues' });
    expect(units.map(({ description }) => description)).toEqual([
      'Software project – Work on the demo product.\r\nAll teams.',
      'Service desk',
      'Software project, archived: its issues cannot be read',
    ]);
  });

  it('without a count are counted roughly, but for archived ones', async () => {
    const { client, proxy } = await startScriptedSite();
    const values = [
      { id: '1', key: 'A', name: 'A', description: null, insight: { totalIssueCount: null } },
      { id: '2', key: 'B', name: 'B', archived: true },
    ];
    proxy.interpose(({ path, query, body }) => {
      if (!path.endsWith('/approximate-count'))
        return { status: 200, body: { values: query.get('startAt') === '0' ? values : [] } };
      expect(body).toEqual({ jql: 'project = 1' });
      return { status: 200, body: { count: 153 } };
    });
    const pages = [];
    for await (const page of externalSyncUnits({ client })) pages.push(page);
    const archived = 'Project, archived: its issues cannot be read';
    expect(pages).toEqual([
      [
        { id: '1', name: 'A (A)', description: 'Project', itemCount: 153, itemType: 'issues' },
        { id: '2', name: 'B (B)', description: archived, itemType: 'issues' },
      ],
      [],
    ]);
  });
});
