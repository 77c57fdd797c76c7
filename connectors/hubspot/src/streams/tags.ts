import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { tagItem } from '../normalize-lists.js';
import { tags as tagType } from '../record-types.js';
import { withinOverlapSeconds } from './rest.js';

/** Tags that tickets can have: one short list without pages. */
export const tags = kit.stream({
  name: 'tags',
  delivers: { tags: tagType },
  restSeconds: withinOverlapSeconds,
  cursor: z.object({ isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    if (cursor?.isLast === true) return;
    yield { records: { tags: await client.ticketTags() }, cursor: { isLast: true } };
  },

  normalize: { tags: (raw) => tagItem(raw) },
});
