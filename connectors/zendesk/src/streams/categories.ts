import { categorySchema } from '../api-types-knowledge.js';
import { kit } from '../kit.js';
import { categoryItem } from '../normalize-knowledge.js';
import { parse } from '../parse.js';
import { categories as categoryType } from '../record-types-knowledge.js';
import { centerCursor, centerPages, listRestSeconds } from './list-pages.js';

/** Where sections lie, in the language each was written in. */
export const categories = kit.stream({
  name: 'categories',
  delivers: { categories: categoryType },
  cursor: centerCursor,
  restSeconds: listRestSeconds,

  async *pages(context) {
    const { client, cursor } = context;
    const pages = centerPages(context, cursor, ({ origin }, after) =>
      client.helpCenter(origin).categoryPage(after),
    );
    for await (const { rows, cursor: reached } of pages)
      yield { records: { categories: rows }, cursor: reached };
  },

  normalize: { categories: (raw) => categoryItem(parse(categorySchema, raw, 'category')) },
});
