import { type Call, ok, type Reply } from '../../http/reply.js';
import type { Endpoint } from '../http/endpoint.js';
import { failure, failureJson, notFound } from '../http/failure.js';
import { bodyOf, type EntryList, limitOf, pageOf } from '../http/parameters.js';
import type { Portal } from '../portal.js';
import { messageJson, originalContent, threadJson } from '../render/conversations.js';
import type { World } from '../world/model.js';
import { activeOwners } from '../world/people.js';
import { indexOf } from '../world/rows.js';
import {
  type Message,
  readMessages,
  readThread,
  type Thread,
  threadAt,
  threadCount,
} from '../world/threads.js';
import { sendMessage } from '../writes/send-message.js';

const MOST_THREADS = 100;
const MOST_MESSAGES = 100;
const base = '/conversations/conversations/{version}';

export const conversationEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    template: `${base}/threads`,
    scope: 'conversations',
    answer: (call, portal) => {
      const withTicket = call.url.searchParams.getAll('association').includes('TICKET');
      const page = pageOf(
        threadsFor(call, portal),
        call.url.searchParams.get('after'),
        limitOf(call, portal, MOST_THREADS, 100),
      );
      return ok({
        ...page,
        results: page.results.map((thread) => threadJson(portal, thread, withTicket)),
      });
    },
  },
  {
    method: 'GET',
    template: `${base}/threads/{threadId}/messages`,
    scope: 'conversations',
    answer: (call, portal) => {
      const thread = threadOf(call, portal);
      const messages = readMessages(portal.world, thread);
      if (call.url.searchParams.get('sort')?.startsWith('-') === true) messages.reverse();
      // Pages can be shorter than asked for; only a missing position is the end.
      const size = Math.max(1, limitOf(call, portal, MOST_MESSAGES, 100) - (thread.index % 5 === 1 ? 1 : 0));
      const page = pageOf(messages, call.url.searchParams.get('after'), size);
      return ok({
        ...page,
        results: page.results.map((message) => messageJson(portal, thread, message)),
      });
    },
  },
  {
    method: 'POST',
    template: `${base}/threads/{threadId}/messages`,
    scope: 'conversations.write',
    answer: (call, portal) => {
      const thread = threadOf(call, portal);
      return { status: 201, json: messageJson(portal, thread, sendMessage(call, portal, thread)) };
    },
  },
  {
    method: 'GET',
    template: `${base}/threads/{threadId}/messages/{messageId}`,
    scope: 'conversations',
    answer: (call, portal) => ok(messageJson(portal, threadOf(call, portal), messageOf(call, portal))),
  },
  {
    method: 'GET',
    template: `${base}/threads/{threadId}/messages/{messageId}/original-content`,
    scope: 'conversations',
    answer: (call, portal) => ok(originalContent(messageOf(call, portal))),
  },
  {
    method: 'POST',
    template: `${base}/actors/batch/read`,
    scope: 'conversations',
    answer: actors,
  },
];

/** By id; by the time of the latest message only together with a start. */
function threadsFor(call: Call, { world }: Portal): EntryList<Thread> {
  const parameters = call.url.searchParams;
  const sort = parameters.get('sort') ?? 'id';
  const after = parameters.get('latestMessageTimestampAfter');
  if (sort === 'latestMessageTimestamp' && after === null)
    throw failure(400, 'latestMessageTimestampAfter is required when sorting by latestMessageTimestamp');
  if (parameters.getAll('inboxId').length > 1) throw failure(400, 'Only one inboxId is allowed');
  if (parameters.has('associatedContactId') && !parameters.has('threadStatus'))
    throw failure(400, 'threadStatus is required with associatedContactId');
  const archived = parameters.get('archived') === 'true';
  if (archived && world.archivedThreads.size === 0) return [];
  const ticketId = parameters.get('associatedTicketId');
  const ticket = ticketId === null ? undefined : indexOf(world, 'tickets', ticketId);
  if (ticketId !== null && ticket === undefined) return [];
  // A page of a million threads must not cost more than one of a hundred.
  const isWhole = sort === 'id' && after === null && ticketId === null && world.archivedThreads.size === 0;
  if (isWhole) return lazyThreads(world);
  const threads: Thread[] = [];
  for (let index = 0; index < threadCount(world); index++) {
    const thread = readThread(world, index);
    if (after !== null && thread.latestMessageAt <= Date.parse(after)) continue;
    if (world.archivedThreads.has(index) !== archived) continue;
    if (ticketId !== null && thread.ticketIndex !== ticket) continue;
    threads.push(thread);
  }
  if (sort === 'latestMessageTimestamp')
    threads.sort((left, right) => left.latestMessageAt - right.latestMessageAt || left.id - right.id);
  return threads;
}

function lazyThreads(world: World): EntryList<Thread> {
  return {
    length: threadCount(world),
    slice: (start, end) =>
      Array.from({ length: Math.max(0, Math.min(end, threadCount(world)) - start) }, (_, place) =>
        readThread(world, start + place),
      ),
  };
}

function threadOf(call: Call, { world }: Portal): Thread {
  const thread = threadAt(world, call.pathValue('threadId'));
  if (thread === undefined) throw notFound('thread');
  return thread;
}

function messageOf(call: Call, portal: Portal): Message {
  const id = call.pathValue('messageId');
  const message = readMessages(portal.world, threadOf(call, portal)).find((candidate) => candidate.id === id);
  if (message === undefined) throw notFound('message');
  return message;
}

function actors(call: Call, { world }: Portal): Reply {
  const { inputs } = bodyOf(call);
  if (!Array.isArray(inputs)) throw failure(400, 'Invalid input JSON: inputs are missing');
  const known = new Map<string, object>([
    ['B-7', { id: 'B-7', type: 'BOT', name: 'Welcome bot' }],
    ['S-hubspot', { id: 'S-hubspot', type: 'SYSTEM' }],
    ...activeOwners(world.people).map(({ userId, firstName, email }): [string, object] => [
      `A-${userId}`,
      { id: `A-${userId}`, type: 'AGENT', name: firstName, email },
    ]),
  ]);
  const missing = inputs.filter((id: string) => !known.has(id));
  return {
    status: missing.length > 0 ? 207 : 200,
    json: {
      status: 'COMPLETE',
      results: inputs.flatMap((id: string) => known.get(id) ?? []),
      ...(missing.length > 0 && {
        numErrors: missing.length,
        errors: [failureJson('actors not found', 'OBJECT_NOT_FOUND', { context: { ids: missing } })],
      }),
    },
  };
}
