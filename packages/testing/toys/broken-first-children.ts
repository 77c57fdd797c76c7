import { createFunctionFactory } from '@airdrop-connectors/core';
import { shelf } from './shelf/shelf.js';

/** Only the first page of notes is read. */
const connector = shelf({ hasMoreNotes: () => false });

export const functionFactory = createFunctionFactory(connector, import.meta.url);
