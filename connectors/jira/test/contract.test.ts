import { connectorContract } from '@airdrop-connectors/testing';

connectorContract({
  system: 'jira',
  bundle: new URL('../dist/index.cjs', import.meta.url),
  shape: {
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
      user: { displayName: 'name', active: 'active', accountType: 'account_type' },
      attachment: { issue: 'parent_id', filename: 'file_name' },
    },
    endpointsOf: {
      users: ['GET /rest/api/3/users/search'],
      comments: ['GET /rest/api/3/issue/{issueIdOrKey}/comment'],
      attachments: ['GET /rest/api/3/attachment/content/{id}', 'GET media'],
    },
    catalogue: [
      'GET /rest/api/3/project/search',
      'GET /rest/api/3/project/{projectIdOrKey}',
      'GET /rest/api/3/project/{projectIdOrKey}/statuses',
      'GET /rest/api/3/field',
      'GET /rest/api/3/priority/search',
    ],
    limits: 'api-token',
    openReferences: ['users'],
    visibility: {
      kind: 'comment',
      field: 'visibility',
      values: { public: 'public', internal: 'internal', restricted: 'restricted' },
    },
  },
});
