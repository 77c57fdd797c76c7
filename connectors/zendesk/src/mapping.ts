import {
  chosenRecord,
  chosenRecords,
  domainMapping,
  firstOf,
  fixedEnum,
  from,
  mapTo,
} from '@airdrop-connectors/core';
import { knowledgeMappings } from './mapping-knowledge.js';
import { listMappings } from './mapping-lists.js';
import * as recordTypes from './record-types.js';

const agent = from(recordTypes.agents);
const endUser = from(recordTypes.endUsers);
const organization = from(recordTypes.organizations);
const group = from(recordTypes.groups);
const tag = from(recordTypes.tags);
const ticket = from(recordTypes.tickets);
const comment = from(recordTypes.comments);

const toDevUser = mapTo(agent, 'devu', {
  display_name: agent.directly('name', { fallback: 'Unknown agent' }),
  full_name: agent.directly('name'),
  email: agent.directly('email'),
});

const toRevUser = mapTo(endUser, 'revu', {
  display_name: endUser.directly('name', { fallback: 'Unknown customer' }),
  email: endUser.directly('email'),
  phone_numbers: endUser.asList('phone'),
  rev_org: endUser.directly('organization'),
});

/** Zendesk keeps no owner of an organization; whoever sets up the sync chooses one. */
const toAccount = mapTo(organization, 'account', {
  display_name: organization.directly('name', { fallback: 'Unnamed organization' }),
  owned_by: chosenRecords('devu'),
  state: fixedEnum('ACTIVE'),
});

const toGroup = mapTo(group, 'group', {
  name: group.directly('name', { fallback: 'Unnamed group' }),
  description: group.richText('description', { fallback: '(no description)' }),
});

const toTag = mapTo(tag, 'tag', { name: tag.directly('name', { fallback: 'untitled' }) });

const toTicket = mapTo(ticket, 'ticket', {
  title: ticket.directly('subject', { fallback: 'Untitled ticket', reverse: true }),
  body: ticket.richText('description', { reverse: true }),
  // A ticket of nobody belongs to whom the user chooses when the sync is set up: DevRev demands an owner.
  owned_by_ids: firstOf(ticket.asList('assignee', { reverse: true }), chosenRecords('devu')),
  reported_by_ids: ticket.asList('requester', { reverse: true }),
  created_by_id: ticket.directly('submitter'),
  rev_oid: ticket.directly('organization', { reverse: true }),
  group: ticket.directly('group', { reverse: true }),
  tags: ticket.directly('tags', { reverse: true }),
  applies_to_part_id: chosenRecord('product'),
  severity: ticket.enumValue(
    'priority',
    { urgent: 'blocker', high: 'high', normal: 'medium', low: 'low' },
    { fallback: 'medium', reverse: { blocker: 'urgent', high: 'high', medium: 'normal', low: 'low' } },
  ),
  // Statuses are the account's own: the stages come from the stage diagram in the run's metadata.
  stage: ticket.customStages('status', { reverse: true }),
  // DevRev numbers them: 1 is for the organisation, 2 for customers as well.
  visibility: ticket.enumValue(
    'visibility',
    { public: '2', internal: '1' },
    { fallback: '1', reverse: { '1': 'internal', '2': 'public', '3': 'internal' } },
  ),
  target_close_date: ticket.directly('due_at'),
  actual_close_date: ticket.directly('solved_at'),
  item_url_field: ticket.directly('item_url_field'),
});

/** Comments of the system, and of people who are gone, belong to whom the user chooses when the sync is set up. */
const toComment = mapTo(comment, 'comment', {
  body: comment.richText('body', { fallback: '(empty comment)', reverse: true }),
  created_by_id: firstOf(comment.directly('author', { reverse: true }), chosenRecord('devu')),
  modified_by_id: firstOf(comment.directly('author'), chosenRecord('devu')),
  parent_object_id: comment.directly('ticket', { reverse: true }),
  visibility: comment.enumValue(
    'visibility',
    { public: 'Visibility_EXTERNAL', internal: 'Visibility_INTERNAL' },
    {
      fallback: 'Visibility_INTERNAL',
      reverse: {
        Visibility_EXTERNAL: 'public',
        Visibility_PUBLIC: 'public',
        Visibility_INTERNAL: 'internal',
        Visibility_PRIVATE: 'internal',
      },
    },
  ),
});

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export const initialDomainMapping = domainMapping([
  toDevUser,
  toRevUser,
  toAccount,
  toGroup,
  toTag,
  toTicket,
  toComment,
  ...listMappings,
  ...knowledgeMappings,
]);
