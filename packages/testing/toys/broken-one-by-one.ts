import { createFunctionFactory } from '@airdrop-connectors/core';
import { bookLists, completedPage, shelf } from './shelf/shelf.js';

/** Nothing is asked for before everything of the book before has arrived. */
export const connector = shelf({
  async *bookPages(context) {
    for await (const found of bookLists(context)) {
      const pages = [];
      for (const book of found) pages.push(await completedPage(context, [book]));
      yield {
        records: {
          books: found,
          notes: pages.flatMap(({ records }) => records.notes),
          files: pages.flatMap(({ records }) => records.files),
        },
        cursor: { after: found.at(-1)?.key ?? '' },
      };
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
