import { createFunctionFactory } from '@airdrop-connectors/ts-adaas-runtime/entry';

export const functionFactory = createFunctionFactory(() => import('./connector.js'), import.meta.url, 'both');
