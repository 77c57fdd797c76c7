import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { personItem } from '../normalize.js';
import { people as personType } from '../record-types.js';

/** A short list that is read whole in every run. */
export const people = kit.stream({
  name: 'people',
  delivers: { people: personType },
  cursor: z.object({ isLast: z.boolean() }),

  async *pages({ client, cursor, externalSyncUnit }) {
    if (cursor?.isLast) return;
    yield { records: { people: await client.assignees(externalSyncUnit.id) }, cursor: { isLast: true } };
  },

  normalize: { people: personItem },
});
