import * as z from 'zod/mini';
import { type Thread, threadSchema } from '../api-types.js';
import { type AnswerableMessage, answerableSchema } from '../api-types-writing.js';
import type { HubspotClient } from '../client.js';

/** Conversations of a ticket, the one in which something was said last first. */
export async function ticketThreads(client: HubspotClient, ticketId: string): Promise<Thread[]> {
  const threads: Thread[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: Awaited<ReturnType<HubspotClient['ticketThreadPage']>> = await client.ticketThreadPage(
      ticketId,
      after,
    );
    threads.push(...page.results.flatMap((raw) => z.safeParse(threadSchema, raw).data ?? []));
    after = page.next;
  }
  return threads.sort((left, right) => latestOf(right) - latestOf(left));
}

/** When something was said last, milliseconds; 0 where nothing was. */
export function latestOf({ latestMessageTimestamp: latest }: Thread): number {
  return Date.parse(latest ?? '') || 0;
}

/** What was said in a conversation, the latest first; what cannot be read is passed over. */
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
    yield* page.results.flatMap((raw) => z.safeParse(answerableSchema, raw).data ?? []);
    after = page.next;
  }
}
