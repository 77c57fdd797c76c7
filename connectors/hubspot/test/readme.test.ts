import { connectorDocuments } from '@airdrop-connectors/testing';
import { families, fixedRecordTypes } from '../src/declared-types.js';
import { initialDomainMapping } from '../src/mapping.js';
import { associations } from '../src/record-types.js';
import { hardCases } from './hard-cases.js';

connectorDocuments({
  folder: new URL('../', import.meta.url),
  recordTypes: [...families, ...fixedRecordTypes, associations],
  mapping: initialDomainMapping,
  hardCases,
  hardCaseCount: 40,
});
