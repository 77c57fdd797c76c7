import { connectorDocuments } from '@airdrop-connectors/testing';
import { initialDomainMapping } from '../src/mapping.js';
import { recordTypes } from '../src/record-types.js';
import { hardCases } from './hard-cases.js';

connectorDocuments({
  folder: new URL('../', import.meta.url),
  recordTypes,
  mapping: initialDomainMapping,
  hardCases,
  hardCaseCount: 10,
});
