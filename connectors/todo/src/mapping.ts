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
  title: task.directly('title', { fallback: 'Untitled task', reverse: true }),
  owned_by_ids: firstOf(task.asList('person', { reverse: true }), chosenRecords('devu')),
  applies_to_part_id: chosenRecord('product'),
  severity: fixedEnum('medium'),
  stage: task.enumValue(
    'state',
    { open: 'queued', started: 'work_in_progress', done: 'resolved' },
    {
      fallback: 'queued',
      reverse: {
        queued: 'open',
        work_in_progress: 'started',
        in_development: 'started',
        awaiting_development: 'started',
        awaiting_product_assist: 'started',
        awaiting_customer_response: 'started',
        resolved: 'done',
        canceled: 'done',
      },
    },
  ),
});

/** The service shows comments to everybody who shares the list: people of the organization, no customers. */
const toComment = mapTo(comment, 'comment', {
  body: comment.richText('text', { fallback: '(empty comment)', reverse: true }),
  created_by_id: firstOf(comment.directly('person', { reverse: true }), chosenRecord('devu')),
  modified_by_id: firstOf(comment.directly('person'), chosenRecord('devu')),
  parent_object_id: comment.directly('task', { reverse: true }),
  visibility: fixedEnum('Visibility_INTERNAL'),
});

/** Defaults offered when a sync is set up; whoever sets it up can change them. */
export const initialDomainMapping = domainMapping([toUser, toTicket, toComment]);
