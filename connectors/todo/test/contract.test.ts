import { connectorContract } from '@airdrop-connectors/testing';
import { writing } from './writing.js';

connectorContract({
  system: 'todo',
  bundle: new URL('../dist/index.cjs', import.meta.url),
  shape: {
    rootPages: 'GET /v1/lists/{id}/tasks',
    rootKind: 'task',
    fields: {
      person: { name: 'name' },
      task: { title: 'title', state: 'state', person: 'person' },
      comment: { task: 'task', person: 'person' },
      file: { task: 'parent_id', name: 'file_name' },
    },
    endpointsOf: {
      people: ['GET /v1/people'],
      comments: ['GET /v1/tasks/{id}/comments'],
      attachments: ['GET /v1/files/{id}'],
    },
    catalogue: ['GET /v1/lists'],
    limits: 'usual',
    openReferences: [],
    lastingPositions: true,
    ...writing,
  },
  skip: {
    'rate-limit-metadata': 'metadata takes no request',
    'fault-lasting-in-metadata': 'metadata takes no request',
    'drift-between-runs': 'metadata takes no request',
    'drift-within-run': 'metadata takes no request',
    'rate-limit-files': 'downloads are not redirected',
    'fault-truncated-file': 'downloads are not redirected',
    'fault-outage-of-files': 'downloads are not redirected',
  },
});
