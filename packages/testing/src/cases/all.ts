import type { ContractCase } from '../contract-case.js';
import { crashCases } from './crashes.js';
import { deliveryCases } from './delivery.js';

/** The suite, in the order it is reported. */
export const allCases: readonly ContractCase[] = [...deliveryCases, ...crashCases];
