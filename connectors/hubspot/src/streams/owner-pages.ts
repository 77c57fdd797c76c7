import * as z from 'zod/mini';
import type { HubspotClient } from '../client.js';

const typedSchema = z.object({ type: z.literal('QUEUE') });

/** Owners of one of the two lists there are; those that are no people apart. */
export async function* ownerPages(
  client: Pick<HubspotClient, 'ownerPage'>,
  cursor: { after: string; isLast: boolean } | undefined,
  { archived }: { archived: boolean },
) {
  if (cursor?.isLast === true) return;
  for (let after = cursor?.after ?? ''; ; ) {
    const { results, next } = await client.ownerPage(after, { archived });
    after = next ?? '';
    yield {
      records: { owners: results.filter((raw) => !isQueue(raw)), queues: results.filter(isQueue) },
      cursor: { after, isLast: next === undefined },
    };
    if (next === undefined) return;
  }
}

function isQueue(raw: unknown): boolean {
  return z.safeParse(typedSchema, raw).success;
}
