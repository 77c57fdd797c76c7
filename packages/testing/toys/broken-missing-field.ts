import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Every other book lacks its reader, which is required. */
const connector = shelf({
  bookData(book) {
    const { reader, ...data } = healthy.bookData(book);
    return (book.id.endsWith('1') ? data : { ...data, reader }) as ReturnType<typeof healthy.bookData>;
  },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
