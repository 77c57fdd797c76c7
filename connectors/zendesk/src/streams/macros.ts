import { macroSchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { macroItem } from '../normalize-account.js';
import { parse } from '../parse.js';
import { macros } from '../record-types-lists.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

/** What agents do with one click, as an inventory. */
export const macroStream = kit.stream({
  name: 'macros',
  delivers: { macros: macros },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor }) {
    for await (const { rows, cursor: reached } of listPages(cursor, client.macroPage))
      yield { records: { macros: rows }, cursor: reached };
  },

  normalize: { macros: (raw) => macroItem(parse(macroSchema, raw, 'macro')) },
});
