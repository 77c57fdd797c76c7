import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** A page that cannot be read is taken for the end. */
const connector = shelf({
  async *bookPages(context) {
    try {
      yield* healthy.bookPages(context);
    } catch {
      return;
    }
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
