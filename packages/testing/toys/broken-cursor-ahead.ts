import { createFunctionFactory } from '@airdrop-connectors/core';
import { readPage, shelf } from './shelf/shelf.js';

/** The cursor of a page lies behind the page after it. */
const connector = shelf({
  async *bookPages(context) {
    let page = await readPage(context, context.after);
    while (page !== undefined) {
      const next = await readPage(context, page.cursor.after);
      yield { records: page.records, cursor: (next ?? page).cursor };
      page = next;
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
