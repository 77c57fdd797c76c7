import { connectorDocuments } from '@airdrop-connectors/testing';
import { initialDomainMapping } from '../src/mapping.js';
import { fixedRecordTypes, issues, links, requests } from '../src/record-types.js';
import { recordTypesOnRequest } from '../src/record-types-on-request.js';
import { everythingOnRequest } from './chosen-options.js';
import { hardCases } from './hard-cases.js';

connectorDocuments({
  folder: new URL('../', import.meta.url),
  recordTypes: [
    ...fixedRecordTypes,
    links,
    issues,
    requests,
    ...recordTypesOnRequest(everythingOnRequest, []),
  ],
  mapping: initialDomainMapping(everythingOnRequest),
  hardCases,
  hardCaseCount: 42,
});
