import {
  type Doubt,
  type Held,
  hasSameWords,
  isSameText,
  type LoadedData,
  type LoadItem,
  RecordError,
  richTextToPlainText,
  type Written,
} from '@airdrop-connectors/core';
import { type Message, messageSchema, type OriginalContent } from '../api-types.js';
import type { AnswerableMessage, NewMessage } from '../api-types-writing.js';
import type { HubspotClient } from '../client.js';
import type { notes } from '../engagement-types.js';
import { messageItem } from '../normalize-messages.js';
import { parse } from '../parse.js';
import { type Parent, parentWith } from './parents.js';
import { replyTarget, senderWith } from './reply-target.js';
import { latestMessages, latestOf, ticketThreads } from './ticket-threads.js';
import { htmlOf } from './values.js';

type NoteItem = LoadItem<LoadedData<typeof notes>>;

interface Replying {
  client: HubspotClient;
  item: NoteItem;
}

/** Clocks differ; a reply is looked for from so long before it can have been sent. */
const toleranceMs = 300_000;

/** Records have numbers for ids; messages have 32 digits of which some are letters, with dashes or without. */
export function isMessageId(id: string): boolean {
  return id.length >= 32;
}

/** Says it to the customer, at once and for good. */
export async function sendReply({ client, item }: Replying): Promise<Written> {
  const ticketId = await ticketOf(client, item);
  const senderActorId = await senderWith(client, item.data.owner);
  const { threadId, message } = await replyTarget(client, ticketId);
  const reply: NewMessage = {
    type: 'MESSAGE',
    text: textOf(item),
    richText: htmlOf(item.data.body),
    ...message,
    senderActorId,
    attachments: [],
  };
  const sent = await client.sendMessage(threadId, reply);
  return written(parse(messageSchema, sent, 'message'), item);
}

/**
 * The reply that was sent for a comment: HubSpot keeps no mark with it, so it is one that an integration has sent since, of
 * the same user and text, that belongs to no other comment. Two comments that say the same have a reply each; which of
 * them is whose makes no difference.
 */
export async function sentReply(
  { client, item }: Replying,
  { since, isTaken }: Doubt,
): Promise<Written | undefined> {
  const ticketId = await ticketOf(client, item);
  const sender = await senderWith(client, item.data.owner);
  const earliest = Date.parse(since) - toleranceMs;
  const recent = (await ticketThreads(client, ticketId)).filter((thread) => latestOf(thread) >= earliest);
  for (const thread of recent)
    for await (const message of latestMessages(client, thread)) {
      if (Date.parse(message.createdAt) < earliest) break;
      if (!isOurs(message, sender)) continue;
      const { text } = (await wholeText(client, thread.id, message)) ?? message;
      if (hasSameLetters(text ?? '', textOf(item)) && !(await isTaken(message.id)))
        return written(message, item);
    }
  return undefined;
}

/** A reply as it was sent; undefined when it is gone with its conversation. */
export async function heldReply(
  { client, item }: Replying,
  id: string,
): Promise<Held<LoadedData<typeof notes>> | undefined> {
  const ticketId = await ticketOf(client, item);
  for (const thread of await ticketThreads(client, ticketId)) {
    const raw = await client.message(thread.id, id);
    if (raw === undefined) continue;
    const message = parse(messageSchema, raw, 'message');
    const original = await wholeText(client, thread.id, message);
    const { data, modifiedDate } = messageItem({
      message,
      parentId: ticketId,
      original,
      authorName: undefined,
    });
    const { body, visibility } = data;
    return {
      modifiedDate,
      data: { body: hasSameWords(item.data.body, body) ? item.data.body : body, visibility },
    };
  }
  return undefined;
}

/** What cannot be changed in a reply, by field. */
export function keptOfReply(changes: NoteItem['data']): Record<string, string> {
  return {
    ...(changes.body !== undefined && {
      body: 'The reply has reached the customer as it was. Write another one.',
    }),
    ...(changes.visibility !== undefined && {
      visibility: 'The reply has reached the customer. HubSpot cannot take it back.',
    }),
  };
}

/** @throws RecordError for a comment on anything else: conversations belong to tickets */
async function ticketOf(client: HubspotClient, { data }: NoteItem): Promise<string> {
  const [type, id]: Parent = await parentWith(client, data.parent);
  if (type === 'tickets') return id;
  throw new RecordError(
    'The reply was not sent: customers are answered in conversations of tickets only. Make the comment internal, so that it becomes a note.',
    { code: 'reply_without_thread', isLimitation: true },
  );
}

/** As the stream of conversations delivers it, so that the next forward sync knows it again. */
function written(message: Message, item: NoteItem): Written {
  const { id, modifiedDate, data } = messageItem({
    message,
    parentId: '',
    original: undefined,
    authorName: undefined,
  });
  return { id, ...(isSameText(item.data.body, data.body) && { modifiedDate }) };
}

function isOurs({ type, client, senders }: AnswerableMessage, sender: string): boolean {
  return type === 'MESSAGE' && client?.clientType === 'INTEGRATION' && senders?.[0]?.actorId === sender;
}

async function wholeText(
  client: HubspotClient,
  threadId: string,
  { id, truncationStatus }: Message,
): Promise<OriginalContent | undefined> {
  return truncationStatus === 'TRUNCATED' ? client.originalContent(threadId, id) : undefined;
}

function textOf({ data }: NoteItem): string {
  return richTextToPlainText(data.body ?? '').text;
}

/** Letters and digits decide where there are any: what is between them may come back in another form. */
function hasSameLetters(left: string, right: string): boolean {
  const [theirs, ours] = [lettersOf(left), lettersOf(right)];
  return theirs === ours && (ours !== '' || left.replace(/\s/g, '') === right.replace(/\s/g, ''));
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
