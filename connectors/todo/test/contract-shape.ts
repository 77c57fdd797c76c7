import type { ContractShape } from '@airdrop-connectors/testing';
import { paging } from './contract-paging.js';

/** What the contract has to know about this system to ask about its data. */
export const shape: ContractShape = {
  ...paging,
  rootKind: 'task',
  fields: {
    person: { name: 'name' },
    task: { title: 'title', state: 'state', person: 'person', hours: 'cf_f1' },
    comment: { task: 'task', person: 'person' },
    file: { task: 'parent_id', name: 'file_name' },
  },
  endpointsOf: {
    people: ['GET /v1/people'],
    comments: ['GET /v1/tasks/{id}/comments'],
    attachments: ['GET /v1/files/{id}'],
  },
  catalogue: ['GET /v1/lists', 'GET /v1/fields'],
  limits: 'usual',
  openReferences: [],
  killedRoots: 60,
  writing: {},
};
