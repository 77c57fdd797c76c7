import { fileAt } from '../world/files.js';
import { iso } from '../world/iso.js';
import type { World } from '../world/model.js';
import { idOf } from '../world/rows.js';
import { fragmentHtml, plainText } from '../world/texts.js';
import type { Message, Thread } from '../world/threads.js';

const EMAIL_CHANNEL = '1002';

export function threadJson(world: World, thread: Thread, withTicket: boolean) {
  const { ticketIndex } = thread;
  return {
    id: String(thread.id),
    createdAt: iso(thread.createdAt),
    status: thread.isClosed ? 'CLOSED' : 'OPEN',
    ...(thread.isClosed && { closedAt: iso(thread.latestMessageAt) }),
    inboxId: '446158603',
    associatedContactId: thread.contactId,
    originalChannelId: EMAIL_CHANNEL,
    originalChannelAccountId: '500001',
    latestMessageTimestamp: iso(thread.latestMessageAt),
    spam: thread.isSpam,
    archived: world.archivedThreads.has(thread.index),
    ...(withTicket &&
      ticketIndex !== undefined && {
        threadAssociations: { associatedTicketId: idOf(world, 'tickets', ticketIndex) },
      }),
  };
}

export function messageJson(world: World, thread: Thread, message: Message) {
  const { id, type, createdAt, actorId, isIncoming, isTruncated, fileId, seed } = message;
  const common = {
    id,
    type,
    conversationsThreadId: String(thread.id),
    createdAt: iso(createdAt),
    createdBy: actorId,
    client: { clientType: 'HUBSPOT' },
    senders: [{ actorId }],
    recipients: [],
    archived: false,
  };
  switch (type) {
    case 'ASSIGNMENT':
      return { ...common, assignedTo: actorId };
    case 'THREAD_STATUS_CHANGE':
      return { ...common, newStatus: 'CLOSED' };
    case 'THREAD_INBOX_CHANGE':
      return { ...common, fromInboxId: '446158603', toInboxId: '446158604' };
    default: {
      const html = fragmentHtml(seed);
      const text = plainText(html);
      const isMessage = type === 'MESSAGE';
      const delivery = { type: 'HS_EMAIL_ADDRESS', value: 'support@acme.example' };
      return {
        ...common,
        text: isTruncated ? text.slice(0, 10) : text,
        ...(seed % 5 !== 0 && { richText: isTruncated ? `<p>${text.slice(0, 5)}</p>` : html }),
        attachments: fileId === undefined ? [] : [fileJson(world, fileId)],
        // One receiver or several: both forms are in use.
        recipients: [seed % 2 === 0 ? { deliveryIdentifier: delivery } : { deliveryIdentifiers: [delivery] }],
        ...(isMessage && {
          direction: isIncoming ? 'INCOMING' : 'OUTGOING',
          channelId: EMAIL_CHANNEL,
          channelAccountId: '500001',
          status: { statusType: isIncoming ? 'RECEIVED' : 'SENT' },
          truncationStatus: isTruncated
            ? 'TRUNCATED'
            : seed % 7 === 0
              ? 'TRUNCATED_TO_MOST_RECENT_REPLY'
              : 'NOT_TRUNCATED',
        }),
      };
    }
  }
}

export function originalContent({ seed }: Message) {
  const richText = fragmentHtml(seed);
  return { text: plainText(richText), richText };
}

function fileJson(world: World, fileId: number) {
  return {
    type: 'FILE',
    fileId: String(fileId),
    name: fileAt(world, fileId)?.filename,
    url: 'https://portal.example/short-lived',
    fileUsageType: 'OTHER',
  };
}
