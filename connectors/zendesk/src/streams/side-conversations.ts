import * as z from 'zod/mini';
import { sideConversationSchema, sideEventSchema } from '../api-types-lists.js';
import { brandOfUnit } from '../external-sync-units.js';
import { kit } from '../kit.js';
import {
  sideConversationItem,
  sideMessageItem,
  type TicketLink,
  ticketLinkItem,
} from '../normalize-account.js';
import { parse } from '../parse.js';
import * as types from '../record-types-lists.js';
import { startOf } from './export-pages.js';

/** Without a message, an event says nothing to anybody; a malformed one is named where it is delivered. */
const messageSchema = z.object({
  type: z.enum(['create', 'reply', 'forward']),
  message: z.unknown().check(z.refine((message) => message !== null && message !== undefined)),
});

/**
 * What agents say to outside parties, of all tickets, oldest first: a call for a thousand events instead of one for
 * each ticket. They name no brand, so that only the account as a whole has them.
 */
export const sideConversations = kit.stream({
  name: 'side-conversations',
  delivers: {
    side_conversations: types.sideConversations,
    side_messages: types.sideMessages,
    links: types.ticketLinks,
  },
  // They bring links, too: records of one type come from one stream after the other, always in the same order.
  after: ['tickets'],
  overlapSeconds: 300,

  prepare: async ({ client }) => ({ origin: client.origin }),

  cursor: z.object({ since: z.number(), isLast: z.boolean() }),

  async *pages({ client, cursor, window, externalSyncUnit }) {
    if (cursor?.isLast === true || brandOfUnit(externalSyncUnit.id) !== undefined) return;
    let before = new Set<string>();
    for (let since = cursor?.since ?? startOf(window).since; ; ) {
      const page = await client.sideEventPage(since);
      // The start is inclusive, so what a page has ended with comes again.
      const isNew = (raw: unknown) => !before.has(JSON.stringify(raw));
      const conversations = page.side_conversations ?? [];
      const records = {
        side_conversations: conversations.filter(isNew),
        side_messages: page.events.filter((raw) => z.safeParse(messageSchema, raw).success).filter(isNew),
        links: conversations.filter(isNew).flatMap(linkOf),
      };
      before = new Set([...conversations, ...page.events].map((raw) => JSON.stringify(raw)));
      const end = page.end_time ?? since;
      const isLast = !page.next_page || page.count === 0 || page.events.length === 0;
      since = end > since ? end : since + 1;
      yield { records, cursor: { since, isLast } };
      if (isLast) return;
    }
  },

  normalize: {
    side_conversations: (raw) =>
      sideConversationItem(parse(sideConversationSchema, raw, 'side conversation')),
    side_messages: (raw, { prepared }) =>
      sideMessageItem(parse(sideEventSchema, raw, 'event of a side conversation'), prepared.origin),
    links: (link) => ticketLinkItem(link),
  },
});

/** The ticket a conversation was handed on as. */
function linkOf(raw: unknown): TicketLink[] {
  const { data } = z.safeParse(sideConversationSchema, raw);
  const target = data?.external_ids?.targetTicketId;
  if (data === undefined || !target) return [];
  const { ticket_id: source, created_at: created, updated_at: updated } = data;
  return [{ kind: 'side_conversation', source, target, created, updated: updated ?? undefined }];
}
