import {
  chosenRecord,
  chosenRecords,
  domainMapping,
  firstOf,
  fixedEnum,
  from,
  type InitialDomainMapping,
  mapTo,
  mapToCustomObject,
} from '@airdrop-connectors/core';
import { mappingsOnRequest } from './mapping-on-request.js';
import type { JiraOptions } from './options.js';
import * as recordTypes from './record-types.js';

const user = from(recordTypes.users);
const customer = from(recordTypes.customers);
const app = from(recordTypes.apps);
const organization = from(recordTypes.organizations);
const organizationMember = from(recordTypes.organizationMembers);
const tag = from(recordTypes.tags);
const component = from(recordTypes.components);
const version = from(recordTypes.versions);
const sprint = from(recordTypes.sprints);
const board = from(recordTypes.boards);
const issue = from(recordTypes.issues);
const request = from(recordTypes.requests);
const comment = from(recordTypes.comments);
const worklog = from(recordTypes.worklogs);
const link = from(recordTypes.links);

const toUser = mapTo(user, 'devu', {
  display_name: user.directly('name', { fallback: 'Unknown user' }),
  full_name: user.directly('name'),
  email: user.directly('email'),
});

const toCustomer = mapTo(customer, 'revu', {
  display_name: customer.directly('name', { fallback: 'Unknown customer' }),
  email: customer.directly('email'),
});

const toSystemUser = mapTo(app, 'sysu', {
  display_name: app.directly('name', { fallback: 'Unknown app' }),
});

/** Jira keeps no owner of an organization; whoever sets up the sync chooses one. */
const toAccount = mapTo(organization, 'account', {
  display_name: organization.directly('name', { fallback: 'Unnamed organization' }),
  owned_by: chosenRecords('devu'),
  state: fixedEnum('ACTIVE'),
});

const toOrganizationMember = mapTo(organizationMember, 'object_member', {
  object_id: organizationMember.directly('organization'),
  member_id: organizationMember.directly('member'),
  target_object_type: fixedEnum('account'),
});

const toTag = mapTo(tag, 'tag', { name: tag.directly('name', { fallback: 'untitled' }) });

const toPart = mapTo(component, 'feature', {
  name: component.directly('name', { fallback: 'Unnamed component' }),
  description: component.richText('description'),
  owned_by_ids: firstOf(component.asList('lead'), chosenRecords('devu')),
  parent_part: chosenRecord('product'),
  item_url_field: component.directly('item_url_field'),
});

/** DevRev takes neither versions nor sprints from outside, so both become objects of their own kind. */
const toVersion = mapToCustomObject(version, {
  title: version.directly('name', { fallback: 'Unnamed version' }),
  item_url_field: version.directly('item_url_field'),
});

const toSprint = mapToCustomObject(sprint, {
  title: sprint.directly('name', { fallback: 'Unnamed sprint' }),
});

const toBoard = mapToCustomObject(board, {
  title: board.directly('name', { fallback: 'Unnamed board' }),
  item_url_field: board.directly('item_url_field'),
});

const toWorklog = mapToCustomObject(worklog, {
  title: worklog.directly('time_spent', { fallback: 'Time spent' }),
  created_by_id: worklog.directly('author'),
});

/** Fields that issues and requests of Jira have in common, for all kinds of work in DevRev. */
const work = {
  title: issue.directly('summary', { fallback: 'Untitled issue', reverse: true }),
  body: issue.richText('description', { reverse: true }),
  // Work of nobody belongs to whom the user chooses when the sync is set up: DevRev demands an owner.
  owned_by_ids: firstOf(issue.asList('assignee', { reverse: true }), chosenRecords('devu')),
  reported_by_ids: issue.asList('reporter', { reverse: true }),
  created_by_id: issue.directly('creator'),
  tags: issue.directly('labels', { reverse: true }),
  target_close_date: issue.directly('due_date', { reverse: true }),
  actual_close_date: issue.directly('resolved_at'),
  item_url_field: issue.directly('item_url_field'),
  // Statuses differ per project: the stages come from the stage diagram in the run's metadata.
  stage: issue.customStages('status', { reverse: true }),
};

