import { ahead, attachments } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { messageSchema, threadSchema } from '../api-types.js';
import type { HubspotClient } from '../client.js';
import { conversations, messages as messageType } from '../engagement-types.js';
import { pipelineOfUnit } from '../external-sync-units.js';
import { kit } from '../kit.js';
import { conversationItem, fileItem, messageItem } from '../normalize-messages.js';
import { parse } from '../parse.js';
import { createActorNames } from './actor-names.js';
import { readConversation, readThread, titleOf } from './conversation-page.js';
import { describedFiles } from './engagement-files.js';
import { indexLagSeconds, ticketsInUnit } from './unit.js';

/**
 * Conversations: a ticket can have several, and most of what was said is found nowhere else. One without a ticket is a
 * record of its own, and belongs to no pipeline.
 */
export const threads = kit.stream({
  name: 'threads',
  delivers: { conversations, messages: messageType, attachments },
  overlapSeconds: indexLagSeconds,

  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor, window, externalSyncUnit, scope }) {
    if (cursor?.isLast === true) return;
    const names = createActorNames(client);
    for await (const page of ahead(threadPages(client, cursor?.after ?? '', window.from))) {
      const threads = page.results.map(readThread);
      const ticketIds = threads.flatMap(({ ticketId }) => ticketId ?? []);
      const isInUnit = await ticketsInUnit(client, externalSyncUnit, ticketIds);
      const isWholePortal = pipelineOfUnit(externalSyncUnit) === undefined;
      const inUnit = threads.filter(({ ticketId }) =>
        ticketId === undefined ? isWholePortal : isInUnit(ticketId),
      );
      const wanted = inUnit.filter(({ isRead }) => isRead);
      const read = await Promise.all(wanted.map((thread) => readConversation(client, thread)));
      const titles = new Map(wanted.map(({ id }, place) => [id, titleOf(read[place]?.messages ?? [])]));
      const said = read.flatMap(({ messages }) => messages);
      const files = scope.includes('attachments') ? read.flatMap((found) => found.files) : [];
      const described = await describedFiles(
        client,
        files.map(({ fileId }) => fileId),
      );
      const authorNames = await names.of(said.flatMap(({ actorId }) => actorId ?? []));
      yield {
        records: {
          conversations: inUnit
            .filter(({ ticketId, isRead }) => ticketId === undefined || !isRead)
            .map(({ id, raw }) => ({ raw, title: titles.get(id) })),
          messages: said.map((message) => ({
            ...message,
            authorName: authorNames.get(message.actorId ?? ''),
          })),
          attachments: files.map((found) => ({ ...found, file: described.get(found.fileId) })),
        },
        cursor: { after: page.next ?? '', isLast: page.next === undefined },
      };
    }
  },

  normalize: {
    conversations: ({ raw, title }) => conversationItem(parse(threadSchema, raw, 'conversation'), title),
    messages: ({ raw, ...found }) => messageItem({ ...found, message: parse(messageSchema, raw, 'message') }),
    // One that the file manager does not show still has the name it was sent under.
    attachments: ({ id, fileId, file, parentId, ticketId, ...sent }) => ({
      ...fileItem(file ?? { id: fileId }, {
        id: parentId,
        ...sent,
        ...(ticketId !== undefined && { ticketId }),
      }),
      id,
    }),
  },
});

async function* threadPages(client: HubspotClient, after: string, changedAfter: string | undefined) {
  for (let position: string | undefined = after; position !== undefined; ) {
    const page: Awaited<ReturnType<HubspotClient['threadPage']>> = await client.threadPage(
      position,
      changedAfter,
    );
    position = page.next;
    yield page;
  }
}
