import {
  hasSameWords,
  htmlToRichText,
  isSameText,
  RecordError,
  type RichTextInput,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { RefusedItem } from '../api/refusals.js';
import { commentSchema } from '../api-types.js';
import type { ZendeskClient } from '../client.js';
import { kit } from '../kit.js';
import { commentItem } from '../normalize.js';
import { comments } from '../record-types.js';
import { readMessage } from '../streams/ticket-page.js';
import { markedComment } from './marked-comments.js';
import { noteName } from './marks.js';
import { htmlOf } from './ticket-members.js';

const identified = z.object({ id: z.number() });

/** A comment is made with a change of its ticket, and never edited; what customers see can only be hidden from them. */
export const commentLoader = kit.loader({
  loads: comments,
  inOrderOf: ({ data }) => data.ticket ?? '',

  async create({ client, item, key }) {
    const { ticket, author, body, visibility } = item.data;
    const write = (writer: { author_id?: number }) =>
      client.addComment(ticketOf(ticket), {
        comment: { html_body: htmlOf(body, '(no text)'), public: visibility === 'public', ...writer },
        metadata: { [noteName]: key },
      });
    try {
      const { id, changedAt } = await write(author ? { author_id: Number(author) } : {});
      // Who has written it when nobody was named, and a text in another form, come with the next forward sync.
      return author && readsBack(body) ? { id, modifiedDate: changedAt } : { id };
    } catch (error) {
      if (!(error instanceof RefusedItem && error.code === 'person_refused')) throw error;
      // As above.
      const { id } = await write({});
      return { id, refused: { author: error.message } };
    }
  },

  async find({ client, item, key, since }) {
    const found = await markedComment(client, ticketOf(item.data.ticket), { key, since });
    return found && { id: found.id };
  },

  update: {
    async read({ client, item, id }) {
      const raw = await findComment(client, ticketOf(item.data.ticket), id);
      if (raw === undefined) return undefined;
      const message = readMessage(raw);
      const context = { origin: client.origin, recordTypes: {} };
      const { body, visibility } = commentItem(message, ticketOf(item.data.ticket), context).data;
      return {
        modifiedDate: message.comment.created_at,
        data: { body: hasSameWords(item.data.body, body ?? '') ? item.data.body : body, visibility },
      };
    },

    async write({ client, item, id, changes }) {
      const isHidden = changes.visibility === 'internal';
      if (isHidden) await client.makeCommentPrivate(ticketOf(item.data.ticket), id);
      return {
        id,
        refused: {
          ...(changes.body !== undefined && {
            body: 'Zendesk keeps a comment as it was written. Write another one.',
          }),
          ...(changes.visibility === 'public' && {
            visibility: 'Zendesk shows a comment to nobody it was hidden from. Write another one.',
          }),
        },
      };
    },
  },
});

function readsBack(body: RichTextInput): boolean {
  return isSameText(body, htmlToRichText(htmlOf(body, '(no text)')).richText);
}

/** @throws RecordError for a comment on something that is not in Zendesk */
function ticketOf(ticket: string | undefined): string {
  if (ticket) return ticket;
  throw new RecordError(
    'The comment is on an object that is not in Zendesk. It is written with that object.',
    {
      code: 'parent_not_loaded',
    },
  );
}

/** Zendesk shows no single comment. */
async function findComment(client: ZendeskClient, ticketId: string, id: string): Promise<unknown> {
  for (let after = ''; ; ) {
    const { comments: found, meta } = await client.commentPage(ticketId, after);
    const raw = found.find((candidate) => String(z.safeParse(identified, candidate).data?.id) === id);
    if (raw !== undefined) return z.safeParse(commentSchema, raw).success ? raw : undefined;
    if (!meta.has_more || !meta.after_cursor) return undefined;
    after = meta.after_cursor;
  }
}
