import type { Readable } from 'node:stream';
import { type HttpClient, NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import {
  commentEventSchema,
  recordAnswerSchema,
  recordListSchema,
  ticketAnswerSchema,
  ticketListSchema,
  ticketUpdateSchema,
  uploadAnswerSchema,
} from '../api-types-writing.js';
import { read } from './answers.js';
import { newTicketEndpoint, ticketEndpoint } from './budgets.js';

/** Members of a ticket as Zendesk takes them. */
export type TicketMembers = Readonly<Record<string, unknown>>;

const recordsEndpoint = '/api/v2/custom_objects/{custom_object_key}/records';
const recordEndpoint = `${recordsEndpoint}/{custom_object_record_id}`;

/** What is written, and what a writer has to look up. */
export function writingApi(http: Pick<HttpClient, 'json'>) {
  return {
    /** Undefined for one that is gone. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#show-ticket */
    ticket: async (id: string) => {
      const path = ticketPath(id);
      const body = await orNothing(http.json({ path, endpoint: ticketEndpoint }));
      return body === undefined ? undefined : read(ticketAnswerSchema, body, ticketEndpoint).ticket;
    },

    /** The first of those that have it. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#list-tickets */
    ticketByExternalId: async (externalId: string) => {
      const query = { external_id: externalId, 'page[size]': 1 };
      const body = await http.json({ path: newTicketEndpoint, query });
      return read(ticketListSchema, body, newTicketEndpoint).tickets[0];
    },

    /**
     * Zendesk keeps the key for two hours and answers the same ticket to whoever sends it again.
     * https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency
     */
    createTicket: async (members: TicketMembers, key: string) => {
      const body = await http.json({
        method: 'POST',
        path: newTicketEndpoint,
        body: { ticket: members },
        headers: { 'idempotency-key': key },
        safeToRepeat: true,
      });
      return read(ticketAnswerSchema, body, newTicketEndpoint).ticket;
    },

    /** Members only: the same twice leaves the same ticket. https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-ticket */
    updateTicket: async (id: string, members: TicketMembers) => {
      const body = await http.json({
        method: 'PUT',
        path: ticketPath(id),
        endpoint: ticketEndpoint,
        body: { ticket: members },
        safeToRepeat: true,
      });
      return read(ticketAnswerSchema, body, ticketEndpoint).ticket;
    },

    /** @returns the comment with the ids of its files. https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/ */
    addComment: async (ticketId: string, members: TicketMembers) => {
      const body = await http.json({
        method: 'PUT',
        path: ticketPath(ticketId),
        endpoint: ticketEndpoint,
        body: { ticket: members },
      });
      const { audit, ticket } = read(ticketUpdateSchema, body, ticketEndpoint);
      const comment = audit.events.find((event) => z.safeParse(commentEventSchema, event).success);
      const { id, attachments } = read(commentEventSchema, comment, ticketEndpoint);
      return { id, files: (attachments ?? []).map((file) => file.id), changedAt: ticket.updated_at };
    },

    /** There is no way back. https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#make-comment-private */
    makeCommentPrivate: (ticketId: string, commentId: string) =>
      http.json({
        method: 'PUT',
        path: `${ticketPath(ticketId)}/comments/${encodeURIComponent(commentId)}/make_private`,
        endpoint: '/api/v2/tickets/{ticket_id}/comments/{ticket_comment_id}/make_private',
        safeToRepeat: true,
      }),

    /** A file that is on no ticket yet; Zendesk drops it after three days. https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/#upload-files */
    upload: async (
      { fileName, contentType, bytes }: { fileName: string; contentType: string; bytes: number },
      open: () => Promise<Readable>,
    ) => {
      const endpoint = '/api/v2/uploads';
      const body = await http.json({
        method: 'POST',
        path: endpoint,
        query: { filename: fileName },
        upload: { open, bytes, contentType },
        safeToRepeat: true,
      });
      return read(uploadAnswerSchema, body, endpoint).upload.token;
    },

    /** https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_records/ */
    objectRecord: async (key: string, id: string) => {
      const path = `${recordsPath(key)}/${encodeURIComponent(id)}`;
      const body = await orNothing(http.json({ path, endpoint: recordEndpoint }));
      return body === undefined
        ? undefined
        : read(recordAnswerSchema, body, recordEndpoint).custom_object_record;
    },

    /** https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_records/ */
    objectRecordByExternalId: async (key: string, externalId: string) => {
      const query = { 'filter[external_ids]': externalId, 'page[size]': 1 };
      const body = await http.json({ path: recordsPath(key), endpoint: recordsEndpoint, query });
      return read(recordListSchema, body, recordsEndpoint).custom_object_records[0];
    },

    /** https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_records/ */
    createObjectRecord: async (key: string, members: Readonly<Record<string, unknown>>) => {
      const body = await http.json({
        method: 'POST',
        path: recordsPath(key),
        endpoint: recordsEndpoint,
        body: { custom_object_record: members },
      });
      return read(recordAnswerSchema, body, recordsEndpoint).custom_object_record;
    },

    /** https://developer.zendesk.com/api-reference/custom-data/custom-objects/custom_object_records/ */
    updateObjectRecord: async (key: string, id: string, members: Readonly<Record<string, unknown>>) => {
      const body = await http.json({
        method: 'PATCH',
        path: `${recordsPath(key)}/${encodeURIComponent(id)}`,
        endpoint: recordEndpoint,
        body: { custom_object_record: members },
        safeToRepeat: true,
      });
      return read(recordAnswerSchema, body, recordEndpoint).custom_object_record;
    },
  };
}

const ticketPath = (id: string) => `/api/v2/tickets/${encodeURIComponent(id)}`;
const recordsPath = (key: string) => `/api/v2/custom_objects/${encodeURIComponent(key)}/records`;

async function orNothing(answer: Promise<unknown>): Promise<unknown> {
  return answer.catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}
