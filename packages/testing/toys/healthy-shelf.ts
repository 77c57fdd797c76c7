import { createFunctionFactory } from '@airdrop-connectors/core';
import { shelf } from './shelf/shelf.js';

/** Nothing is wrong with this one. */
export const connector = shelf();

export const functionFactory = createFunctionFactory(connector, import.meta.url, 'both');
