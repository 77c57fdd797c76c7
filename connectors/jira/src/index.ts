import { createFunctionFactory } from '@airdrop-connectors/core';
import { connector } from './connector.js';

export const functionFactory = createFunctionFactory(connector, import.meta.url);
