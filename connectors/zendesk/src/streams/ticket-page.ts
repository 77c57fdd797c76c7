import { NotFoundError, PermissionError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { attachmentSchema, commentSchema } from '../api-types.js';
import type { ZendeskClient } from '../client.js';
import type { Message } from '../normalize.js';
import { parse } from '../parse.js';
import { changedAt } from './export-pages.js';

/** One row of the export with what its children need; nothing in it is trusted yet. */
export interface FoundTicket {
  raw: unknown;
  id: string;
  /** Place in the order of the export; undefined for a row that does not say. */
  place: { second: number; number: number } | undefined;
  /** Milliseconds since the epoch; NaN when Zendesk sent none. */
  updated: number;
  isDeleted: boolean;
  /** Undefined for a row that does not say. */
  brandId: string | undefined;
  tags: readonly string[];
}

/** A comment together with its ticket. */
export interface ChildOf {
  /** Names the child in the skip report when nothing else of it can be read. */
  id: string;
  ticketId: string;
  raw: unknown;
}

/** A file together with the comment it came with. */
export interface FileOf extends ChildOf {
  /** The ticket for files of its description, otherwise the comment. */
  parentId: string;
  comment: unknown;
}

/** A ticket with its conversation. */
export interface Conversation {
  /** Of the ticket. */
  id: string;
  ticket: FoundTicket;
  /** Raw; undefined when it was not read. */
  description: unknown;
  comments: readonly ChildOf[];
  files: readonly FileOf[];
  /** Why Zendesk does not show the conversation; undefined when it does. */
  refusal?: string;
}

const looseTicketSchema = z.object({
  id: z.number(),
  status: z.optional(z.nullable(z.string())),
  updated_at: z.optional(z.nullable(z.string())),
  brand_id: z.optional(z.nullable(z.number())),
  tags: z.optional(z.nullable(z.array(z.unknown()))),
});

/** Reads just enough of a ticket to page and to reach its children; the rest is judged record by record. */
export function readTicket(raw: unknown): FoundTicket {
  const { data } = z.safeParse(looseTicketSchema, raw);
  const second = changedAt(raw);
  return {
    raw,
    id: idOf(raw),
    place: data === undefined || second === undefined ? undefined : { second, number: data.id },
    updated: Date.parse(data?.updated_at ?? ''),
    isDeleted: data?.status === 'deleted',
    brandId: typeof data?.brand_id === 'number' ? String(data.brand_id) : undefined,
    tags: (data?.tags ?? []).filter((tag) => typeof tag === 'string' && tag !== '') as string[],
  };
}

/**
 * The conversation of a ticket, page by page. What is deleted, or vanishes meanwhile, has none; what may not be seen
 * costs itself and not its neighbours.
 */
export async function readConversation(client: ZendeskClient, ticket: FoundTicket): Promise<Conversation> {
  const nothing = withoutConversation(ticket);
  if (ticket.isDeleted || ticket.id === unknownId) return nothing;
  const raws: unknown[] = [];
  try {
    for (let after = ''; ; ) {
      const { comments, meta } = await client.commentPage(ticket.id, after);
      raws.push(...comments);
      if (!meta.has_more || !meta.after_cursor) break;
      after = meta.after_cursor;
    }
  } catch (error) {
    if (error instanceof NotFoundError) return nothing;
    if (error instanceof PermissionError) return { ...nothing, refusal: error.message };
    throw error;
  }
  const [description, ...comments] = raws;
  return {
    id: ticket.id,
    ticket,
    description,
    comments: comments.map((raw) => ({ id: idOf(raw), ticketId: ticket.id, raw })),
    files: raws.flatMap((comment, index) => filesOf(ticket.id, comment, index === 0)),
  };
}

export function withoutConversation(ticket: FoundTicket): Conversation {
  return { id: ticket.id, ticket, description: undefined, comments: [], files: [] };
}

const filesSchema = z.object({ attachments: z.optional(z.nullable(z.array(z.unknown()))) });

function filesOf(ticketId: string, comment: unknown, isDescription: boolean): FileOf[] {
  const { data } = z.safeParse(filesSchema, comment);
  const parentId = isDescription ? ticketId : idOf(comment);
  return (data?.attachments ?? []).map((raw) => ({ id: idOf(raw), ticketId, raw, parentId, comment }));
}

/** A comment with those of its files that can be read: the others are named where they are delivered. */
export function readMessage(raw: unknown): Message {
  const comment = parse(commentSchema, raw, 'comment');
  const { data } = z.safeParse(filesSchema, raw);
  const attachments = (data?.attachments ?? []).flatMap((file) => {
    const parsed = z.safeParse(attachmentSchema, file);
    return parsed.success ? [parsed.data] : [];
  });
  return { comment, attachments };
}

const unknownId = 'unknown';
const identifiedSchema = z.object({ id: z.number() });

function idOf(raw: unknown): string {
  const { data } = z.safeParse(identifiedSchema, raw);
  return data === undefined ? unknownId : String(data.id);
}
