import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Account } from '../account.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure, invalid, notFound } from '../http/failure.js';
import { listPage } from '../http/pages.js';
import { readTicketInput } from '../http/ticket-input.js';
import { commentJson, fileJson, ticketJson } from '../render/tickets.js';
import { utcSeconds } from '../render/time.js';
import { readComments } from '../world/comments.js';
import type { Comment, Ticket } from '../world/model.js';
import { findTicket, readTicket } from '../world/tickets.js';
import { takeUpload } from '../world/uploads.js';
import { createTicketFrom, makePrivate, updateTicketWith } from '../world/writing.js';

/** How long a creation can be repeated with the same key, and then answers the same. */
const REPEAT_MS = 2 * 3_600_000;
const LATE_MS = 60_000;

/** What is written of tickets, and what a writer has to look up. */
export const ticketWriting: readonly Endpoint[] = [
  {
    template: '/api/v2/tickets',
    answer: (call, account) => {
      const wanted = call.url.searchParams.get('external_id');
      const found = wanted === null ? [] : byExternalId(account, wanted);
      const rows = found.map((ticket) => ticketJson(ticket, account));
      return ok(listPage(call, account, 'tickets', rows));
    },
  },
  {
    template: '/api/v2/tickets/{ticket_id}',
    answer: (call, account) => ok({ ticket: ticketJson(livingTicket(call, account), account) }),
  },
  { method: 'POST', template: '/api/v2/tickets', answer: createTicket },
  { method: 'PUT', template: '/api/v2/tickets/{ticket_id}', answer: updateTicket },
  {
    method: 'PUT',
    template: '/api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/make_private',
    answer: (call, { world }) => {
      const { index } = livingTicket(call, { world });
      if (!makePrivate(world, index, Number(call.pathValue('ticket_comment_id')))) throw notFound();
      return ok({});
    },
  },
  {
    method: 'POST',
    template: '/api/v2/uploads',
    takesFile: true,
    answer: (call, account) => {
      const fileName = call.url.searchParams.get('filename') ?? '';
      if (fileName === '') throw failure(400, 'InvalidValue', 'filename is missing.');
      const content = call.body instanceof Uint8Array ? call.body : new Uint8Array();
      const contentType = call.header('content-type') ?? 'application/octet-stream';
      const { token, file } = takeUpload(account.world, { fileName, contentType, content });
      const attachment = fileJson(file, account);
      return { status: 201, json: { upload: { token, attachment, attachments: [attachment] } } };
    },
  },
];

function byExternalId({ world }: Account, wanted: string): Ticket[] {
  const isLate = world.oddities.has('late external ids');
  return [...world.overrides.keys()]
    .map((index) => readTicket(world, index))
    .filter(({ externalId, isDeleted }) => externalId === wanted && !isDeleted)
    .filter(({ createdAt }) => !isLate || createdAt * 1000 + LATE_MS <= world.now());
}

function livingTicket(call: Call, { world }: Pick<Account, 'world'>): Ticket {
  const ticket = findTicket(world, Number(call.pathValue('ticket_id')));
  if (ticket === undefined || ticket.isDeleted) throw notFound();
  return ticket;
}

function createTicket(call: Call, account: Account): Reply {
  const { world, caller } = account;
  const key = call.header('idempotency-key');
  const text = JSON.stringify(call.body);
  const earlier = key === undefined ? undefined : world.writing.repeats.get(key);
  if (earlier !== undefined && world.now() - earlier.at < REPEAT_MS) {
    if (earlier.body !== text)
      throw failure(
        400,
        'IdempotentRequestError',
        "Request parameters don't match the given idempotency key",
      );
    return created(readTicket(world, earlier.index), account, 'hit');
  }
  const { input, warning } = readTicketInput(world, caller, ticketOf(call), undefined);
  const { comment } = input;
  if (comment === undefined)
    throw invalid({ base: [{ description: 'Comment: is missing', error: 'BlankValue' }] });
  const index = createTicketFrom(world, { ...input, comment });
  if (key !== undefined) world.writing.repeats.set(key, { body: text, index, at: world.now() });
  return withWarning(
    created(readTicket(world, index), account, key === undefined ? undefined : 'miss'),
    warning,
  );
}

function created(ticket: Ticket, account: Account, lookup: 'hit' | 'miss' | undefined): Reply {
  const [description] = readComments(account.world, ticket);
  return {
    status: 201,
    ...(lookup !== undefined && { headers: { 'x-idempotency-lookup': lookup } }),
    json: { ticket: ticketJson(ticket, account), audit: auditJson(ticket, description, account) },
  };
}

function updateTicket(call: Call, account: Account): Reply {
  const { world, caller } = account;
  const ticket = livingTicket(call, account);
  const body = ticketOf(call);
  if (ticket.isClosed)
    throw invalid({
      status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }],
    });
  if (body.safe_update === true && body.updated_stamp !== utcSeconds(ticket.updatedAt))
    throw failure(409, 'UpdateConflict', 'The ticket was changed since it was read.');
  const { input, warning } = readTicketInput(world, caller, body, ticket);
  const comment = updateTicketWith(world, ticket.index, input);
  const changed = readTicket(world, ticket.index);
  const json = { ticket: ticketJson(changed, account), audit: auditJson(changed, comment, account) };
  return withWarning(ok(json), warning);
}

function withWarning(reply: Reply, warning: string | undefined): Reply {
  return warning === undefined
    ? reply
    : { ...reply, headers: { ...reply.headers, 'x-zendesk-api-warn': warning } };
}

function ticketOf({ body }: Call): Readonly<Record<string, unknown>> {
  const ticket = typeof body === 'object' && body !== null && 'ticket' in body ? body.ticket : undefined;
  if (typeof ticket === 'object' && ticket !== null) return { ...ticket };
  throw failure(400, 'RequiredParamMissing', 'ticket is missing.');
}

/** One change with what it consists of; triggers of the account have added a notification. */
function auditJson({ id, updatedAt }: Ticket, comment: Comment | undefined, account: Account): unknown {
  return {
    id: 71_000_000_000 + id,
    ticket_id: id,
    created_at: utcSeconds(updatedAt),
    author_id: account.caller.id,
    metadata: { system: {}, custom: comment?.custom ?? {} },
    events: [
      ...(comment === undefined ? [] : [commentJson(comment, account, true)]),
      { id: 72_000_000_000 + id, type: 'Notification', subject: 'Received', body: '' },
    ],
  };
}
