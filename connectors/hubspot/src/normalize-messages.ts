import { type AttachmentItem, type ItemOf, RecordError, toUtcTimestamp } from '@airdrop-connectors/core';
import type { Message, OriginalContent, PortalFile, Thread } from './api-types.js';
import { addressOf } from './attachments.js';
import { conversations, messages } from './engagement-types.js';
import { bodyOf, momentOrNull, present } from './values.js';

/** A message of a conversation with what had to be asked for beside it. */
export interface SaidMessage {
  message: Message;
  /** Ticket or conversation it belongs to. */
  parentId: string;
  /** The whole text, where the list shows the beginning only. */
  original: OriginalContent | undefined;
  /** Name of an author who is no person of the portal. */
  authorName: string | undefined;
}

/**
 * @param title what was said first
 * @throws RecordError for spam, whose messages are not delivered either
 */
export function conversationItem(thread: Thread, title: string | undefined): ItemOf<typeof conversations> {
  const { id, createdAt, latestMessageTimestamp: latest, assignedTo } = thread;
  if (thread.spam === true) {
    throw new RecordError('HubSpot takes this conversation for spam, so it is not delivered.', {
      code: 'spam',
      isLimitation: true,
    });
  }
  const createdDate = momentOrNull(createdAt) ?? momentOrNull(latest) ?? '1970-01-01T00:00:00.000Z';
  return conversations.item({
    id,
    createdDate,
    modifiedDate: momentOrNull(latest) ?? createdDate,
    data: {
      title: title || `Conversation ${id}`,
      status: thread.status === 'CLOSED' ? 'closed' : 'open',
      contact: thread.associatedContactId ?? null,
      assignee: isPerson(assignedTo ?? '') ? (assignedTo ?? '').slice(2) : null,
      inbox: thread.inboxId ?? null,
      channel: thread.originalChannelId ?? null,
      closed_at: momentOrNull(thread.closedAt),
    },
  });
}

/** Comments are for the team, everything else was said to the customer or by him. */
export function messageItem({
  message,
  parentId,
  original,
  authorName,
}: SaidMessage): ItemOf<typeof messages> {
  const { id, type, createdAt, updatedAt } = message;
  const { richText, text } = original ?? message;
  const actorId = actorOf(message);
  const createdDate = toUtcTimestamp(createdAt) ?? createdAt;
  return messages.item({
    id,
    createdDate,
    modifiedDate: updatedAt && updatedAt > createdAt ? updatedAt : createdDate,
    data: {
      body: bodyOf(present(richText) ?? text),
      parent: parentId,
      author: actorId !== undefined && isPerson(actorId) ? actorId.slice(2) : null,
      author_name: authorName ?? emailOf(actorId) ?? null,
      channel: present(message.channelId),
      visibility: type === 'MESSAGE' || type === 'WELCOME_MESSAGE' ? 'public' : 'internal',
    },
  });
}

/** Who said it: the sender and not the direction, which is wrong for agents who answer from a mailbox of their own. */
export function actorOf({ senders, createdBy }: Message): string | undefined {
  return senders?.[0]?.actorId ?? createdBy ?? undefined;
}

/** `A-5` is a user, `V-7` a contact or somebody who might become one; bots, integrations and the system are nobody. */
function isPerson(actorId: string): boolean {
  return /^[AV]-\d+$/.test(actorId);
}

/** `E-ada@acme.example` takes part by e-mail only. */
function emailOf(actorId: string | undefined): string | undefined {
  return actorId?.startsWith('E-') ? actorId.slice(2) : undefined;
}

/** A file of the file manager; what it is called has its extension apart. */
export function fileItem(
  file: PortalFile | { id: string },
  parent: { id: string; ticketId?: string; date: string; fileName?: string | undefined },
): AttachmentItem {
  const known: Partial<PortalFile> = file;
  const name = present(known.name);
  const extension = present(known.extension);
  const whole = name === null ? undefined : extension === null ? name : `${name}.${extension}`;
  return {
    id: file.id,
    url: addressOf(file.id),
    fileName: whole ?? parent.fileName ?? `file ${file.id}`,
    parentId: parent.id,
    inline: false,
    ...(parent.ticketId !== undefined && { grandParentId: parent.ticketId }),
    ...(typeof known.size === 'number' && { bytes: known.size }),
    createdDate: present(known.createdAt) ?? parent.date,
    modifiedDate: present(known.updatedAt) ?? parent.date,
  };
}
