import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** The credential ends up in a record. */
const connector = shelf({
  async *bookPages(context) {
    for await (const page of healthy.bookPages(context)) {
      const books = page.records.books.map((book) => ({
        ...book,
        title: `${book.title} ${context.client.token}`,
      }));
      yield { ...page, records: { ...page.records, books } };
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
