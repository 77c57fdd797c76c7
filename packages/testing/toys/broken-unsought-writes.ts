import { createFunctionFactory } from '@airdrop-connectors/core';
import { shelf } from './shelf/shelf.js';

/** It never looks for what it may have made already. */
const connector = shelf({ canFind: false });

export const functionFactory = createFunctionFactory(connector, import.meta.url, 'both');
