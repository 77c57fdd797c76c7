import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Notes are asked for book by book, also of books that have none. */
export const connector = shelf({
  async *bookPages(context) {
    for await (const page of healthy.bookPages(context)) {
      for (const { id, notes } of page.records.books) if (notes === 0) await context.client.notes(id, 0);
      yield page;
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
