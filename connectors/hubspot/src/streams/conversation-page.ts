import { NotFoundError } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { type Message, messageSchema, threadSchema } from '../api-types.js';
import type { HubspotClient } from '../client.js';
import { actorOf } from '../normalize-messages.js';
import { attachmentId } from './engagement-files.js';

/** A thread as far as it is needed to reach its messages. */
export interface FoundThread {
  id: string;
  ticketId: string;
}

/** A message that may be one that cannot be read. */
export interface FoundMessage {
  id: string;
  raw: unknown;
  ticketId: string;
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
  ticketId: string;
  date: string;
}

export interface Conversation {
  messages: FoundMessage[];
  files: FoundMessageFile[];
}

/** What was said; changes of assignment, status and inbox are kept elsewhere, in the history of the ticket. */
const said: ReadonlySet<string> = new Set(['MESSAGE', 'COMMENT', 'WELCOME_MESSAGE']);

const looseMessageSchema = z.object({ id: z.string(), type: z.optional(z.string()) });

/** Undefined for a thread that belongs to no ticket. */
export function readThread(raw: unknown): FoundThread | undefined {
  const { data } = z.safeParse(threadSchema, raw);
  const ticketId = data?.threadAssociations?.associatedTicketId;
  return data === undefined || !ticketId ? undefined : { id: data.id, ticketId };
}

/** All that was said in a thread, page by page; pages may be short before the last one. */
export async function readConversation(
  client: HubspotClient,
  { id: threadId, ticketId }: FoundThread,
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
        ticketId,
        original: data?.truncationStatus === 'TRUNCATED' ? await whole(client, threadId, data) : undefined,
        actorId: data && actorOf(data),
      };
    }),
  );
  return { messages, files: kept.flatMap(({ raw }) => filesIn(raw, ticketId)) };
}

/** What is gone meanwhile is delivered as far as the list shows it. */
async function whole(client: HubspotClient, threadId: string, { id }: Message) {
  return client.originalContent(threadId, id).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  });
}

function filesIn(raw: unknown, ticketId: string): FoundMessageFile[] {
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
