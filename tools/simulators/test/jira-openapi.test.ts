import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { hasReference, readReference } from '../../../reference-material.js';
import { jiraEndpoints } from '../src/jira/endpoints/all.js';
import { Json, saying, startSite } from './site-client.js';

const AT = Date.UTC(2025, 10, 3, 12);
const [vendorFile, derivedFile, softwareFile, serviceFile, adfFile] = [
  'specs/jira-platform-v3.vendor-2021-11-23.json',
  'specs/jira-platform-v3.derived-2026-08.json',
  'specs/jira-software.derived-2026-08.json',
  'specs/jira-service-management.derived-2026-08.json',
  'specs/jira-adf-full.schema.57.7.22.json',
];
const present = hasReference('OpenAPI checks', [vendorFile, derivedFile, softwareFile, serviceFile, adfFile]);
const read = (file: string) => (present ? readReference(file) : undefined);
const documents = {
  'vendor document of 2021': read(vendorFile),
  'document derived in 2026': read(derivedFile),
  'document of Jira Software': read(softwareFile),
  'document of Jira Service Management': read(serviceFile),
};
/** The platform's documents know more than these. */
const LEAST_CHECKED: Readonly<Record<string, number>> = {
  'document of Jira Software': 2,
  'document of Jira Service Management': 1,
};
const adfSchema = read(adfFile);

/** Jira prints offsets without colon, which RFC 3339 and so the format of JSON Schema refuse. */
const JIRA_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}([+-]\d{4}|Z)$/;

type OpenApi = Record<string, unknown>;

/**
 * JSON Schema of a reply. The documents never mark what may be null and the older one forbids members that came
 * later, so a null member counts as absent and unknown members are let through.
 */
function adapt(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(adapt);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => !IGNORED.has(name) && !(name === 'additionalProperties' && value === false))
      .map(([name, value]) => [name, adapt(value)]),
  );
}

const IGNORED = new Set([
  'xml',
  'example',
  'examples',
  'discriminator',
  'externalDocs',
  'readOnly',
  'writeOnly',
  'nullable',
]);

function createAjv(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  ajv.addFormat('date-time', JIRA_TIME);
  return ajv;
}

/** Validator of the successful JSON reply of an operation; undefined when the document does not know it. */
function replyValidator(document: OpenApi, method: string, path: string): ValidateFunction | undefined {
  const responses = new Json(document).at('paths', path, method, 'responses');
  const schema = ['200', '201', 'default'].map(
    (status) => responses.at(status).value !== undefined && responses.at(status, 'content').value,
  );
  const content = schema.find((candidate) => candidate);
  if (!content) return undefined;
  const reply = new Json(content).at('application/json', 'schema').value;
  if (reply === undefined) return undefined;
  return createAjv().compile({
    components: adapt(new Json(document).at('components').value),
    allOf: [adapt(reply)],
  });
}

function operationExists(document: OpenApi, method: string, path: string): boolean {
  return new Json(new Json(document).at('paths', path).value ?? {}).at(method).value !== undefined;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}

const JQL = 'project = DEMO ORDER BY updated ASC, key ASC';
const EXPAND = 'names,schema,changelog,renderedFields';
const SEARCH = { jql: JQL, fields: ['*all'], expand: EXPAND, maxResults: 100 };
const ISSUE = '/rest/api/3/issue/{issueIdOrKey}';
const SAID = saying('Hello');
const NEW = {
  fields: { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: 'New', description: SAID },
};
const REMOTE_LINK = { globalId: 'devrev:1', object: { url: 'https://app.example/1', title: 'One' } };
/** What is answered with 201. */
const MAKING = ['/rest/api/3/issue', '/rest/api/3/issue/bulk', `${ISSUE}/comment`, `${ISSUE}/remotelink`];
const CREATE = '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes';

