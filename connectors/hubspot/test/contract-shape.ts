import type { ContractShape } from '@airdrop-connectors/testing';

/** What the contract has to know about this system to ask about its data. */
export const shape: ContractShape = {
  rootPages: 'GET /crm/objects/2026-09/tickets',
  changedRoots: 'POST /crm/objects/2026-09/tickets/search',
  rootKind: 'ticket',
  fields: {
    ticket: {
      subject: 'subject',
      pipeline: 'pipeline',
      stage: 'stage',
      priority: 'priority',
      owner: 'owner',
      company: 'company',
      contacts: 'contacts',
    },
    message: { parent: 'parent', author: 'author' },
    conversation: { contact: 'contact', status: 'status' },
    note: { parent: 'parent' },
    email: { parent: 'parent' },
    call: { parent: 'parent' },
    contact: { email: 'email', company: 'company' },
    company: { domain: 'domain', owner: 'owner' },
    deal: { name: 'name', stage: 'stage', owner: 'owner' },
    line_item: { quantity: 'quantity' },
    machine: { p_serial: 'p_serial' },
    owner: { email: 'email' },
    user: { email: 'email' },
    team: { name: 'name' },
    membership: { team: 'team', is_primary: 'is_primary' },
    currency: { rate: 'rate' },
    tag: { name: 'name' },
    article: { title: 'title' },
    attachment: { parent: 'parent_id', fileName: 'file_name' },
  },
  endpointsOf: {
    company_any: ['GET /crm/objects/2026-09/companies'],
    products: ['GET /crm/objects/2026-09/products'],
    line_items: ['GET /crm/objects/2026-09/line_items'],
    articles: ['GET /cms/site-search/2026-09/search'],
    tags: ['GET /crm/object-tags/2026-09-beta/0-5'],
    currencies: ['GET /settings/currencies/2026-09/exchange-rates/current'],
    attachments: ['GET /files/v3/files/{fileId}/download', 'GET media'],
    associations: [
      'POST /crm/associations/2026-09/contacts/companies/batch/read',
      'POST /crm/associations/2026-09/tickets/contacts/batch/read',
    ],
  },
  shared: [
    ...[
      'contacts',
      'deals',
      'notes',
      'emails',
      'calls',
      'meetings',
      'tasks',
      'communications',
      '2-3465404',
    ].map((type) => `GET /crm/objects/2026-09/${type}`),
    // What files are called; contents are asked for by themselves.
    'GET /files/2026-09/files/search',
    'GET /conversations/conversations/2026-09/threads',
    'GET /conversations/conversations/2026-09/threads/{threadId}/messages',
    'GET /conversations/conversations/2026-09/threads/{threadId}/messages/{messageId}/original-content',
    'GET /settings/users/2026-03',
    'GET /settings/users/2026-03/teams',
    'GET /crm/owners/2026-09',
  ],
  catalogue: [
    'GET /account-info/2026-09/details',
    'POST /crm/objects/2026-09/tickets/search',
    'POST /crm-object-schemas/2026-09/schemas/batch/read',
    'GET /crm/limits/2026-09/associations/labels',
    'GET /crm/pipelines/2026-09/tickets',
    'GET /crm/pipelines/2026-09/deals',
    'GET /crm-object-schemas/2026-09/schemas',
    ...['contacts/companies', 'tickets/contacts'].map(
      (pair) => `GET /crm/associations/2026-09/${pair}/labels`,
    ),
    'POST /conversations/conversations/2026-09/actors/batch/read',
  ],
  limits: 'professional',
  openReferences: ['owners', 'users', 'contacts'],
  // Files come with messages and with engagements, owners from two lists.
  interleaved: ['attachments', 'owners', 'queues'],
  killedRoots: 10,
  writing: {
    // Files hang on notes, and notes on tickets and deals.
    declined: ['file_without_place'],
    // Deals, tasks and custom objects rest for less than an hour.
    restSeconds: 3_600,
  },
  // Positions in lists are ids of records.
  lastingPositions: true,
  visibility: { kind: 'message', field: 'visibility', values: { public: 'public', internal: 'internal' } },
};
