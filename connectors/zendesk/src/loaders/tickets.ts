import {
  hasSameWords,
  plainTextToRichText,
  RecordError,
  UnexpectedResponseError,
  type Written,
} from '@airdrop-connectors/core';
import type { Ticket } from '../api-types.js';
import type { ZendeskClient } from '../client.js';
import { kit } from '../kit.js';
import { commentItem } from '../normalize.js';
import { tickets } from '../record-types.js';
import { readMessage } from '../streams/ticket-page.js';
import { droppedFields, heldCustomValues } from './custom-members.js';
import { ticketFields } from './declared-fields.js';
import { externalMark, markedInstead } from './marks.js';
import {
  heldTicket,
  htmlOf,
  type TicketData,
  type TicketToLoad,
  ticketMembers,
  unchangeable,
} from './ticket-members.js';

/** Attempts to write a ticket that others change at the same time. */
const attempts = 3;

/** Tickets as they were read, to tell Zendesk which version a change is meant for. */
const read = new WeakMap<TicketToLoad, Ticket>();

/**
 * A new ticket is found by its external id, and for the two hours in which that may be late Zendesk answers the same
 * ticket to the same key. https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency
 */
export const ticketLoader = kit.loader({
  loads: tickets,

  async create({ client, item, key }) {
    const { description, visibility, requester, subject } = item.data;
    const ticket = await client.createTicket(
      {
        ...withoutNothing(ticketMembers(item.data)),
        external_id: externalMark(key),
        comment: {
          html_body: htmlOf(description, subject ?? 'Made in DevRev'),
          // What does not say that customers see it is for agents only.
          public: visibility === 'public',
          ...(requester && { author_id: Number(requester) }),
        },
      },
      key,
    );
    return made(client, ticket, item.data);
  },

  async find({ client, item, key }) {
    const ticket = await client.ticketByExternalId(externalMark(key));
    return ticket && made(client, ticket, item.data);
  },

  update: {
    async read({ client, item, id }) {
      const ticket = await client.ticket(id);
      if (ticket === undefined) return undefined;
      read.set(item, ticket);
      const custom = heldCustomValues(await ticketFields(client), ticket.custom_fields ?? [], item.data);
      const description = await heldDescription(client, ticket, item.data.description);
      const data = { ...heldTicket(ticket, item.data), description, ...custom };
      return { modifiedDate: ticket.updated_at, data };
    },

    async write({ client, item, id, changes }) {
      const members = ticketMembers(changes);
      const held = read.get(item) ?? (await client.ticket(id));
      if (held === undefined) throw gone(id);
      if (Object.keys(members).length === 0) {
        return { id, modifiedDate: held.updated_at, refused: unchangeable(changes) };
      }
      return written(client, await update(client, held, changes), changes, changes);
    },
  },
});

/**
 * A version that is not the one that was read any more may be somebody else's, or our own, when the answer to it was lost.
 * @throws RecordError when somebody has changed the same fields meanwhile
 */
async function update(client: ZendeskClient, held: Ticket, changes: TicketData): Promise<Ticket> {
  const definitions = await ticketFields(client);
  const wanted = textsOf(changes, changes);
  const valuesOf = (ticket: Ticket) =>
    textsOf(changes, {
      ...heldTicket(ticket, changes),
      ...heldCustomValues(definitions, ticket.custom_fields ?? [], changes),
    });
  const before = valuesOf(held);
  let current = held;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const version = { safe_update: true, updated_stamp: current.updated_at };
      return await client.updateTicket(held.id, { ...ticketMembers(changes), ...version });
    } catch (error) {
      const isConflict = error instanceof UnexpectedResponseError && error.status === 409;
      if (!isConflict || attempt === attempts) throw error;
      const latest = await client.ticket(held.id);
      if (latest === undefined) throw gone(held.id);
      const now = valuesOf(latest);
      if (now.some((value, field) => value !== before[field] && value !== wanted[field])) {
        throw new RecordError(
          'Somebody has changed the same fields in Zendesk while they were written. The next sync takes the later change.',
          { code: 'changed_meanwhile', isLimitation: true },
        );
      }
      if (now.every((value, field) => value === wanted[field])) return latest;
      current = latest;
    }
  }
}

/** Values of the fields that can be changed and are, each as a text. */
function textsOf(changes: TicketData, values: TicketData): string[] {
  const writable = Object.keys(changes).filter((field) => !Object.hasOwn(unchangeable(changes), field));
  return writable.map((field) => JSON.stringify(values[field] ?? null));
}

/** Ours where both say the same. The ticket has it as plain text; only where that differs its first comment is read. */
async function heldDescription(
  client: ZendeskClient,
  { id, description }: Ticket,
  ours: TicketData['description'],
): Promise<TicketData['description']> {
  if (hasSameWords(ours, plainTextToRichText(description ?? ''))) return ours;
  const { comments } = await client.commentPage(id, '');
  const [first] = comments;
  if (first === undefined) return undefined;
  const { body } = commentItem(readMessage(first), id, { origin: client.origin, recordTypes: {} }).data;
  return hasSameWords(ours, body ?? '') ? ours : body;
}

function gone(id: string): RecordError {
  return new RecordError(`Ticket ${id} was deleted in Zendesk while it was written. Restore it there.`, {
    code: 'changed_meanwhile',
    isLimitation: true,
  });
}

/**
 * Without the time of the change: what Zendesk has added to the ticket, such as its brand and its form, has to come with
 * the next forward sync.
 */
async function made(client: ZendeskClient, ticket: Ticket, data: TicketData): Promise<Written> {
  const { status, external_id } = data;
  const { id, refused } = await written(client, ticket, data, status === 'deleted' ? { status } : {});
  return { id, refused: { ...refused, ...(external_id && { external_id: markedInstead }) } };
}

/** @param changes what of the fields sent the ticket had before */
async function written(
  client: ZendeskClient,
  ticket: Ticket,
  sent: TicketData,
  changes: TicketData,
): Promise<Written> {
  const dropped = droppedFields(await ticketFields(client), ticket.custom_fields ?? [], sent);
  const refused = { ...unchangeable(changes), ...dropped };
  return {
    id: ticket.id,
    modifiedDate: ticket.updated_at,
    ...(Object.keys(refused).length > 0 && { refused }),
  };
}

function withoutNothing(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
