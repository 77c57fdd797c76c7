import { askedOnce, RecordError } from '@airdrop-connectors/core';
import type { Thread } from '../api-types.js';
import type { AnswerableMessage, NewMessage } from '../api-types-writing.js';
import type { HubspotClient } from '../client.js';
import { present } from '../values.js';
import { latestMessages, ticketThreads } from './ticket-threads.js';

/** Where a reply goes, and to whom. */
export interface ReplyTarget {
  threadId: string;
  message: Pick<NewMessage, 'channelId' | 'channelAccountId' | 'recipients' | 'subject'>;
}

/** What visitors fill in; nothing goes back over it. */
const formChannel = '1003';

/**
 * The customer who has written last in an open conversation of a ticket.
 * @throws RecordError where there is no conversation, or nobody in it who can be reached
 */
export async function replyTarget(client: HubspotClient, ticketId: string): Promise<ReplyTarget> {
  const open = (await ticketThreads(client, ticketId)).filter(isOpen);
  if (open.length === 0) throw notSent('reply_without_thread', 'the ticket has no open conversation');
  let hasForms = false;
  for (const thread of open)
    for await (const message of latestMessages(client, thread)) {
      const target = isFromCustomer(message) ? targetOf(thread, message) : undefined;
      if (target === undefined) continue;
      if (target.message.channelId !== formChannel) return target;
      hasForms = true;
    }
  if (hasForms) throw notSent('reply_channel', 'the customer has filled in a form, which takes no replies');
  throw notSent('reply_unreachable', 'nobody has written in its conversations who can be reached');
}

/** The comment stays what it is: a customer who gets no reply must not be taken for one who did. */
function notSent(code: string, why: string): RecordError {
  return new RecordError(
    `The reply was not sent: ${why}. Answer in HubSpot, or make the comment internal, so that it becomes a note.`,
    { code, isLimitation: true },
  );
}

/**
 * The user in whose name a reply is sent, as HubSpot names those who say something.
 * @throws RecordError for an author who is no user of HubSpot
 */
export async function senderWith(client: HubspotClient, ownerId: string | null | undefined): Promise<string> {
  const actorId = ownerId ? await actorOf(client, ownerId) : undefined;
  if (actorId !== undefined) return actorId;
  throw notSent('reply_without_sender', 'its author is no user of HubSpot in whose name it could be');
}

const actorOf = askedOnce(async (client: HubspotClient, ownerId: string): Promise<string | undefined> => {
  const owner = await client.owner(ownerId);
  return owner?.userId ? `A-${owner.userId}` : undefined;
});

function isOpen({ status, spam }: Thread): boolean {
  return status === 'OPEN' && spam !== true;
}

/** Agents who answer from a mailbox of their own are logged as incoming, too. */
function isFromCustomer({ type, direction, senders: from }: AnswerableMessage): boolean {
  return type === 'MESSAGE' && direction === 'INCOMING' && /^[VE]-/.test(from?.[0]?.actorId ?? '');
}

function targetOf({ id }: Thread, message: AnswerableMessage): ReplyTarget | undefined {
  const { channelId, channelAccountId } = message;
  const sender = message.senders?.[0];
  const [delivery] = [sender?.deliveryIdentifier ?? [], sender?.deliveryIdentifiers ?? []].flat();
  if (!sender?.actorId || !channelId || !channelAccountId || delivery === undefined) return undefined;
  const subject = present(message.subject);
  return {
    threadId: id,
    message: {
      channelId,
      channelAccountId,
      ...(subject !== null && { subject }),
      recipients: [
        {
          actorId: sender.actorId,
          ...(delivery.type === 'HS_EMAIL_ADDRESS' && { recipientField: 'TO' as const }),
          deliveryIdentifiers: [delivery],
        },
      ],
    },
  };
}
