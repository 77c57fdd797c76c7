import { chosenRecord, chosenRecords, firstOf, fixedEnum, from, mapTo } from '@airdrop-connectors/core';
import * as engagementTypes from './engagement-types.js';

const conversation = from(engagementTypes.conversations);
const message = from(engagementTypes.messages);
const note = from(engagementTypes.notes);
const email = from(engagementTypes.emails);
const call = from(engagementTypes.calls);
const meeting = from(engagementTypes.meetings);
const task = from(engagementTypes.tasks);
const communication = from(engagementTypes.communications);

const visibilities = { public: 'Visibility_EXTERNAL', internal: 'Visibility_INTERNAL' } as const;

/** A conversation of nobody belongs to whom the user chooses when the sync is set up: DevRev demands members. */
const toConversation = mapTo(conversation, 'conversation', {
  title: conversation.directly('title'),
  conversation_type: fixedEnum('support'),
  member_ids: firstOf(conversation.asList('assignee'), chosenRecords('devu')),
  owned_by_ids: firstOf(conversation.asList('assignee'), chosenRecords('devu')),
  participant_uids: conversation.asList('contact'),
  stage: conversation.enumValue('status', { open: 'needs_response', closed: 'resolved' }),
  actual_close_date: conversation.directly('closed_at'),
});

/** What automations said, and what nobody owns, belongs to whom the user chooses when the sync is set up. */
const messageToComment = mapTo(message, 'comment', {
  body: message.richText('body', { fallback: '(empty message)' }),
  created_by_id: firstOf(message.directly('author'), chosenRecord('devu')),
  modified_by_id: firstOf(message.directly('author'), chosenRecord('devu')),
  creator_display_name: message.directly('author_name'),
  parent_object_id: message.directly('parent'),
  visibility: message.enumValue('visibility', visibilities, { fallback: 'Visibility_INTERNAL' }),
});

const noteToComment = mapTo(note, 'comment', {
  body: note.richText('body', { fallback: '(empty note)', reverse: true }),
  created_by_id: firstOf(note.directly('owner', { reverse: true }), chosenRecord('devu')),
  modified_by_id: firstOf(note.directly('owner'), chosenRecord('devu')),
  parent_object_id: note.directly('parent', { reverse: true }),
  visibility: note.enumValue('visibility', visibilities, {
    fallback: 'Visibility_INTERNAL',
    reverse: {
      Visibility_EXTERNAL: 'public',
      Visibility_PUBLIC: 'public',
      Visibility_INTERNAL: 'internal',
      Visibility_PRIVATE: 'internal',
    },
  }),
});

const emailToComment = mapTo(email, 'comment', {
  body: email.richText('body', { fallback: '(empty e-mail)' }),
  created_by_id: firstOf(email.directly('owner'), chosenRecord('devu')),
  modified_by_id: firstOf(email.directly('owner'), chosenRecord('devu')),
  creator_display_name: email.directly('from'),
  parent_object_id: email.directly('parent'),
  visibility: email.enumValue('visibility', visibilities, { fallback: 'Visibility_INTERNAL' }),
});

const callToComment = mapTo(call, 'comment', {
  body: call.richText('body', { fallback: '(call without notes)' }),
  created_by_id: firstOf(call.directly('owner'), chosenRecord('devu')),
  modified_by_id: firstOf(call.directly('owner'), chosenRecord('devu')),
  parent_object_id: call.directly('parent'),
  visibility: fixedEnum('Visibility_INTERNAL'),
});

const communicationToComment = mapTo(communication, 'comment', {
  body: communication.richText('body', { fallback: '(empty message)' }),
  created_by_id: firstOf(communication.directly('owner'), chosenRecord('devu')),
  modified_by_id: firstOf(communication.directly('owner'), chosenRecord('devu')),
  parent_object_id: communication.directly('parent'),
  visibility: fixedEnum('Visibility_INTERNAL'),
});

const toMeeting = mapTo(meeting, 'meeting', {
  title: meeting.directly('title'),
  description: meeting.richText('body'),
  organizer_id: firstOf(meeting.directly('owner'), chosenRecord('devu')),
  member_ids: firstOf(meeting.asList('owner'), chosenRecords('devu')),
  channel: fixedEnum('other'),
  state: meeting.enumValue('state', {
    scheduled: 'scheduled',
    completed: 'completed',
    canceled: 'canceled',
    no_show: 'no_show',
  }),
  scheduled_date: meeting.directly('starts_at'),
  ended_date: meeting.directly('ends_at'),
  external_url: meeting.directly('external_url'),
  item_url_field: meeting.directly('item_url_field'),
});

const toTask = mapTo(task, 'task', {
  title: task.directly('subject', { fallback: 'Untitled task', reverse: true }),
  body: task.richText('body', { reverse: true }),
  owned_by_ids: firstOf(task.asList('owner', { reverse: true }), chosenRecords('devu')),
  priority: task.enumValue(
    'priority',
    { HIGH: 'P1', MEDIUM: 'P2', LOW: 'P3', NONE: 'P2' },
    { reverse: { P0: 'HIGH', P1: 'HIGH', P2: 'MEDIUM', P3: 'LOW' } },
  ),
  stage: task.enumValue(
    'status',
    {
      NOT_STARTED: 'open',
      IN_PROGRESS: 'in_development',
      WAITING: 'in_development',
      COMPLETED: 'resolved',
      DEFERRED: 'open',
    },
    { reverse: { open: 'NOT_STARTED', in_development: 'IN_PROGRESS', resolved: 'COMPLETED' } },
  ),
  target_close_date: task.directly('due_at', { reverse: true }),
  actual_close_date: task.directly('completed_at'),
  item_url_field: task.directly('item_url_field'),
});

export const engagementMappings = [
  toConversation,
  messageToComment,
  noteToComment,
  emailToComment,
  callToComment,
  communicationToComment,
  toMeeting,
  toTask,
];
