import { createFunctionFactory } from '@airdrop-connectors/core';
import { shelf } from './shelf/shelf.js';

/** It does not know that there is a limit. */
export const connector = shelf({ budgets: [] });

export const functionFactory = createFunctionFactory(connector, import.meta.url);
