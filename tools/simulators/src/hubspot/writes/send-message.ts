import type { Call } from '../../http/reply.js';
import { failure } from '../http/failure.js';
import { bodyOf } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { note } from '../world/ledger.js';
import type { SentMessage } from '../world/model.js';
import { activeOwners } from '../world/people.js';
import { type Message, readMessages, readThread, type Thread } from '../world/threads.js';

/** Forms take what visitors write, and nothing comes back over them. */
const FORMS = '1003';
const ACCOUNT = '500001';

interface Recipient {
  deliveryIdentifiers?: unknown;
}

/** Says something in a thread to whoever is named, and returns it. Comments are made as notes now, and not here. */
export function sendMessage(call: Call, portal: Portal, thread: Thread): Message {
  const { world } = portal;
  const sent = messageIn(call, portal);
  const answers = world.answers.get(thread.index) ?? [];
  answers.push({ number: world.sequence.message++, at: world.now(), seed: 0, sent });
  world.answers.set(thread.index, answers);
  const message = readMessages(world, readThread(world, thread.index)).at(-1);
  if (message === undefined) throw failure(500, 'The message is not there.');
  note(world, 'message', message.id, { isNew: true });
  return message;
}

function messageIn(call: Call, { world, channelId: current }: Portal): SentMessage {
  const body = bodyOf(call);
  if (body.type !== 'MESSAGE') throw failure(400, `Invalid input: type cannot be ${String(body.type)}`);
  const { text, richText, senderActorId, channelId, channelAccountId, subject, recipients, attachments } =
    body;
  for (const [name, value] of Object.entries({ text, senderActorId, channelId, channelAccountId }))
    if (typeof value !== 'string' || value === '') throw failure(400, `Invalid input: ${name} is required`);
  if (!Array.isArray(attachments)) throw failure(400, 'Invalid input: attachments are required');
  if (!isFilled(recipients)) throw failure(400, 'Invalid input: at least one recipient is required');
  const identifiers = recipients.map(({ deliveryIdentifiers }: Recipient) => deliveryIdentifiers);
  if (!identifiers.every(isFilled))
    throw failure(400, 'Invalid input: recipients need at least one delivery identifier');
  if (channelId !== current || channelAccountId !== ACCOUNT)
    throw failure(400, 'Channel account does not belong to this thread');
  if (channelId === FORMS) throw failure(400, 'This channel does not support outgoing messages');
  if (!activeOwners(world.people).some(({ userId }) => senderActorId === `A-${userId}`))
    throw failure(400, `Actor ${String(senderActorId)} cannot send messages in this inbox`);
  return {
    text: String(text),
    richText: typeof richText === 'string' ? richText : undefined,
    subject: typeof subject === 'string' ? subject : undefined,
    actorId: String(senderActorId),
    recipients,
  };
}

function isFilled(value: unknown): value is object[] {
  return Array.isArray(value) && value.length > 0;
}
