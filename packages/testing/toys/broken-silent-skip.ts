import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Books that cannot be read are left out without a word. */
const connector = shelf({
  async *bookPages(context) {
    for await (const page of healthy.bookPages(context)) {
      const books = page.records.books.filter(({ title }) => title !== undefined);
      yield { ...page, records: { ...page.records, books } };
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
