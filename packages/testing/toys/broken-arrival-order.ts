import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Books carry the place in which their notes happened to arrive. */
const connector = shelf({
  async *bookPages(context) {
    for await (const page of healthy.bookPages(context)) {
      const arrived: string[] = [];
      await Promise.all(
        page.records.books.map(async ({ id, notes }) => {
          await context.client.notes(id, notes);
          arrived.push(id);
        }),
      );
      const books = page.records.books.map((book) => ({
        ...book,
        title: `${book.title}, number ${arrived.indexOf(book.id)}`,
      }));
      yield { ...page, records: { ...page.records, books } };
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
