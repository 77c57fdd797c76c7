import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Guides carry a genre that is no value of the field. */
const connector = shelf({
  bookData(book) {
    const data = healthy.bookData(book);
    const genre = data.genre === 'guide' ? 'handbook' : data.genre;
    return { ...data, genre } as ReturnType<typeof healthy.bookData>;
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
