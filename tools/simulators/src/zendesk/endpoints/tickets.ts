import { ok } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { notFound } from '../http/failure.js';
import { listPage } from '../http/pages.js';
import { commentJson } from '../render/tickets.js';
import { readComments } from '../world/comments.js';
import { findTicket } from '../world/tickets.js';

export const ticketEndpoints: readonly Endpoint[] = [
  {
    template: '/api/v2/tickets/{ticket_id}/comments',
    answer: (call, account) => {
      const ticket = findTicket(account.world, Number(call.pathValue('ticket_id')));
      if (ticket === undefined || ticket.isDeleted) throw notFound();
      const withInline = call.url.searchParams.get('include_inline_images') === 'true';
      const comments = readComments(account.world, ticket);
      if (call.url.searchParams.get('sort') === '-created_at') comments.reverse();
      return ok(
        listPage(
          call,
          account,
          'comments',
          comments.map((comment) => commentJson(comment, account, withInline)),
        ),
      );
    },
  },
];
