import { ahead, attachments } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import { messageSchema } from '../api-types.js';
import type { HubspotClient } from '../client.js';
import { messages as messageType } from '../engagement-types.js';
import { kit } from '../kit.js';
import { fileItem, messageItem } from '../normalize-messages.js';
import { parse } from '../parse.js';
import { createActorNames } from './actor-names.js';
import { readConversation, readThread } from './conversation-page.js';
import { describedFiles } from './engagement-files.js';
import { indexLagSeconds, ticketsInUnit } from './unit.js';

/** Conversations of tickets: a ticket can have several, and most of what was said is found nowhere else. */
export const threads = kit.stream({
  name: 'threads',
  delivers: { messages: messageType, attachments },
  overlapSeconds: indexLagSeconds,

  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor, window, externalSyncUnit, scope }) {
    if (cursor?.isLast === true) return;
    const names = createActorNames(client);
    for await (const page of ahead(threadPages(client, cursor?.after ?? '', window.from))) {
      const threads = page.results.flatMap((raw) => readThread(raw) ?? []);
      const ticketIds = threads.map(({ ticketId }) => ticketId);
      const isInUnit = await ticketsInUnit(client, externalSyncUnit, ticketIds);
      const inUnit = threads.filter(({ ticketId }) => isInUnit(ticketId));
      const conversations = await Promise.all(inUnit.map((thread) => readConversation(client, thread)));
      const said = conversations.flatMap(({ messages }) => messages);
      const files = scope.includes('attachments') ? conversations.flatMap((found) => found.files) : [];
      const described = await describedFiles(
        client,
        files.map(({ fileId }) => fileId),
      );
      const authorNames = await names.of(said.flatMap(({ actorId }) => actorId ?? []));
      yield {
        records: {
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
    messages: ({ raw, ...found }) => messageItem({ ...found, message: parse(messageSchema, raw, 'message') }),
    // One that the file manager does not show still has the name it was sent under.
    attachments: ({ id, fileId, file, parentId, ...sent }) => ({
      ...fileItem(file ?? { id: fileId }, { id: parentId, ...sent }),
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