/** The part of work is its first component; work without one belongs to the product chosen at set-up. */
const part = firstOf(issue.directly('component'), chosenRecord('product'));

// Ids of Jira's built-in priorities, Highest to Lowest; users map the ones of their own.
const priority = issue.enumValue(
  'priority',
  { 1: 'P0', 2: 'P1', 3: 'P2', 4: 'P3', 5: 'P3' },
  { fallback: 'P2', reverse: { P0: '1', P1: '2', P2: '3', P3: '4' } },
);
const severity = issue.enumValue(
  'priority',
  { 1: 'blocker', 2: 'high', 3: 'medium', 4: 'low', 5: 'low' },
  { fallback: 'medium', reverse: { blocker: '1', high: '2', medium: '3', low: '4' } },
);

const toIssue = mapTo(issue, 'issue', { ...work, applies_to_part_id: part, priority });
const issueToTicket = mapTo(issue, 'ticket', { ...work, applies_to_part_id: part, severity });

/** For epics, where they are plans for the product rather than work. */
const toEnhancement = mapTo(issue, 'enhancement', {
  name: issue.directly('summary', { fallback: 'Untitled issue', reverse: true }),
  description: issue.richText('description', { reverse: true }),
  owned_by_ids: work.owned_by_ids,
  created_by_id: work.created_by_id,
  parent_part: part,
  tags: work.tags,
  target_close_date: work.target_close_date,
  item_url_field: work.item_url_field,
  stage: work.stage,
});

/** For sub-tasks, which need no part. */
const toTask = mapTo(issue, 'task', { ...work, priority });

const toTicket = mapTo(request, 'ticket', {
  ...work,
  applies_to_part_id: part,
  severity,
  rev_oid: request.directly('organization'),
});
const requestToIssue = mapTo(request, 'issue', { ...work, applies_to_part_id: part, priority });

/** Comments of deleted or anonymous people belong to whom the user chooses when the sync is set up. */
const toComment = mapTo(comment, 'comment', {
  body: comment.richText('body', { fallback: '(empty comment)', reverse: true }),
  created_by_id: firstOf(comment.directly('author'), chosenRecord('devu')),
  modified_by_id: firstOf(comment.directly('updated_by'), comment.directly('author'), chosenRecord('devu')),
  parent_object_id: comment.directly('issue', { reverse: true }),
  visibility: comment.enumValue(
    'visibility',
    { public: 'Visibility_EXTERNAL', internal: 'Visibility_INTERNAL', restricted: 'Visibility_PRIVATE' },
    {
      fallback: 'Visibility_PRIVATE',
      reverse: {
        Visibility_EXTERNAL: 'public',
        Visibility_PUBLIC: 'public',
        Visibility_INTERNAL: 'internal',
        Visibility_PRIVATE: 'restricted',
      },
    },
  ),
});

/** Kinds of links are the site's own; the table is for links made in DevRev, by the ids every new site starts with. */
const toLink = mapTo(link, 'custom_link', {
  link_type_id: link.customLinks(
    'type',
    {
      is_dependent_on: '10000',
      is_duplicate_of: '10002',
      is_related_to: '10003',
      is_parent_of: recordTypes.parentLinkType,
    },
    { reverse: true },
  ),
  source_id: link.directly('source', { reverse: true }),
  target_id: link.directly('target', { reverse: true }),
});

const always = [
  toUser,
  toCustomer,
  toSystemUser,
  toAccount,
  toOrganizationMember,
  toTag,
  toPart,
  toVersion,
  toSprint,
  toBoard,
  toComment,
  toWorklog,
  toLink,
  toIssue,
  issueToTicket,
  toEnhancement,
  toTask,
  toTicket,
  requestToIssue,
];

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export function initialDomainMapping(options: JiraOptions): InitialDomainMapping {
  return domainMapping([...always, ...mappingsOnRequest(options)]);
}
