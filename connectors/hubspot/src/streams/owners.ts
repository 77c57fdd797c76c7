import * as z from 'zod/mini';
import { ownerSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { ownerItem, queueItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { owners as ownerType, queues } from '../record-types.js';
import { ownerPages } from './owner-pages.js';
import { withinOverlapSeconds } from './rest.js';

/** Everybody whom records can be given to, queues included: a short list that is read whole. */
export const owners = kit.stream({
  name: 'owners',
  delivers: { owners: ownerType, queues },
  stateVersion: 2,
  restSeconds: withinOverlapSeconds,
  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    yield* ownerPages(client, cursor, { archived: false });
  },

  normalize: {
    owners: (raw) => ownerItem(parse(ownerSchema, raw, 'owner')),
    queues: (raw) => queueItem(parse(ownerSchema, raw, 'owner')),
  },
});
