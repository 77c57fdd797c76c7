import { NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { type Message, messageSchema, threadSchema } from '../api-types.js';
import type { HubspotClient } from '../client.js';
import { actorOf } from '../normalize-messages.js';
import { attachmentId } from './engagement-files.js';

/** A thread as far as it is needed to reach its messages. */
export interface FoundThread {
  id: string;
  /** Undefined for one that belongs to no ticket. */
  ticketId: string | undefined;
  raw: unknown;
  /** Whether there is a way to what was said in it, and anybody who wants it. */
  isRead: boolean;
}

/** A message that may be one that cannot be read. */
export interface FoundMessage {
  id: string;
  raw: unknown;
  /** Ticket or conversation it belongs to. */
  parentId: string;
  /** The whole text, where the list shows the beginning only. */
  original: { text?: string | null | undefined; richText?: string | null | undefined } | undefined;
  /** Who said it. */
  actorId: string | undefined;
}

export interface FoundMessageFile {
  id: string;
  fileId: string;
  fileName: string | undefined;
  parentId: string;
  ticketId: string | undefined;
  date: string;
}

export interface Conversation {
  messages: FoundMessage[];
  files: FoundMessageFile[];
}

/** What was said; changes of assignment, status and inbox are kept elsewhere, in the history of the ticket. */
const said: ReadonlySet<string> = new Set(['MESSAGE', 'COMMENT', 'WELCOME_MESSAGE']);

const looseMessageSchema = z.object({ id: z.string(), type: z.optional(z.string()) });

/** One that cannot be read, and spam, are records only to be named. */
export function readThread(raw: unknown): FoundThread {
  const { data } = z.safeParse(threadSchema, raw);
  const ticketId = data?.threadAssociations?.associatedTicketId || undefined;
  return { id: data?.id ?? 'unknown', ticketId, raw, isRead: data !== undefined && data.spam !== true };
}

/** All that was said in a thread, page by page; pages may be short before the last one. */
export async function readConversation(
  client: HubspotClient,
  { id: threadId, ticketId }: Pick<FoundThread, 'id' | 'ticketId'>,
): Promise<Conversation> {
  const raws: unknown[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: { results: unknown[]; next: string | undefined } = await client.messagePage(threadId, after);
    raws.push(...page.results);
    after = page.next;
  }
  const found = raws.map((raw) => ({ raw, loose: z.safeParse(looseMessageSchema, raw).data }));
  const kept = found.filter(({ loose }) => loose?.type === undefined || said.has(loose.type));
  const messages = await Promise.all(
    kept.map(async ({ raw, loose }): Promise<FoundMessage> => {
      const { data } = z.safeParse(messageSchema, raw);
      return {
        id: loose?.id ?? 'unknown',
        raw,
        parentId: ticketId ?? threadId,
        original: data?.truncationStatus === 'TRUNCATED' ? await whole(client, threadId, data) : undefined,
        actorId: data && actorOf(data),
      };
    }),
  );
  return { messages, files: kept.flatMap(({ raw }) => filesIn(raw, ticketId)) };
}

const longestTitle = 80;

/** What a conversation is about: HubSpot gives it no title, but e-mails have a subject, and all begin with something. */
export function titleOf(messages: readonly FoundMessage[]): string | undefined {
  const read = messages.flatMap(({ raw }) => z.safeParse(messageSchema, raw).data ?? []);
  const subject = read.map((message) => message.subject?.trim()).find(Boolean);
  const [beginning] = read.flatMap(({ text }) => text?.trim().split('\n', 1) ?? []).filter(Boolean);
  return (subject ?? beginning)?.slice(0, longestTitle).trim();
}

/** What is gone meanwhile is delivered as far as the list shows it. */
async function whole(client: HubspotClient, threadId: string, { id }: Message) {
  return client.originalContent(threadId, id).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}

function filesIn(raw: unknown, ticketId: string | undefined): FoundMessageFile[] {
  const { data } = z.safeParse(messageSchema, raw);
  if (data === undefined) return [];
  return (data.attachments ?? []).flatMap(({ fileId, name }) =>
    fileId
      ? [
          {
            id: attachmentId(data.id, fileId),
            fileId,
            fileName: name ?? undefined,
            parentId: data.id,
            ticketId,
            date: data.createdAt,
          },
        ]
      : [],
  );
}
