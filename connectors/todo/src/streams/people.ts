import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { personItem } from '../normalize.js';
import { people as peopleType } from '../record-types.js';

/** A short list that is read whole in every run. */
export const people = kit.stream({
  name: 'people',
  delivers: { people: peopleType },
  cursor: z.object({ isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    if (cursor?.isLast) return;
    yield { records: { people: await client.people() }, cursor: { isLast: true } };
  },

  normalize: { people: personItem },
});
