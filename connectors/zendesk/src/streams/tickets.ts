import { ahead, attachments, RecordError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { attachmentSchema, commentSchema, ticketSchema } from '../api-types.js';
import type { ZendeskClient } from '../client.js';
import { brandOfUnit } from '../external-sync-units.js';
import { kit } from '../kit.js';
import { attachmentItem, commentItem, ticketItem } from '../normalize.js';
import { ticketLinkItem } from '../normalize-account.js';
import { tagItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import * as recordTypes from '../record-types.js';
import { ticketLinks } from '../record-types-lists.js';
import { type ExportPage, exportPages, startOf } from './export-pages.js';
import { createMetTags } from './met-tags.js';
import { linksOf } from './ticket-links.js';
import {
  type Conversation,
  type FoundTicket,
  readConversation,
  readMessage,
  readTicket,
  withoutConversation,
} from './ticket-page.js';

/**
 * Tickets whose conversations are read together. Each is a request, so that what is lost when an invocation ends is
 * little, and that none waits for its turn longer than an invocation would.
 */
const chunkSize = 25;

const cursorSchema = z.object({
  cursor: z.string(),
  since: z.number(),
  isLast: z.boolean(),
  /** Place of the last ticket delivered of the page that `cursor` leads to; −1: none yet. */
  second: z.number(),
  number: z.number(),
  /** Tags delivered before; see `createMetTags`. */
  tags: z.string(),
});
type Position = Omit<z.infer<typeof cursorSchema>, 'tags'>;

export const tickets = kit.stream({
  name: 'tickets',
  delivers: {
    tickets: recordTypes.tickets,
    comments: recordTypes.comments,
    links: ticketLinks,
    attachments,
    tags: recordTypes.tags,
  },
  // Whom and what tickets name comes first; it is little beside them.
  after: ['users', 'organizations', 'groups', 'brands', 'ticket-forms'],
  // Exports leave the last minute out.
  overlapSeconds: 300,

  prepare: async ({ client, metadata }) => ({ origin: client.origin, recordTypes: metadata.record_types }),

  cursor: cursorSchema,

  async *pages({ client, cursor, window, scope, externalSyncUnit }) {
    if (cursor?.isLast === true) return;
    const until = window.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(window.to);
    const wantsConversation = ['comments', 'attachments', 'links'].some(scope.includes);
    const met = createMetTags(cursor?.tags ?? '');
    const brand = brandOfUnit(externalSyncUnit.id);
    // What was deleted before a first run was never here.
    const withDeleted = window.from !== undefined;
    const from = cursor ?? { ...startOf(window), second: -1, number: -1 };
    for await (const { tickets: chunk, reached } of ahead(ticketChunks(client, from, withDeleted))) {
      const inWindow = chunk.filter(
        ({ updated, brandId }) => !(updated > until) && (brandId ?? brand) === (brand ?? brandId),
      );
      const conversations = await Promise.all(
        inWindow.map((ticket) =>
          wantsConversation ? readConversation(client, ticket) : withoutConversation(ticket),
        ),
      );
      yield {
        records: {
          tags: inWindow.flatMap(({ tags }) => tags.filter(met.isNew)),
          tickets: conversations,
          comments: conversations.flatMap(commentsOf),
          links: conversations.flatMap(linksOf),
          attachments: conversations.flatMap(({ files }) => files),
        },
        ...(reached !== undefined && { cursor: { ...reached, tags: met.latest() } }),
      };
    }
  },

  normalize: {
    tickets: ({ ticket, description }, { prepared }) =>
      ticketItem(
        parse(ticketSchema, ticket.raw, 'ticket'),
        description === undefined ? undefined : readMessage(description),
        prepared,
      ),
    comments: ({ raw, ticketId, refusal }, { prepared }) => {
      if (refusal !== undefined) throw new RecordError(refusal, { code: 'conversation_forbidden' });
      return commentItem(readMessage(raw), ticketId, prepared);
    },
    links: (link) => ticketLinkItem(link),
    attachments: ({ raw, parentId, ticketId, comment }) =>
      attachmentItem(parse(attachmentSchema, raw, 'attachment'), {
        id: parentId,
        ticketId,
        comment: parse(commentSchema, comment, 'comment'),
      }),
    tags: (tag) => tagItem(tag),
  },
});

/** A conversation that may not be seen is named as one comment that cannot be delivered. */
function commentsOf({ ticket, comments, refusal }: Conversation) {
  const found = comments.map((child) => ({ ...child, refusal: undefined as string | undefined }));
  return refusal === undefined
    ? found
    : [...found, { id: ticket.id, ticketId: ticket.id, raw: undefined, refusal }];
}

interface Chunk {
  tickets: readonly FoundTicket[];
  /** Undefined where a later invocation could not go on. */
  reached: Position | undefined;
}

/** Pages of the export in parts, so that each page of a thousand tickets need not be read to its end at once. */
async function* ticketChunks(
  client: ZendeskClient,
  from: Omit<Position, 'isLast'>,
  withDeleted: boolean,
): AsyncGenerator<Chunk, void, void> {
  const ask = async (position: { cursor: string; since: number }) => {
    const page = await client.ticketExportPage(position, { withDeleted });
    return page === 'position refused' ? page : { ...page, rows: page.tickets };
  };
  let { second, number } = from;
  for await (const page of exportPages(from, ask)) {
    yield* chunksOf(page, { second, number });
    second = -1;
    number = -1;
  }
}

/**
 * Rows come by time of the change, then id, which the text of a position shows; a part of a page ends at a place in
 * that order, and a page in another order is not left half-way.
 */
function* chunksOf({ rows, asked, reached }: ExportPage, after: Place): Generator<Chunk> {
  const found = rows.map(readTicket);
  const isOrdered = inOrder(found);
  const left = found.filter(({ place }) => place === undefined || comparePlaces(place, after) > 0);
  const end = { ...reached, second: -1, number: -1 };
  for (let start = 0; start + chunkSize < left.length; start += chunkSize) {
    const tickets = left.slice(start, start + chunkSize);
    const place = tickets.at(-1)?.place;
    yield {
      tickets,
      reached: isOrdered && place !== undefined ? { ...asked, isLast: false, ...place } : undefined,
    };
  }
  const lastStart = Math.max(0, Math.ceil(left.length / chunkSize) - 1) * chunkSize;
  yield { tickets: left.slice(lastStart), reached: end };
}

type Place = NonNullable<FoundTicket['place']>;

function inOrder(found: readonly FoundTicket[]): boolean {
  const places = found.flatMap(({ place }) => (place === undefined ? [] : [place]));
  return places.every((place, index) => {
    const before = places[index - 1];
    return before === undefined || comparePlaces(before, place) < 0;
  });
}

function comparePlaces(left: Place, right: Place): number {
  return left.second - right.second || left.number - right.number;
}
