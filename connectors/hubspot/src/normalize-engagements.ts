import { type ItemOf, RecordError } from '@airdrop-connectors/core';
import * as types from './engagement-types.js';
import { idsOf, opened } from './normalize.js';
import { withoutMark } from './note-marks.js';
import type { FoundObject } from './streams/object-page.js';
import { bodyOf, decimalOf, momentOrNull, present } from './values.js';

/** Whom or what an engagement hangs on: of all that it is associated with, the first in this order. */
export function parentOf(found: FoundObject): string | undefined {
  return ['tickets', 'deals', 'companies', 'contacts'].flatMap((type) => idsOf(found, type))[0];
}

export function noteItem(found: FoundObject): ItemOf<typeof types.notes> {
  const { dated, common } = engagement(found, 'note');
  // Members of the portal see notes, and nobody else.
  return types.notes.item({ ...dated, data: { body: noteBody(found), visibility: 'internal', ...common } });
}

/** What a note says. */
export function noteBody({ properties }: FoundObject) {
  return bodyOf(withoutMark(properties.hs_note_body));
}

export function emailItem(found: FoundObject): ItemOf<typeof types.emails> {
  const { properties, dated, common } = engagement(found, 'e-mail');
  const direction = present(properties.hs_email_direction);
  return types.emails.item({
    ...dated,
    data: {
      subject: present(properties.hs_email_subject),
      body: bodyOf(present(properties.hs_email_html) ?? properties.hs_email_text),
      direction,
      from: present(properties.hs_email_from_email),
      to: present(properties.hs_email_to_email),
      // Forwarded ones were meant for HubSpot only, and so may be what nobody knows.
      visibility: direction === 'EMAIL' || direction === 'INCOMING_EMAIL' ? 'public' : 'internal',
      ...common,
    },
  });
}

export function callItem(found: FoundObject): ItemOf<typeof types.calls> {
  const { object, properties, dated, common } = engagement(found, 'call');
  const duration = decimalOf(properties.hs_call_duration ?? '');
  return types.calls.item({
    ...dated,
    data: {
      title: present(properties.hs_call_title) ?? `Call ${object.id}`,
      body: bodyOf(properties.hs_call_body),
      duration: duration === undefined ? null : Math.round(duration.number),
      direction: present(properties.hs_call_direction),
      status: present(properties.hs_call_status),
      ...common,
    },
  });
}

const stateOfOutcome: Readonly<Record<string, 'completed' | 'canceled' | 'no_show' | 'scheduled'>> = {
  COMPLETED: 'completed',
  CANCELED: 'canceled',
  NO_SHOW: 'no_show',
};

export function meetingItem(found: FoundObject): ItemOf<typeof types.meetings> {
  const { object, properties, dated, common } = engagement(found, 'meeting');
  const outcome = present(properties.hs_meeting_outcome);
  return types.meetings.item({
    ...dated,
    data: {
      title: present(properties.hs_meeting_title) ?? `Meeting ${object.id}`,
      body: bodyOf(properties.hs_meeting_body),
      internal_notes: bodyOf(properties.hs_internal_meeting_notes),
      starts_at: momentOrNull(properties.hs_meeting_start_time),
      ends_at: momentOrNull(properties.hs_meeting_end_time),
      outcome,
      state: stateOfOutcome[outcome ?? ''] ?? 'scheduled',
      external_url: present(properties.hs_meeting_external_url),
      ...common,
    },
  });
}

const statuses = ['NOT_STARTED', 'IN_PROGRESS', 'WAITING', 'COMPLETED', 'DEFERRED'] as const;
const priorities = ['NONE', 'LOW', 'MEDIUM', 'HIGH'] as const;

export function taskItem(found: FoundObject): ItemOf<typeof types.tasks> {
  const { object, properties, dated } = opened(found, 'task');
  return types.tasks.item({
    ...dated,
    data: {
      subject: present(properties.hs_task_subject) ?? `Task ${object.id}`,
      body: bodyOf(properties.hs_task_body),
      status: statuses.find((status) => status === properties.hs_task_status) ?? 'NOT_STARTED',
      priority: priorities.find((priority) => priority === properties.hs_task_priority) ?? 'NONE',
      // Of a task, this is when it is due.
      due_at: momentOrNull(properties.hs_timestamp),
      completed_at: momentOrNull(properties.hs_task_completion_date),
      owner: present(properties.hubspot_owner_id),
      happened_at: momentOrNull(properties.hs_timestamp),
      item_url_field: object.url ?? null,
      parent: parentOf(found) ?? null,
    },
  });
}

export function communicationItem(found: FoundObject): ItemOf<typeof types.communications> {
  const { properties, dated, common } = engagement(found, 'communication');
  return types.communications.item({
    ...dated,
    data: {
      body: bodyOf(properties.hs_communication_body),
      channel: present(properties.hs_communication_channel_type),
      ...common,
    },
  });
}

/** @throws RecordError for one that hangs on nothing, and that DevRev has no place for */
function engagement(found: FoundObject, what: string) {
  const { object, properties, dated } = opened(found, what);
  const parent = parentOf(found);
  if (parent === undefined) {
    throw new RecordError(
      `This ${what} hangs on no ticket, deal, company or contact, so it has no place in DevRev.`,
      { code: 'without_parent', isLimitation: true },
    );
  }
  return {
    object,
    properties,
    dated,
    common: {
      parent,
      owner: present(properties.hubspot_owner_id),
      happened_at: momentOrNull(properties.hs_timestamp),
      item_url_field: object.url ?? null,
    },
  };
}
