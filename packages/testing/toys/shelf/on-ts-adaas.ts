import { createFunctionFactory } from '@airdrop-connectors/ts-adaas-runtime/entry';
import { shelf } from './shelf.js';

/** The healthy shelf with DevRev's own SDK between it and the platform. */
export const functionFactory = createFunctionFactory(shelf(), import.meta.url, 'both');
