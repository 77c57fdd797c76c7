import * as z from 'zod/mini';
import { ownerSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { ownerItem, queueItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { owners as ownerType, queues } from '../record-types.js';
import { ownerPages } from './owner-pages.js';
import { listRestSeconds } from './rest.js';

/** Owners who left, which only says what becomes of records that are theirs: it may come later. */
export const formerOwners = kit.stream({
  name: 'former-owners',
  delivers: { owners: ownerType, queues },
  restSeconds: listRestSeconds,
  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    yield* ownerPages(client, cursor, { archived: true });
  },

  normalize: {
    owners: (raw) => ownerItem(parse(ownerSchema, raw, 'owner')),
    queues: (raw) => queueItem(parse(ownerSchema, raw, 'owner')),
  },
});
