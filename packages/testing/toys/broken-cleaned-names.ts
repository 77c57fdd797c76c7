import { createFunctionFactory } from '@airdrop-connectors/core';
import { shelf } from './shelf/shelf.js';

/** Names of files are made fit for a disk. */
const connector = shelf({ fileName: (name) => name.replace(/[\\/:]/g, '_') });

export const functionFactory = createFunctionFactory(connector, import.meta.url);