/** Endpoint, and how to ask it here; every endpoint with a JSON reply in a document is listed. */
const CALLS: readonly (readonly [
  method: 'get' | 'post' | 'put',
  template: string,
  path: string,
  body?: unknown,
])[] = [
  ['get', '/rest/api/3/myself', '/rest/api/3/myself'],
  ['get', '/rest/api/3/serverInfo', '/rest/api/3/serverInfo'],
  ['get', '/rest/api/3/mypermissions', '/rest/api/3/mypermissions?permissions=BROWSE_PROJECTS,ADMINISTER'],
  [
    'get',
    '/rest/api/3/project/search',
    '/rest/api/3/project/search?expand=insight,description,lead,issueTypes',
  ],
  ['get', '/rest/api/3/project/{projectIdOrKey}', '/rest/api/3/project/DEMO'],
  ['get', '/rest/api/3/project/{projectIdOrKey}/statuses', '/rest/api/3/project/10000/statuses'],
  ['get', '/rest/api/3/field', '/rest/api/3/field'],
  ['get', '/rest/api/3/status', '/rest/api/3/status'],
  ['get', '/rest/api/3/priority/search', '/rest/api/3/priority/search?maxResults=3'],
  ['get', '/rest/api/3/issuetype', '/rest/api/3/issuetype'],
  ['get', '/rest/api/3/issueLinkType', '/rest/api/3/issueLinkType'],
  ['get', '/rest/api/3/resolution', '/rest/api/3/resolution'],
  ['get', '/rest/api/3/users/search', '/rest/api/3/users/search?maxResults=1000'],
  ['get', '/rest/api/3/user/bulk', '/rest/api/3/user/bulk?accountId={accountId}'],
  ['get', CREATE, '/rest/api/3/issue/createmeta/DEMO/issuetypes'],
  [
    'get',
    `${CREATE}/{issueTypeId}`,
    '/rest/api/3/issue/createmeta/DEMO/issuetypes/{issueTypeId}?maxResults=200',
  ],
  [
    'get',
    '/rest/api/3/search/jql',
    `/rest/api/3/search/jql?${new URLSearchParams({ jql: JQL, fields: '*all' })}`,
  ],
  ['post', '/rest/api/3/search/jql', '/rest/api/3/search/jql', SEARCH],
  ['post', '/rest/api/3/search/approximate-count', '/rest/api/3/search/approximate-count', { jql: JQL }],
  [
    'post',
    '/rest/api/3/issue/bulkfetch',
    '/rest/api/3/issue/bulkfetch',
    { issueIdsOrKeys: ['DEMO-1', 'DEMO-8'] },
  ],
  ['get', ISSUE, `/rest/api/3/issue/DEMO-8?expand=${EXPAND}`],
  ['get', `${ISSUE}/comment`, '/rest/api/3/issue/DEMO-{chatty}/comment?maxResults=100&expand=renderedBody'],
  ['post', `${ISSUE}/comment`, '/rest/api/3/issue/DEMO-{chatty}/comment', { body: SAID }],
  ['get', `${ISSUE}/comment/{id}`, '/rest/api/3/issue/DEMO-{chatty}/comment/{commentId}?expand=properties'],
  ['put', `${ISSUE}/comment/{id}`, '/rest/api/3/issue/DEMO-{chatty}/comment/{commentId}', { body: SAID }],
  ['post', '/rest/api/3/issue', '/rest/api/3/issue', NEW],
  ['post', '/rest/api/3/issue/bulk', '/rest/api/3/issue/bulk', { issueUpdates: [NEW, NEW] }],
  ['get', `${ISSUE}/editmeta`, '/rest/api/3/issue/DEMO-8/editmeta'],
  ['get', `${ISSUE}/transitions`, '/rest/api/3/issue/DEMO-8/transitions?expand=transitions.fields'],
  ['post', `${ISSUE}/remotelink`, '/rest/api/3/issue/DEMO-8/remotelink', REMOTE_LINK],
  ['get', `${ISSUE}/changelog`, '/rest/api/3/issue/DEMO-8/changelog'],
  ['get', `${ISSUE}/remotelink`, '/rest/api/3/issue/DEMO-12/remotelink'],
  [
    'post',
    '/rest/api/3/changelog/bulkfetch',
    '/rest/api/3/changelog/bulkfetch',
    { issueIdsOrKeys: ['DEMO-1', 'DEMO-8'], maxResults: 3 },
  ],
  [
    'post',
    '/rest/api/3/workflows',
    '/rest/api/3/workflows',
    { projectAndIssueTypes: [{ projectId: '10000', issueTypeId: '{issueTypeId}' }] },
  ],
  ['get', '/rest/api/3/worklog/deleted', '/rest/api/3/worklog/deleted?since=0'],
  ['get', '/rest/api/3/auditing/record', '/rest/api/3/auditing/record?limit=2'],
  ['get', '/rest/api/3/group/member', '/rest/api/3/group/member?groupId={groupId}'],
  ['get', '/rest/api/3/project/{projectIdOrKey}/role', '/rest/api/3/project/DEMO/role'],
  ['get', '/rest/api/3/project/{projectIdOrKey}/role/{id}', '/rest/api/3/project/DEMO/role/10003'],
  [
    'get',
    '/rest/api/3/project/{projectKeyOrId}/permissionscheme',
    '/rest/api/3/project/DEMO/permissionscheme?expand=permissions',
  ],
  [
    'get',
    '/rest/api/3/project/{projectKeyOrId}/issuesecuritylevelscheme',
    '/rest/api/3/project/DEMO/issuesecuritylevelscheme',
  ],
  [
    'get',
    '/rest/api/3/issuesecurityschemes/{issueSecuritySchemeId}/members',
    '/rest/api/3/issuesecurityschemes/10500/members',
  ],
  ['get', `${ISSUE}/worklog`, '/rest/api/3/issue/DEMO-26/worklog'],
  ['get', '/rest/agile/1.0/board', '/rest/agile/1.0/board?projectKeyOrId=10000'],
  ['get', '/rest/agile/1.0/board/{boardId}/sprint', '/rest/agile/1.0/board/2/sprint'],
  [
    'get',
    '/rest/servicedeskapi/servicedesk/{serviceDeskId}/organization',
    '/rest/servicedeskapi/servicedesk/10001/organization?limit=50',
  ],
  [
    'get',
    '/rest/servicedeskapi/organization/{organizationId}/user',
    '/rest/servicedeskapi/organization/1/user?limit=50',
  ],
  ['get', '/rest/api/3/attachment/{id}', '/rest/api/3/attachment/{attachmentId}'],
];
/** Where a document is known to be wrong: the older one shows one link where all of an issue are told. */
const FLAWED: Readonly<Record<string, readonly string[]>> = {
  'vendor document of 2021': [`${ISSUE}/remotelink`],
};
const WITHOUT_JSON = [
  'GET /_edge/tenant_info',
  'GET /oauth/token/accessible-resources',
  'GET /rest/api/3/attachment/content/{id}',
  'POST /rest/agile/1.0/backlog/issue',
  'POST /rest/agile/1.0/sprint/{sprintId}/issue',
  'POST /rest/api/3/issue/{issueIdOrKey}/transitions',
  'POST /rest/api/3/issueLink',
  'PUT /rest/api/3/issue/{issueIdOrKey}',
  'PUT /rest/api/3/issue/{issueIdOrKey}/assignee',
];
/** What is sent is no JSON: `jira-issue-writing.test.ts` has it. */
const OF_FORMS = ['POST /rest/api/3/issue/{issueIdOrKey}/attachments'];
/** In no document that there is. */
const EXPERIMENTAL = ['GET /rest/servicedeskapi/servicedesk/{serviceDeskId}/customer'];
const REMOVED = ['GET /rest/api/3/search', 'POST /rest/api/3/search'];

