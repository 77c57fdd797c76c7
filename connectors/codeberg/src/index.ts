import { createFunctionFactory } from '@airdrop-connectors/core/entry';

export const functionFactory = createFunctionFactory(() => import('./connector.js'), import.meta.url);
