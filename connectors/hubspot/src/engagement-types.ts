import { enumOf, int, recordType, reference, richText, text, timestamp } from '@airdrop-connectors/core';
import {
  contactsTarget,
  conversationsTarget,
  ownersTarget,
  parentTargets,
  ticketsTarget,
  usersTarget,
} from './record-names.js';

const visibility = enumOf('Visibility', { public: 'Public', internal: 'Internal' });

/** What people did or said, as records of the CRM; when it happened has nothing to do with when it was written down. */
const engagement = {
  parent: reference('Record', parentTargets, { parent: true }),
  owner: reference('Owner', ownersTarget).optional(),
  happened_at: timestamp('Happened').optional().readOnly(),
  item_url_field: text('Link to HubSpot').optional().readOnly(),
} as const;

export const notes = recordType(
  'notes',
  'Note',
  { body: richText('Body').optional(), visibility, ...engagement },
  { loadable: true },
);

export const emails = recordType('emails', 'E-mail', {
  subject: text('Subject').optional(),
  body: richText('Body').optional(),
  direction: text('Direction').optional(),
  from: text('From').optional(),
  to: text('To').optional(),
  visibility,
  ...engagement,
});

export const calls = recordType('calls', 'Call', {
  title: text('Title'),
  body: richText('Body').optional(),
  duration: int('Duration in milliseconds').optional(),
  direction: text('Direction').optional(),
  status: text('Status').optional(),
  ...engagement,
});

export const meetings = recordType('meetings', 'Meeting', {
  title: text('Title'),
  body: richText('Body').optional(),
  internal_notes: richText('Internal notes').optional(),
  starts_at: timestamp('Start').optional(),
  ends_at: timestamp('End').optional(),
  outcome: text('Outcome').optional(),
  state: enumOf('State', {
    scheduled: 'Scheduled',
    completed: 'Completed',
    canceled: 'Canceled',
    no_show: 'No show',
  }),
  external_url: text('Link to the meeting').optional(),
  ...engagement,
});

export const tasks = recordType(
  'tasks',
  'Task',
  {
    subject: text('Subject'),
    body: richText('Body').optional(),
    status: enumOf('Status', {
      NOT_STARTED: 'Not started',
      IN_PROGRESS: 'In progress',
      WAITING: 'Waiting',
      COMPLETED: 'Completed',
      DEFERRED: 'Deferred',
    }),
    priority: enumOf('Priority', { NONE: 'None', LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High' }),
    due_at: timestamp('Due').optional(),
    completed_at: timestamp('Completed').optional(),
    ...engagement,
    // Tasks may hang on nothing.
    parent: engagement.parent.optional(),
  },
  { loadable: true },
);

/** Text messages, WhatsApp and LinkedIn. */
export const communications = recordType('communications', 'Message logged', {
  body: richText('Body').optional(),
  channel: text('Channel').optional(),
  ...engagement,
});

/** One that belongs to no ticket: what is said in the others is said about their ticket. */
export const conversations = recordType(conversationsTarget.key, 'Conversation', {
  title: text('Title'),
  status: enumOf('Status', { open: 'Open', closed: 'Closed' }),
  contact: reference('Contact', contactsTarget).optional(),
  assignee: reference('Assignee', usersTarget).optional(),
  inbox: text('Inbox').optional(),
  channel: text('Channel').optional(),
  closed_at: timestamp('Closed').optional(),
});

/** What was said in conversations. */
export const messages = recordType('messages', 'Conversation message', {
  body: richText('Body').optional(),
  parent: reference('Ticket or conversation', [ticketsTarget, conversationsTarget], { parent: true }),
  author: reference('Author', [usersTarget, contactsTarget]).optional(),
  author_name: text('Name of the author').optional(),
  channel: text('Channel').optional(),
  visibility,
});
