import { createFunctionFactory } from '@airdrop-connectors/core';
import { readPage, shelf } from './shelf/shelf.js';

/** The cursor remembers every book it has passed. */
const connector = shelf({
  async *bookPages(context) {
    const [start = '', ...trail] = context.after.split('|');
    for (let after = start; ; ) {
      const page = await readPage(context, after);
      if (page === undefined) return;
      after = page.cursor.after;
      trail.push(...page.records.books.map(({ key, title }) => `${key} ${title}`.padEnd(1_000)));
      yield { ...page, cursor: { after: [after, ...trail].join('|') } };
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
