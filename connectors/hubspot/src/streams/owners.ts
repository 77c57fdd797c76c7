import * as z from 'zod/mini';
import { ownerSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { ownerItem, queueItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { owners as ownerType, queues } from '../record-types.js';

const typedSchema = z.object({ type: z.literal('QUEUE') });

/** Everybody whom records belong to, also those who left and queues: a short list that is read whole in every run. */
export const owners = kit.stream({
  name: 'owners',
  delivers: { owners: ownerType, queues },
  cursor: z.object({ after: z.string(), archived: z.boolean(), isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    if (cursor?.isLast === true) return;
    let archived = cursor?.archived ?? false;
    for (let after = cursor?.after ?? ''; ; ) {
      const { results, next } = await client.ownerPage(after, { archived });
      const isLast = archived && next === undefined;
      archived ||= next === undefined;
      after = next ?? '';
      yield {
        records: { owners: results.filter((raw) => !isQueue(raw)), queues: results.filter(isQueue) },
        cursor: { after, archived, isLast },
      };
      if (isLast) return;
    }
  },

  normalize: {
    owners: (raw) => ownerItem(parse(ownerSchema, raw, 'owner')),
    queues: (raw) => queueItem(parse(ownerSchema, raw, 'owner')),
  },
});

function isQueue(raw: unknown): boolean {
  return z.safeParse(typedSchema, raw).success;
}
