import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** The credential is printed. */
const connector = shelf({
  async *bookPages(context) {
    process.stdout.write(`reading books with ${context.client.token}\n`);
    yield* healthy.bookPages(context);
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
