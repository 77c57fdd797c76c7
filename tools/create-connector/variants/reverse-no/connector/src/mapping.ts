import {
  chosenRecord,
  chosenRecords,
  domainMapping,
  firstOf,
  fixedEnum,
  from,
  mapTo,
} from '@airdrop-connectors/core';
import * as recordTypes from './record-types.js';

const person = from(recordTypes.people);
const task = from(recordTypes.tasks);
const comment = from(recordTypes.comments);

const toUser = mapTo(person, 'devu', { display_name: person.directly('name', { fallback: 'Unnamed' }) });

const toTicket = mapTo(task, 'ticket', {
  title: task.directly('title', { fallback: 'Untitled task' }),
  owned_by_ids: firstOf(task.asList('person'), chosenRecords('devu')),
  applies_to_part_id: chosenRecord('product'),
  severity: fixedEnum('medium'),
  stage: task.enumValue(
    'state',
    { open: 'queued', started: 'work_in_progress', done: 'resolved' },
    { fallback: 'queued' },
  ),
});

/** The service shows comments to everybody who shares the list: people of the organization, no customers. */
const toComment = mapTo(comment, 'comment', {
  body: comment.richText('text', { fallback: '(empty comment)' }),
  created_by_id: firstOf(comment.directly('person'), chosenRecord('devu')),
  modified_by_id: firstOf(comment.directly('person'), chosenRecord('devu')),
  parent_object_id: comment.directly('task'),
  visibility: fixedEnum('Visibility_INTERNAL'),
});

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export const initialDomainMapping = domainMapping([toUser, toTicket, toComment]);
