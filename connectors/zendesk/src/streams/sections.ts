import { sectionSchema } from '../api-types-knowledge.js';
import { kit } from '../kit.js';
import { sectionItem } from '../normalize-knowledge.js';
import { parse } from '../parse.js';
import { sections as sectionType } from '../record-types-knowledge.js';
import { centerCursor, centerPages, listRestSeconds } from './list-pages.js';

/** Where articles lie, in the language each was written in; some lie in others. */
export const sections = kit.stream({
  name: 'sections',
  delivers: { sections: sectionType },
  cursor: centerCursor,
  restSeconds: listRestSeconds,

  async *pages(context) {
    const { client, cursor } = context;
    const pages = centerPages(context, cursor, ({ origin }, after) =>
      client.helpCenter(origin).sectionPage(after),
    );
    for await (const { rows, cursor: reached } of pages)
      yield { records: { sections: rows }, cursor: reached };
  },

  normalize: { sections: (raw) => sectionItem(parse(sectionSchema, raw, 'section')) },
});
