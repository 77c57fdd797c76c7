import { createFunctionFactory } from '@airdrop-connectors/core';
import { readPage, shelf } from './shelf/shelf.js';

/** Behind the last page there are empty ones, each with a cursor of its own. */
const connector = shelf({
  async *bookPages(context) {
    for (let after = context.after; ; ) {
      const page = await readPage(context, after);
      after = page?.cursor.after ?? `${after.slice(0, 60)}~${Date.now()}${Math.random()}`;
      yield { records: page?.records ?? { books: [], notes: [], files: [] }, cursor: { after } };
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
