import { chosenRecord, chosenRecords, domainMapping, firstOf, from, mapTo } from '@airdrop-connectors/core';
import { comments, issues, users } from './metadata.js';

const user = from(users);
const issue = from(issues);
const comment = from(comments);

const toUser = mapTo(user, 'devu', {
  display_name: user.directly('name', { fallback: 'Unknown user' }),
  full_name: user.directly('name'),
  email: user.directly('email'),
});

/** Fields that issues and tickets of DevRev share. */
const work = {
  title: issue.directly('summary', { fallback: 'Untitled issue' }),
  body: issue.richText('description'),
  // Work of nobody belongs to whom the user chooses when the sync is set up: DevRev demands an owner.
  owned_by_ids: firstOf(issue.asList('assignee'), chosenRecords('devu')),
  reported_by_ids: issue.asList('reporter'),
  created_by_id: issue.directly('creator'),
  target_close_date: issue.directly('due_date'),
  item_url_field: issue.directly('item_url_field'),
  applies_to_part_id: chosenRecord('product'),
  // Statuses differ per project: the stages come from the stage diagram in the run's metadata.
  stage: issue.customStages('status'),
};

// Ids of Jira's built-in priorities, Highest to Lowest; users map the ones of their own.
const toIssue = mapTo(issue, 'issue', {
  ...work,
  priority: issue.enumValue('priority', { 1: 'P0', 2: 'P1', 3: 'P2', 4: 'P3', 5: 'P3' }, { fallback: 'P2' }),
});

const toTicket = mapTo(issue, 'ticket', {
  ...work,
  severity: issue.enumValue(
    'priority',
    { 1: 'blocker', 2: 'high', 3: 'medium', 4: 'low', 5: 'low' },
    { fallback: 'medium' },
  ),
});

/** Comments of deleted or anonymous people belong to whom the user chooses when the sync is set up. */
const toComment = mapTo(comment, 'comment', {
  body: comment.richText('body', { fallback: '(empty comment)' }),
  created_by_id: firstOf(comment.directly('author'), chosenRecord('devu')),
  modified_by_id: firstOf(comment.directly('updated_by'), comment.directly('author'), chosenRecord('devu')),
  parent_object_id: comment.directly('issue'),
  visibility: comment.enumValue(
    'visibility',
    { public: 'Visibility_EXTERNAL', internal: 'Visibility_INTERNAL', restricted: 'Visibility_PRIVATE' },
    { fallback: 'Visibility_PRIVATE' },
  ),
});

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export const initialDomainMapping = domainMapping([toUser, toComment, toIssue, toTicket]);
