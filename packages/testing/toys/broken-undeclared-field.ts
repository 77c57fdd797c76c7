import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Books carry a field the metadata does not know. */
const connector = shelf({
  bookData(book) {
    const data = { ...healthy.bookData(book), shelf_mark: 'A 7' };
    return data;
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
