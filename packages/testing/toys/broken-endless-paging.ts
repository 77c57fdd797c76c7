import { createFunctionFactory } from '@airdrop-connectors/core';
import { readPage, shelf } from './shelf/shelf.js';

/** The page after the last one is the last one. */
const connector = shelf({
  async *bookPages(context) {
    for (let after = context.after; ; ) {
      const page = await readPage(context, after);
      if (page !== undefined) after = page.cursor.after;
      yield page ?? { records: { books: [], notes: [], files: [] }, cursor: { after } };
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
