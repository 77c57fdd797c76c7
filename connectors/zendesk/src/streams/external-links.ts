import { externalLinkSchema } from '../api-types-lists.js';
import { kit } from '../kit.js';
import { externalLinkItem } from '../normalize-account.js';
import { parse } from '../parse.js';
import { externalLinks } from '../record-types-lists.js';
import { listCursor, listPages, listRestSeconds } from './list-pages.js';

/** Issues of Jira that agents have tied to tickets. */
export const externalLinkStream = kit.stream({
  name: 'external-links',
  delivers: { external_links: externalLinks },
  cursor: listCursor,
  restSeconds: listRestSeconds,

  async *pages({ client, cursor }) {
    for await (const { rows, cursor: reached } of listPages(cursor, client.externalLinkPage))
      yield { records: { external_links: rows }, cursor: reached };
  },

  normalize: { external_links: (raw) => externalLinkItem(parse(externalLinkSchema, raw, 'link to Jira')) },
});
