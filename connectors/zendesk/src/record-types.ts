import {
  bool,
  dynamicEnum,
  enumOf,
  int,
  recordType,
  recordTypeFamily,
  reference,
  richText,
  text,
  timestamp,
} from '@airdrop-connectors/core';
import {
  agentsTarget,
  brandsTarget,
  endUsersTarget,
  formsTarget,
  groupsTarget,
  organizationsTarget,
  peopleTargets,
  tagsTarget,
  ticketsTarget,
} from './record-names.js';
import { knowledgeRecordTypes } from './record-types-knowledge.js';
import { listRecordTypes } from './record-types-lists.js';

/** `plan: gold` for each field the account has made up and that has a value. */
const ownFields = text('Own fields').list();

/** Agents, light agents and administrators. */
export const agents = recordType(agentsTarget.key, 'Agent', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
  phone: text('Phone').optional(),
  role: text('Role'),
  own_fields: ownFields,
  active: bool('Active'),
  suspended: bool('Suspended'),
});

/** Customers; those known by phone or from messaging have no address. */
export const endUsers = recordType(endUsersTarget.key, 'End user', {
  name: text('Name'),
  email: text('E-mail').optional().identifier(),
  phone: text('Phone').optional(),
  external_id: text('External id').optional(),
  organization: reference('Organization', organizationsTarget).optional(),
  own_fields: ownFields,
  active: bool('Active'),
  suspended: bool('Suspended'),
});

export const organizations = recordType(organizationsTarget.key, 'Organization', {
  name: text('Name'),
  domains: text('Domains').list(),
  details: text('Details').optional(),
  notes: text('Notes').optional(),
  external_id: text('External id').optional(),
  own_fields: ownFields,
  deleted: bool('Deleted'),
});

export const groups = recordType(groupsTarget.key, 'Group', {
  name: text('Name'),
  description: richText('Description').optional(),
  is_public: bool('Public'),
  deleted: bool('Deleted'),
});

export const tags = recordType(tagsTarget.key, 'Tag', { name: text('Name') });

const visibility = enumOf('Visibility', { public: 'Public', internal: 'Internal' });

/** All tickets are of one record type, whose statuses and custom fields are found at run time. */
export const tickets = recordTypeFamily(ticketsTarget.key, 'Ticket', 'ticket_', {
  subject: text('Subject'),
  description: richText('Description').optional(),
  status: dynamicEnum('Status', []),
  priority: enumOf('Priority', {
    low: 'Low',
    normal: 'Normal',
    high: 'High',
    urgent: 'Urgent',
  }).optional(),
  type: enumOf('Type', {
    question: 'Question',
    incident: 'Incident',
    problem: 'Problem',
    task: 'Task',
  }).optional(),
  requester: reference('Requester', peopleTargets).optional(),
  submitter: reference('Submitter', peopleTargets).optional().readOnly(),
  assignee: reference('Assignee', peopleTargets).optional(),
  organization: reference('Organization', organizationsTarget).optional(),
  group: reference('Group', groupsTarget).optional(),
  problem: reference('Problem', ticketsTarget).optional(),
  brand: reference('Brand', brandsTarget).optional(),
  form: reference('Form', formsTarget).optional(),
  visibility,
  channel: text('Channel').optional().readOnly(),
  tags: reference('Tags', tagsTarget).list(),
  due_at: timestamp('Due').optional(),
  external_id: text('External id').optional(),
  satisfaction_score: text('Satisfaction').optional().readOnly(),
  satisfaction_comment: text('Satisfaction comment').optional().readOnly(),
  satisfaction_reason: text('Satisfaction reason').optional().readOnly(),
  reopens: int('Reopened').optional().readOnly(),
  replies: int('Replies').optional().readOnly(),
  first_reply_minutes: int('Minutes to the first reply').optional().readOnly(),
  full_resolution_minutes: int('Minutes to the last solution').optional().readOnly(),
  solved_at: timestamp('Solved').optional().readOnly(),
  other_values: text('Other values')
    .list()
    .described('Values that are not among those Zendesk offers any more, or of an unexpected form.')
    .readOnly(),
  item_url_field: text('Link to Zendesk').readOnly(),
});

/** Id of the one member of the family. */
export const anyTicket = 'any';

export const comments = recordType(
  'comments',
  'Comment',
  {
    body: richText('Body').optional(),
    ticket: reference('Ticket', ticketsTarget, { parent: true }),
    author: reference('Author', peopleTargets).optional(),
    visibility,
  },
  { loadable: true },
);

/** Record types that are the same in every account. */
export const fixedRecordTypes = [
  agents,
  endUsers,
  organizations,
  groups,
  tags,
  comments,
  ...listRecordTypes,
  ...knowledgeRecordTypes,
];
