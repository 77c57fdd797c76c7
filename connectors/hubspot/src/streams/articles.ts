import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { articleItem } from '../normalize-lists.js';
import { articles as articleType } from '../record-types.js';
import { listRestSeconds } from './rest.js';

/** What the public knowledge base shows to whoever searches it, read whole: the search knows no dates. */
export const articles = kit.stream({
  name: 'articles',
  delivers: { articles: articleType },
  restSeconds: listRestSeconds,
  cursor: z.object({ offset: z.number(), isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    if (cursor?.isLast === true) return;
    for (let offset = cursor?.offset ?? 0; ; ) {
      const { results, total } = await client.articlePage(offset);
      offset += results.length;
      const isLast = results.length === 0 || offset >= total;
      yield { records: { articles: results }, cursor: { offset, isLast } };
      if (isLast) return;
    }
  },

  normalize: { articles: (raw) => articleItem(raw) },
});
