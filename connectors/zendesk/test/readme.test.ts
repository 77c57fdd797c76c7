import { connectorDocuments } from '@airdrop-connectors/testing';
import { initialDomainMapping } from '../src/mapping.js';
import { fixedRecordTypes, tickets } from '../src/record-types.js';
import { customObjects } from '../src/record-types-lists.js';
import { hardCases } from './hard-cases.js';

connectorDocuments({
  folder: new URL('../', import.meta.url),
  recordTypes: [...fixedRecordTypes, tickets, customObjects],
  mapping: initialDomainMapping,
  hardCases,
  hardCaseCount: 40,
});
