import type { ContractShape } from '@airdrop-connectors/testing';

/** What the contract has to know about this system to ask about its data. */
export const shape: ContractShape = {
  rootPages: 'POST /rest/api/3/search/jql',
  rootKind: 'issue',
  fields: {
    issue: {
      summary: 'summary',
      status: 'status',
      assignee: 'assignee',
      priority: 'priority',
      parent: 'parent',
    },
    comment: { issue: 'issue', author: 'author' },
    worklog: { issue: 'issue', author: 'author', seconds: 'seconds' },
    link: { type: 'type', outward: 'source', inward: 'target' },
    user: { displayName: 'name', active: 'active' },
    customer: { displayName: 'name', active: 'active' },
    app: { displayName: 'name', active: 'active' },
    component: { name: 'name' },
    version: { name: 'name', released: 'released' },
    sprint: { name: 'name', state: 'state' },
    board: { name: 'name', type: 'kind' },
    attachment: { issue: 'parent_id', filename: 'file_name' },
  },
  endpointsOf: {
    comments: ['GET /rest/api/3/issue/{issueIdOrKey}/comment'],
    worklogs: ['GET /rest/api/3/issue/{issueIdOrKey}/worklog'],
    sprints: ['GET /rest/agile/1.0/board/{boardId}/sprint'],
    attachments: ['GET /rest/api/3/attachment/content/{id}', 'GET media'],
  },
  catalogue: [
    'GET /rest/api/3/project/search',
    'GET /rest/api/3/project/{projectIdOrKey}',
    'GET /rest/api/3/project/{projectIdOrKey}/statuses',
    'GET /rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
    'GET /rest/api/3/field',
    'GET /rest/api/3/issueLinkType',
    'POST /rest/api/3/workflows',
    // Of OAuth only: which sites the access token is for.
    'GET /oauth/token/accessible-resources',
  ],
  // Users, customers and apps are one list, and sprints are found by their boards.
  shared: ['GET /rest/api/3/users/search', 'GET /rest/agile/1.0/board'],
  connections: { 'token with scopes': { keyring: 'scoped token' }, OAuth: { keyring: 'oauth' } },
  onRequest: {
    settings: { change_history: 'true', remote_links: 'true', access: 'rules', deletions: 'true' },
    simulator: { administrator: true },
    itemTypes: ['changes', 'remote_links', 'groups', 'role_members', 'group_members', 'access_rules'],
    itemTypesLater: ['deletions'],
  },
  lateChanges: { simulator: { indexLagSeconds: 240 }, seconds: 240 },
  writing: {
    // A sub-task needs its parent, and files have their place with issues alone.
    declined: ['required_field_missing', 'comment_restricted', 'parent_not_loaded'],
  },
  limits: 'api-token',
  // At the site, where its gateway is, and there: tokens with scopes look like all others.
  callsWithWrongCredential: 3,
  openReferences: ['users', 'customers', 'apps'],
  visibility: {
    kind: 'comment',
    field: 'visibility',
    values: { public: 'public', internal: 'internal', restricted: 'restricted' },
  },
};
