import { connectorDocuments } from '@airdrop-connectors/testing';
import { initialDomainMapping } from '../src/mapping.js';
import { comments, people, tasks } from '../src/record-types.js';
import { hardCases } from './hard-cases.js';

connectorDocuments({
  folder: new URL('../', import.meta.url),
  recordTypes: [people, tasks, comments],
  mapping: initialDomainMapping,
  hardCases,
  hardCaseCount: 9,
});
