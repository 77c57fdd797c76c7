import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Notes are read whether they are wanted or not. */
const connector = shelf({ bookPages: (context) => healthy.bookPages({ ...context, includesNotes: true }) });

export const functionFactory = createFunctionFactory(connector, import.meta.url);
