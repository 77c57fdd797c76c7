import { type HttpClient, NotFoundError } from '@airdrop-connectors/core';
import { actorBatchSchema, openPageSchema, originalContentSchema } from '../api-types.js';
import type { NewMessage } from '../api-types-writing.js';
import { nextAfter, read } from './answers.js';
import { apiVersion } from './versions.js';

const base = `/conversations/conversations/${apiVersion}`;

/** Threads are read side by side; pages of a list, each of which waits for the one before, go first. */
const afterLists = 'low';

/** What was said, apart from the records of the CRM. https://developers.hubspot.com/docs/guides/api/conversations/inbox-and-messages */
export function conversationApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** All of them by id, or those with a message after a time, by that time. They name their ticket. */
    threadPage: async (after: string, changedAfter: string | undefined) => {
      const path = `${base}/threads`;
      const body = await http.json({
        path,
        query: {
          limit: 100,
          association: 'TICKET',
          ...(after !== '' && { after }),
          ...(changedAfter !== undefined && {
            sort: 'latestMessageTimestamp',
            latestMessageTimestampAfter: changedAfter,
          }),
        },
      });
      const page = read(openPageSchema, body, `GET ${path}`);
      return { results: page.results, next: nextAfter(page, after, `GET ${path}`) };
    },

    /** Those of a ticket, open and closed. */
    ticketThreadPage: async (ticketId: string, after: string) => {
      const path = `${base}/threads`;
      const query = { limit: 100, associatedTicketId: ticketId, ...(after !== '' && { after }) };
      const page = read(openPageSchema, await http.json({ path, query }), `GET ${path}`);
      return { results: page.results, next: nextAfter(page, after, `GET ${path}`) };
    },

    /** Oldest first unless asked otherwise. A thread that is gone has none. */
    messagePage: async (threadId: string, after: string, sort: 'createdAt' | '-createdAt' = 'createdAt') => {
      const endpoint = `${base}/threads/{threadId}/messages`;
      const body = await http
        .json({
          path: `${base}/threads/${encodeURIComponent(threadId)}/messages`,
          endpoint,
          query: { limit: 100, sort, ...(after !== '' && { after }) },
          priority: afterLists,
        })
        .catch(nothing);
      const page = read(openPageSchema, body, `GET ${endpoint}`);
      return { results: page.results, next: nextAfter(page, after, `GET ${endpoint}`) };
    },

    /** Undefined where the thread has no such message. */
    message: (threadId: string, messageId: string): Promise<unknown> =>
      http
        .json({
          path: `${base}/threads/${encodeURIComponent(threadId)}/messages/${encodeURIComponent(messageId)}`,
          endpoint: `${base}/threads/{threadId}/messages/{messageId}`,
        })
        .catch(undefinedWhereGone),

    /** Reaches its recipients at once, and every time it is called. */
    sendMessage: (threadId: string, message: NewMessage): Promise<unknown> =>
      http.json({
        method: 'POST',
        path: `${base}/threads/${encodeURIComponent(threadId)}/messages`,
        endpoint: `${base}/threads/{threadId}/messages`,
        body: message,
      }),

    /** The whole of a message whose text was cut off in the list. */
    originalContent: async (threadId: string, messageId: string) => {
      const endpoint = `${base}/threads/{threadId}/messages/{messageId}/original-content`;
      const path = `${base}/threads/${encodeURIComponent(threadId)}/messages/${encodeURIComponent(messageId)}/original-content`;
      return read(
        originalContentSchema,
        await http.json({ path, endpoint, priority: afterLists }),
        `GET ${endpoint}`,
      );
    },

    /** Names of bots, integrations and assistants; those that nobody knows are left out. */
    actors: async (ids: readonly string[]) => {
      const path = `${base}/actors/batch/read`;
      const body = await http.json({ method: 'POST', path, body: { inputs: ids }, safeToRepeat: true });
      return read(actorBatchSchema, body, `POST ${path}`).results;
    },
  };
}

function nothing(error: unknown): { results: unknown[] } {
  undefinedWhereGone(error);
  return { results: [] };
}

function undefinedWhereGone(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}
