import type { ContractShape } from '@airdrop-connectors/testing';

/** What the contract has to know about this system to ask about its data. */
export const shape: ContractShape = {
  rootPages: 'GET /v1/lists/{id}/tasks',
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
  lastingPositions: true,
  killedRoots: 60,
};