async function startFilled() {
  const site = await startSite({ size: 300, seed: 13, now: () => AT, administrator: true });
  site.simulator.applyChanges({ seed: 1, edits: 20, deletions: 3, at: AT - 600_000 });
  const attachment = [...site.simulator.truth('10000')].find(({ kind }) => kind === 'attachment');
  const types = (await site.get('/rest/api/3/issuetype')).json;
  const chatty = (await site.searchAll(JQL, { fields: ['comment'] })).find(
    (issue) => Number(issue.text('fields', 'comment', 'total')) > 20,
  );
  const group = [...(site.simulator.truthOnRequest?.('10000') ?? [])].find(({ kind }) => kind === 'group');
  const values: Record<string, string> = {
    groupId: group?.id ?? '',
    accountId: encodeURIComponent((await site.get('/rest/api/3/myself')).json.text('accountId')),
    issueTypeId: types.text(0, 'id'),
    attachmentId: attachment?.id ?? '',
    commentId: chatty?.text('fields', 'comment', 'comments', 0, 'id') ?? '',
    chatty: chatty?.text('key').slice('DEMO-'.length) ?? '',
  };
  return {
    site,
    fill: (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
  };
}

describe.skipIf(!present)('replies follow', () => {
  it.each(Object.entries(documents))('the %s', async (name, document) => {
    if (typeof document !== 'object' || document === null) throw new Error('The document is no object.');
    const openApi: OpenApi = { ...document };
    const { site, fill } = await startFilled();
    let checked = 0;
    for (const [method, template, path, body] of CALLS) {
      if (!operationExists(openApi, method, template) || FLAWED[name]?.includes(template)) continue;
      const answer = method === 'get' ? await site.get(fill(path)) : await site[method](fill(path), body);
      const isMade = method === 'post' && MAKING.includes(template);
      expect(answer.status, `${method} ${path}`).toBe(isMade ? 201 : 200);
      const validate = replyValidator(openApi, method, template);
      if (validate === undefined) throw new Error(`No reply schema for ${method} ${template}.`);
      validate(withoutNulls(answer.json.value));
      expect(validate.errors ?? [], `${method} ${path}`).toEqual([]);
      checked++;
    }
    expect(checked).toBeGreaterThanOrEqual(LEAST_CHECKED[name] ?? 16);
  });

  it('one of the documents at every endpoint there is', async () => {
    const { site, fill } = await startFilled();
    const known = CALLS.filter(([method, template]) =>
      Object.values(documents).some(
        (document) =>
          typeof document === 'object' &&
          document !== null &&
          operationExists({ ...document }, method, template),
      ),
    ).map(([method, template]) => `${method.toUpperCase()} ${template}`);
    const served = jiraEndpoints.map(({ method, template }) => `${method} ${template}`);
    expect([...known, ...WITHOUT_JSON, ...OF_FORMS, ...EXPERIMENTAL, ...REMOVED].sort()).toEqual(
      [...served].sort(),
    );
    expect((await site.raw(fill('/rest/api/3/attachment/content/{attachmentId}'))).status).toBe(303);
  });

  it('the schema of the document format, but for the node type nobody knows', async () => {
    const { site } = await startFilled();
    const ajv = createAjv();
    if (typeof adfSchema !== 'object' || adfSchema === null) throw new Error('The ADF schema is no object.');
    const { $schema: _dialect, ...schema } = { $schema: '', ...adfSchema };
    const validate = ajv.compile(schema);
    const types = new Set<string>();
    let unknown = 0;
    for (const issue of await site.searchAll(JQL, { fields: ['description', 'environment', 'comment'] })) {
      const fields = issue.at('fields');
      const comments = fields.list('comment', 'comments').map((comment) => comment.at('body'));
      for (const document of [fields.at('description'), fields.at('environment'), ...comments]) {
        if (document.value === null) continue;
        for (const match of JSON.stringify(document.value).matchAll(/"type":"(\w+)"/g))
          types.add(match[1] ?? '');
        if (JSON.stringify(document.value).includes('"hologram"')) {
          unknown++;
          continue;
        }
        validate(document.value);
        expect(validate.errors ?? [], JSON.stringify(document.value)).toEqual([]);
      }
    }
    expect(unknown).toBeGreaterThan(0);
    expect([...types]).toEqual(
      expect.arrayContaining([
        'mention',
        'media',
        'table',
        'panel',
        'taskItem',
        'emoji',
        'inlineCard',
        'expand',
      ]),
    );
  });
});
