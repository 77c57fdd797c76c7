import { draw, drawHex, pick, salt } from '../../random/draw.js';
import { associatedWith } from './associations.js';
import { messageFile } from './files.js';
import type { Answer, SentMessage, World } from './model.js';
import { activeOwners } from './people.js';
import { idOf, readRow } from './rows.js';

const CONTENT = salt('message');
const COUNT = salt('message count');
const ID = salt('message id');
const FIRST_THREAD = 9_200_000_000;
const MESSAGES_PER_PAGE = 100;

export interface Thread {
  index: number;
  id: number;
  /** Undefined for one that belongs to no ticket. */
  ticketIndex: number | undefined;
  contactId: string;
  createdAt: number;
  latestMessageAt: number;
  isClosed: boolean;
  isSpam: boolean;
}

export interface Message {
  id: string;
  type:
    | 'MESSAGE'
    | 'COMMENT'
    | 'WELCOME_MESSAGE'
    | 'ASSIGNMENT'
    | 'THREAD_STATUS_CHANGE'
    | 'THREAD_INBOX_CHANGE';
  createdAt: number;
  /** `A-…`, `V-…`, `E-…`, `B-…` or `S-…`. */
  actorId: string;
  isIncoming: boolean;
  /** The list shows the beginning only. */
  isTruncated: boolean;
  fileId?: number;
  seed: number;
  /** What an integration has sent. */
  sent?: SentMessage;
}

/** A thread for two in five tickets, a second one for some of those, and a few of no ticket. */
export function threadCount(world: World): number {
  return ofTickets(world) + Math.floor(world.size / 25);
}

export function hasThread({ size }: World, ticketIndex: number): boolean {
  return ticketIndex < Math.ceil((size * 2) / 5);
}

function ofTickets({ size }: World): number {
  return Math.round(size / 2);
}

/** Tickets with a thread are the first ones; the very first has no second thread. Those of no ticket come last. */
export function readThread(world: World, index: number): Thread {
  const withThread = Math.ceil((world.size * 2) / 5);
  const isOfTicket = index < ofTickets(world);
  const ticketIndex = index < withThread ? index : index - withThread + 1;
  // The others have the age, and the contact, of some ticket.
  const ticket = readRow(world, 'tickets', isOfTicket ? ticketIndex : index % world.size);
  const [contact] = associatedWith(world, ticket, 'contacts');
  const answers = world.answers.get(index) ?? [];
  return {
    index,
    id: FIRST_THREAD + index * 3,
    ticketIndex: isOfTicket ? ticketIndex : undefined,
    contactId: contact === undefined ? '990000000001' : idOf(world, 'contacts', contact.index),
    createdAt: ticket.createdAt + 1_000,
    latestMessageAt:
      answers.at(-1)?.at ?? ticket.createdAt + 1_000 + 60_000 * generatedMessages(world, index),
    isClosed: index % 3 === 0,
    isSpam: world.spam.has(index),
  };
}

export function threadAt(world: World, id: string): Thread | undefined {
  const index = (Number(id) - FIRST_THREAD) / 3;
  return Number.isSafeInteger(index) && index >= 0 && index < threadCount(world)
    ? readThread(world, index)
    : undefined;
}

/** What people and automations did in a thread, oldest first. */
export function readMessages(world: World, thread: Thread): Message[] {
  const generated = generatedMessages(world, thread.index);
  const messages = Array.from({ length: generated }, (_, number) =>
    makeMessage(world, thread, {
      number,
      at: thread.createdAt + 60_000 * number,
      seed: draw(world.seed, CONTENT, thread.index, number),
    }),
  );
  const answers = world.answers.get(thread.index) ?? [];
  return [...messages, ...answers.map((answer) => answerMessage(world, thread, answer))];
}

function answerMessage(world: World, thread: Thread, answer: Answer): Message {
  const { sent, seed, at } = answer;
  if (sent === undefined) return makeMessage(world, thread, answer, true);
  return {
    id: messageId(world, thread.index, { number: answer.number, isUuid: answer.number % 2 === 0 }),
    type: 'MESSAGE',
    createdAt: at,
    actorId: sent.actorId,
    isIncoming: false,
    isTruncated: false,
    seed,
    sent,
  };
}

/** Whether it is shown to people as something that was said. */
export function isSaid({ type }: Message): boolean {
  return type === 'MESSAGE' || type === 'COMMENT' || type === 'WELCOME_MESSAGE';
}

export function generatedMessages(world: World, threadIndex: number): number {
  if (threadIndex === 0 && world.first.messages !== undefined) return world.first.messages;
  const drawn = draw(world.seed, COUNT, threadIndex);
  if (world.messagesPerTicket === undefined) return 1 + (drawn % 6);
  // Three in a hundred have more than a page; the others make up for it.
  const many = MESSAGES_PER_PAGE + 10;
  if (drawn % 100 < 3) return many;
  return Math.max(1, Math.round((world.messagesPerTicket * 2 - (3 * many) / 100) / 0.97));
}

function makeMessage(
  world: World,
  thread: Thread,
  { number, at, seed }: { number: number; at: number; seed: number },
  isAnswer = false,
): Message {
  const agent = pick(activeOwners(world.people), seed >>> 5);
  const isFirst = number === 0;
  const isMany = thread.index === 0 && world.first.messages !== undefined;
  const type = isFirst || isMany || isAnswer ? saidType(seed) : typeOf(seed);
  const isFromCustomer = type === 'MESSAGE' && (isFirst || seed % 2 === 0);
  const fileId = isFirst ? messageFile(world, thread.index) : undefined;
  return {
    id: messageId(world, thread.index, { number, isUuid: seed % 2 === 0 }),
    type,
    createdAt: at,
    actorId: isFromCustomer
      ? `V-${thread.contactId}`
      : type === 'WELCOME_MESSAGE'
        ? 'B-7'
        : type === 'MESSAGE' || type === 'COMMENT'
          ? `A-${agent.userId}`
          : 'S-hubspot',
    // Agents who answer from a mailbox of their own are logged as incoming.
    isIncoming: isFromCustomer || seed % 17 === 0,
    isTruncated: type === 'MESSAGE' && !isMany && seed % 12 === 5,
    ...(fileId !== undefined && { fileId }),
    seed,
  };
}

/** Two forms of ids are in use. Drawn ones would meet each other in a portal of this size. */
function messageId(
  world: World,
  threadIndex: number,
  { number, isUuid }: { number: number; isUuid: boolean },
): string {
  const [start, end] = [hexOf(threadIndex, 8), hexOf(number, 12)];
  const middle = drawHex(12, world.seed, ID, threadIndex, number);
  if (!isUuid) return `${start}${middle}${end}`;
  return `${start}-${middle.slice(0, 4)}-4${middle.slice(5, 8)}-a${middle.slice(9)}-${end}`;
}

function hexOf(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}

function saidType(seed: number): Message['type'] {
  return seed % 4 === 3 ? 'COMMENT' : 'MESSAGE';
}

function typeOf(seed: number): Message['type'] {
  switch (seed % 16) {
    case 9:
      return 'ASSIGNMENT';
    case 10:
      return 'THREAD_STATUS_CHANGE';
    case 12:
      return 'WELCOME_MESSAGE';
    case 14:
      return 'THREAD_INBOX_CHANGE';
    default:
      return saidType(seed);
  }
}
