import { createFunctionFactory } from '@airdrop-connectors/core';
import { healthy, shelf } from './shelf/shelf.js';

/** Increments read everything again. */
const connector = shelf({ bookPages: (context) => healthy.bookPages({ ...context, since: 0 }) });

export const functionFactory = createFunctionFactory(connector, import.meta.url);
