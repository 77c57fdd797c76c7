import * as z from 'zod/mini';
import { groupSchema } from '../api-types.js';
import { kit } from '../kit.js';
import { groupItem } from '../normalize-lists.js';
import { parse } from '../parse.js';
import { groups as groupType } from '../record-types.js';

/** Teams of agents: a short list that is read whole in every run. */
export const groups = kit.stream({
  name: 'groups',
  delivers: { groups: groupType },
  cursor: z.object({ after: z.string(), isLast: z.boolean() }),

  /** The address of a next page is given even on the last one, where nothing is behind it. */
  async *pages({ client, cursor }) {
    if (cursor?.isLast === true) return;
    for (let after = cursor?.after ?? ''; ; ) {
      const { groups: page, meta } = await client.groupPage(after);
      after = meta.after_cursor || after;
      yield { records: { groups: page }, cursor: { after, isLast: !meta.has_more } };
      if (!meta.has_more) return;
    }
  },

  normalize: { groups: (raw) => groupItem(parse(groupSchema, raw, 'group')) },
});
