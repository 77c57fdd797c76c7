import {
  type LoadedData,
  type LoadItem,
  type RichTextInput,
  richTextToHtml,
  type SomeFields,
  sameElements,
} from '@airdrop-connectors/core';
import type { TicketMembers } from '../api/writing.js';
import type { Ticket } from '../api-types.js';
import { subjectOf } from '../normalize.js';
import type { tickets } from '../record-types.js';
import { customMembers } from './custom-members.js';
import { externalIdOf } from './marks.js';

export type TicketData = SomeFields<LoadedData<typeof tickets>>;
export type TicketToLoad = LoadItem<LoadedData<typeof tickets>>;

/** Fields of an item beside those of Zendesk that hold the id of something else. */
const references = {
  requester: 'requester_id',
  assignee: 'assignee_id',
  organization: 'organization_id',
  group: 'group_id',
  problem: 'problem_id',
  brand: 'brand_id',
  form: 'ticket_form_id',
} as const;

/** What of some fields can be set; the others are those of `unchangeable`. */
export function ticketMembers(data: TicketData): TicketMembers {
  const { subject, priority, type, tags, status, external_id: externalId, problem } = data;
  const ids = Object.entries(references).flatMap(([field, member]) => {
    const value = data[field as keyof typeof references];
    return value === undefined ? [] : [[member, value === null ? null : Number(value)] as const];
  });
  const custom = customMembers(data).map(({ id, value }) => ({ id: Number(id), value }));
  return {
    ...(subject !== undefined && { subject }),
    ...(priority !== undefined && { priority }),
    ...(type !== undefined && { type }),
    ...Object.fromEntries(ids),
    // Only an incident has a problem.
    ...(problem && { type: 'incident' }),
    ...(tags !== undefined && { tags }),
    ...(externalId && { external_id: externalId }),
    ...statusMembers(status),
    ...(custom.length > 0 && { custom_fields: custom }),
  };
}

/** A custom status goes by its number, the plain ones of an account without them by their names. */
function statusMembers(status: string | undefined): TicketMembers {
  if (status === undefined || status === 'deleted') return {};
  return /^\d+$/.test(status) ? { custom_status_id: Number(status) } : { status };
}

/** Why fields stay as they are. */
export function unchangeable(changes: TicketData): Record<string, string> {
  return {
    ...(changes.description !== undefined && {
      description: 'Zendesk keeps the first text of a ticket as it was written. Write a comment.',
    }),
    ...(changes.visibility !== undefined && {
      visibility:
        'Zendesk shows a ticket to its requester as soon as somebody answers in public, and hides none.',
    }),
    ...(changes.status === 'deleted' && {
      status: 'Tickets are deleted in Zendesk only. Delete it there.',
    }),
  };
}

/** A ticket as an extraction would deliver it, but for its description and what the account has added. */
export function heldTicket(ticket: Ticket, ours: TicketData): TicketData {
  const visibility = ticket.is_public === true ? 'public' : 'internal';
  return {
    subject: subjectOf(ticket),
    status: heldStatus(ticket, ours.status),
    // DevRev has no ticket without a severity: one without a priority is shown as this.
    priority: priorityOf(ticket) ?? (ours.priority === null ? null : 'normal'),
    type: typeOf(ticket),
    ...Object.fromEntries(
      Object.entries(references).map(([field, member]) => [field, ticket[member] ?? null]),
    ),
    visibility,
    tags: sameElements(ours.tags, ticket.tags ?? []) ?? undefined,
    external_id: externalIdOf(ticket.external_id),
  };
}

function heldStatus({ status, custom_status_id: custom }: Ticket, ours: string | undefined): string {
  const isPlain = ours !== undefined && !/^\d+$/.test(ours) && ours !== 'closed' && ours !== 'deleted';
  return status === 'closed' || status === 'deleted' || isPlain ? status : (custom ?? status);
}

const priorities = ['low', 'normal', 'high', 'urgent'] as const;
const types = ['question', 'incident', 'problem', 'task'] as const;
const priorityOf = ({ priority }: Ticket) => priorities.find((known) => known === priority);
const typeOf = ({ type }: Ticket) => types.find((known) => known === type) ?? null;

/** Zendesk takes no ticket and no comment that says nothing. */
export function htmlOf(text: RichTextInput, instead: string): string {
  return richTextToHtml(text).html || richTextToHtml(instead).html;
}
