import { connectorContract } from '@airdrop-connectors/testing';

connectorContract({
  system: 'zendesk',
  bundle: new URL('../dist/index.cjs', import.meta.url),
  shape: {
    rootPages: 'GET /api/v2/incremental/tickets/cursor',
    rootKind: 'ticket',
    fields: {
      ticket: {
        subject: 'subject',
        status: 'status',
        priority: 'priority',
        requester: 'requester',
        assignee: 'assignee',
        organization: 'organization',
      },
      comment: { ticket: 'ticket', author: 'author' },
      agent: { name: 'name' },
      'end-user': { name: 'name' },
      organization: { name: 'name' },
      group: { name: 'name' },
      attachment: { parent: 'parent_id', fileName: 'file_name' },
    },
    endpointsOf: {
      organizations: ['GET /api/v2/incremental/organizations'],
      groups: ['GET /api/v2/groups'],
      attachments: ['GET /attachments/token/{token}/', 'GET media'],
    },
    // Comments bring the files and the text of the ticket along; users are two item types in one list.
    shared: ['GET /api/v2/tickets/{ticket_id}/comments'],
    catalogue: [
      'GET /api/v2/users/me',
      'GET /api/v2/brands',
      'GET /api/v2/tickets/count',
      'GET /api/v2/ticket_fields',
      'GET /api/v2/custom_statuses',
      'GET /api/v2/incremental/users/cursor',
    ],
    limits: 'professional',
    openReferences: ['agents', 'end_users'],
    visibility: { kind: 'comment', field: 'visibility', values: { public: 'public', internal: 'internal' } },
  },
  skip: {
    'time-efficiency':
      'the attachments phase of core empties its lanes at the end of every list of files, and a data phase that limits ' +
      'make long saves many short lists; run and data phase alone are above the bound (README, Limits)',
  },
});
