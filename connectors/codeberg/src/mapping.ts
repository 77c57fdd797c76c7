import {
  chosenRecord,
  chosenRecords,
  domainMapping,
  firstOf,
  fixedEnum,
  from,
  mapTo,
  mapToCustomObject,
} from '@airdrop-connectors/core';
import * as recordTypes from './record-types.js';

const person = from(recordTypes.people);
const milestone = from(recordTypes.milestones);
const issue = from(recordTypes.issues);
const comment = from(recordTypes.comments);

const toUser = mapTo(person, 'devu', { display_name: person.directly('name', { fallback: 'Unnamed' }) });

/** DevRev has no milestones: each becomes an object of a kind of its own. */
const toMilestone = mapToCustomObject(milestone, {
  title: milestone.directly('title', { fallback: 'Untitled milestone' }),
});

const toIssue = mapTo(issue, 'issue', {
  title: issue.directly('title', { fallback: 'Untitled issue' }),
  body: issue.richText('body'),
  // Issues of nobody belong to whom is chosen when the sync is set up: DevRev demands an owner.
  owned_by_ids: firstOf(issue.directly('assignees'), chosenRecords('devu')),
  created_by_id: firstOf(issue.directly('author'), chosenRecord('devu')),
  applies_to_part_id: chosenRecord('product'),
  priority: fixedEnum('P2'),
  target_close_date: issue.directly('due'),
  item_url_field: issue.directly('item_url_field'),
  stage: issue.enumValue('state', { open: 'triage', closed: 'completed' }, { fallback: 'triage' }),
});

/** Whoever sees a repository sees its comments; in DevRev they are for the people who work on it. */
const toComment = mapTo(comment, 'comment', {
  body: comment.richText('body', { fallback: '(empty comment)' }),
  created_by_id: firstOf(comment.directly('author'), chosenRecord('devu')),
  modified_by_id: firstOf(comment.directly('author'), chosenRecord('devu')),
  parent_object_id: comment.directly('issue'),
  visibility: fixedEnum('Visibility_INTERNAL'),
});

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export const initialDomainMapping = domainMapping([toUser, toMilestone, toIssue, toComment]);
