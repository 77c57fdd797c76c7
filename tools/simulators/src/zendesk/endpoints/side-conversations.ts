import { ok } from '../../http/reply.js';
import type { Account } from '../account.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure } from '../http/failure.js';
import { addressOf } from '../http/pages.js';
import { utcSeconds } from '../render/time.js';
import type { SideEvent } from '../world/model.js';
import {
  firstSideConversation,
  readSideConversation,
  type SideConversation,
  sideConversationCount,
} from '../world/side-conversations.js';

const MOST_EVENTS = 1_000;

/** A service of its own: its feed has an envelope and errors of its own. */
export const sideConversationEndpoints: readonly Endpoint[] = [
  {
    template: '/api/v2/tickets/side_conversations/events',
    feature: 'side conversations',
    answer: (call, account) => {
      const text = call.url.searchParams.get('start_time') ?? '0';
      if (!/^\d{1,12}$/.test(text)) throw failure(400, 'InvalidValue', 'start_time must be a Unix time.');
      const start = Number(text);
      const { world } = account;
      const count = sideConversationCount(world);
      const events: { conversation: SideConversation; event: SideEvent }[] = [];
      const most = Math.min(account.pageSize, MOST_EVENTS);
      let position = firstSideConversation(world, start);
      // A conversation is not cut in two, so that a page moves on whatever its size.
      for (; position < count && events.length < most; position++) {
        const conversation = readSideConversation(world, position);
        for (const event of conversation.events) if (event.at >= start) events.push({ conversation, event });
      }
      // What was added later happened after all that.
      for (const added of position < count ? [] : world.laterSideEvents)
        if (added.event.at >= start)
          events.push({ conversation: readSideConversation(world, added.position), event: added.event });
      const end = events.at(-1)?.event.at ?? start;
      return ok({
        events: events.map(({ conversation, event }) => eventJson(conversation, event)),
        side_conversations: [
          ...new Map(events.map(({ conversation }) => [conversation.id, conversation])).values(),
        ].map((conversation) => conversationJson(conversation, account)),
        count: events.length,
        end_time: end,
        next_page: position < count ? addressOf(call, account, { start_time: String(end) }) : null,
      });
    },
  },
];

function eventJson(conversation: SideConversation, { id, type, html, at }: SideEvent): unknown {
  const agent = { user_id: conversation.agentId, name: 'Agent', email: 'agent@people.example' };
  const partner = { user_id: null, name: 'Partner', email: conversation.partner };
  const [from, to] = type === 'reply' ? [partner, agent] : [agent, partner];
  return {
    id,
    side_conversation_id: conversation.id,
    ticket_id: conversation.ticketId,
    type,
    via: 'email',
    actor: from,
    created_at: utcSeconds(at),
    message:
      type === 'update'
        ? null
        : {
            subject: conversation.subject,
            preview_text: '',
            from,
            to: [to],
            body: '',
            html_body: html,
            external_ids: {},
            attachments: [],
          },
    updates: type === 'update' ? { state: 'closed' } : {},
  };
}

function conversationJson(conversation: SideConversation, { url }: Account): unknown {
  const { id, ticketId, subject, state, agentId, partner, childTicketId, events, later } = conversation;
  const messages = [...events, ...later].filter(({ type }) => type !== 'update');
  return {
    url: `${url}/api/v2/tickets/${ticketId}/side_conversations/${id}`,
    id,
    ticket_id: ticketId,
    subject,
    preview_text: '',
    state,
    participants: [
      { user_id: agentId, name: 'Agent', email: 'agent@people.example' },
      { user_id: null, name: 'Partner', email: partner },
    ],
    external_ids: childTicketId === null ? {} : { targetTicketId: String(childTicketId) },
    created_at: utcSeconds(events[0]?.at ?? 0),
    updated_at: utcSeconds([...events, ...later].at(-1)?.at ?? 0),
    message_added_at: utcSeconds(messages.at(-1)?.at ?? 0),
    state_updated_at: utcSeconds([...events, ...later].at(-1)?.at ?? 0),
  };
}
