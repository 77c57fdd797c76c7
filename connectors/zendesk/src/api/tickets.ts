import type { HttpClient } from '@airdrop-connectors/core';
import { commentPageSchema } from '../api-types.js';
import { read } from './answers.js';
import { cursorPage } from './catalogues.js';

/** What hangs on a ticket. https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/ */
export function ticketApi(http: Pick<HttpClient, 'json'>) {
  return {
    /**
     * Oldest first; pictures inside the text are only listed when asked for.
     * https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#list-comments
     */
    commentPage: async (ticketId: string, after: string) => {
      const endpoint = '/api/v2/tickets/{id}/comments';
      const body = await http.json({
        path: `/api/v2/tickets/${encodeURIComponent(ticketId)}/comments`,
        endpoint,
        query: { ...cursorPage(after), include_inline_images: true },
      });
      return read(commentPageSchema, body, endpoint);
    },

    /** The same from the latest comment back. */
    latestCommentPage: async (ticketId: string, after: string) => {
      const endpoint = '/api/v2/tickets/{id}/comments';
      const body = await http.json({
        path: `/api/v2/tickets/${encodeURIComponent(ticketId)}/comments`,
        endpoint,
        query: { ...cursorPage(after), include_inline_images: true, sort: '-created_at' },
      });
      return read(commentPageSchema, body, endpoint);
    },
  };
}
