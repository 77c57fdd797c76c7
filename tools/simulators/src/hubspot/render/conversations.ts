import type { Portal } from '../portal.js';
import { fileAt } from '../world/files.js';
import { iso } from '../world/iso.js';
import type { World } from '../world/model.js';
import { idOf, indexOf, readRow } from '../world/rows.js';
import { fragmentHtml, plainText } from '../world/texts.js';
import type { Message, Thread } from '../world/threads.js';
import { valuesOf } from '../world/values.js';

const CHANNEL_ACCOUNT = '500001';

export function threadJson({ world, channelId }: Portal, thread: Thread, withTicket: boolean) {
  const { ticketIndex } = thread;
  return {
    id: String(thread.id),
    createdAt: iso(thread.createdAt),
    status: thread.isClosed ? 'CLOSED' : 'OPEN',
    ...(thread.isClosed && { closedAt: iso(thread.latestMessageAt) }),
    inboxId: '446158603',
    associatedContactId: thread.contactId,
    originalChannelId: channelId,
    originalChannelAccountId: CHANNEL_ACCOUNT,
    latestMessageTimestamp: iso(thread.latestMessageAt),
    spam: thread.isSpam,
    archived: world.archivedThreads.has(thread.index),
    ...(withTicket &&
      ticketIndex !== undefined && {
        threadAssociations: { associatedTicketId: idOf(world, 'tickets', ticketIndex) },
      }),
  };
}

export function messageJson(portal: Portal, thread: Thread, message: Message) {
  const { id, type, createdAt, actorId, isIncoming, isTruncated, fileId, seed, sent } = message;
  const { world, channelId } = portal;
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
  const over = { channelId, channelAccountId: CHANNEL_ACCOUNT };
  if (sent !== undefined) {
    const { text, richText, subject, recipients } = sent;
    return {
      ...common,
      client: { clientType: 'INTEGRATION', integrationAppId: 412 },
      text,
      ...(richText !== undefined && { richText }),
      ...(subject !== undefined && { subject }),
      attachments: [],
      recipients,
      direction: 'OUTGOING',
      ...over,
      status: { statusType: 'SENT' },
      truncationStatus: 'NOT_TRUNCATED',
    };
  }
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
          senders: [senderJson(portal, thread, message)],
          direction: isIncoming ? 'INCOMING' : 'OUTGOING',
          ...over,
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

/** Whom an answer would go to, in either of the forms that are in use. */
function senderJson({ world, areSendersHidden }: Portal, thread: Thread, { actorId, seed }: Message) {
  const address = actorId.startsWith('V-') ? contactAddress(world, thread) : 'support@acme.example';
  if (address === undefined || areSendersHidden) return { actorId };
  const delivery = { type: 'HS_EMAIL_ADDRESS', value: address };
  return {
    actorId,
    ...(seed % 3 === 0 ? { deliveryIdentifiers: [delivery] } : { deliveryIdentifier: delivery }),
  };
}

function contactAddress(world: World, { contactId }: Thread): string | undefined {
  const index = indexOf(world, 'contacts', contactId);
  return index === undefined
    ? undefined
    : (valuesOf(world, readRow(world, 'contacts', index)).email ?? undefined);
}

export function originalContent({ seed, sent }: Message) {
  if (sent !== undefined) return { text: sent.text, richText: sent.richText };
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
