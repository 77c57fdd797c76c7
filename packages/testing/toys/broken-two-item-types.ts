import { createFunctionFactory } from '@airdrop-connectors/core';
import { shelf } from './shelf/shelf.js';

/** Some books are delivered under two item types. */
const connector = shelf({ isTwice: ({ genre }) => genre === 'poetry' });

export const functionFactory = createFunctionFactory(connector, import.meta.url);
