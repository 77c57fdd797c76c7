import * as z from 'zod/mini';
import type { TicketLink } from '../normalize-account.js';
import type { Conversation } from './ticket-page.js';

const source = z.optional(
  z.nullable(
    z.object({
      rel: z.optional(z.nullable(z.string())),
      from: z.optional(z.nullable(z.looseObject({ ticket_id: z.optional(z.nullable(z.coerce.string())) }))),
      to: z.optional(z.nullable(z.looseObject({ ticket_id: z.optional(z.nullable(z.coerce.string())) }))),
    }),
  ),
);
const via = z.optional(z.nullable(z.object({ source })));
const ticketSchema = z.object({
  created_at: z.optional(z.nullable(z.string())),
  updated_at: z.optional(z.nullable(z.string())),
  problem_id: z.optional(z.nullable(z.number())),
  via,
});
const commentSchema = z.object({ via });

/**
 * Tickets that a ticket names: its problem, the closed one it goes on from, the one it was merged into, which only a
 * comment tells. The other side says the same once more.
 */
export function linksOf({ ticket, description, comments }: Conversation): TicketLink[] {
  const { data } = z.safeParse(ticketSchema, ticket.raw);
  if (data === undefined || ticket.isDeleted) return [];
  const merge = [description, ...comments.map(({ raw }) => raw)].flatMap((raw) => {
    const origin = z.safeParse(commentSchema, raw).data?.via?.source;
    return origin?.rel === 'merge' && origin.to?.ticket_id ? [origin.to.ticket_id] : [];
  });
  const from = data.via?.source;
  const targets = {
    problem: data.problem_id ? [String(data.problem_id)] : [],
    follow_up: from?.rel === 'follow_up' && from.from?.ticket_id ? [from.from.ticket_id] : [],
    merge: [...new Set(merge)],
  };
  const dates = { created: data.created_at ?? undefined, updated: data.updated_at ?? undefined };
  return (['problem', 'follow_up', 'merge'] as const).flatMap((kind) =>
    targets[kind].map((target) => ({ kind, source: ticket.id, target, ...dates })),
  );
}
