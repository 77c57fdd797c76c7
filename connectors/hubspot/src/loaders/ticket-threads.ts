import { type Thread, threadSchema } from '../api-types.js';
import { type AnswerableMessage, answerableSchema } from '../api-types-writing.js';
import type { HubspotClient } from '../client.js';
import { parse } from '../parse.js';

/**
 * Conversations of a ticket, the one in which something was said last first.
 * @throws RecordError for one that cannot be read
 */
export async function ticketThreads(client: HubspotClient, ticketId: string): Promise<Thread[]> {
  const threads: Thread[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<HubspotClient['ticketThreadPage']>> = await client.ticketThreadPage(
      ticketId,
      after,
    );
    threads.push(...page.results.map((raw) => parse(threadSchema, raw, 'conversation')));
    after = page.next;
  }
  return threads.sort((left, right) => latestOf(right) - latestOf(left));
}

/** When something was said last, milliseconds; 0 where nothing was. */
export function latestOf({ latestMessageTimestamp: latest }: Thread): number {
  return Date.parse(latest ?? '') || 0;
}

/**
 * What was said in a conversation, the latest first.
 * @throws RecordError for what cannot be read: it may be the reply that is looked for, which must not be sent again
 */
export async function* latestMessages(
  client: HubspotClient,
  { id }: Thread,
): AsyncGenerator<AnswerableMessage> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<HubspotClient['messagePage']>> = await client.messagePage(
      id,
      after,
      '-createdAt',
    );
    yield* page.results.map((raw) => parse(answerableSchema, raw, 'message'));
    after = page.next;
  }
}
