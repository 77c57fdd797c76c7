import path from 'node:path';
import type { ContractSubject } from '../src/contract-case.js';
import { createShelf } from './shelf-simulator.js';

/** What the contract suite is run on when the connector is a toy over the shelf. */
export function shelfSubject(toy: string): ContractSubject {
  return {
    system: 'shelf',
    bundlePath: path.join(import.meta.dirname, '..', 'dist', 'toys', `${toy}.cjs`),
    connectorPath: path.join(import.meta.dirname, '..', 'dist', 'toys', `${toy}.mjs`),
    idleIncrementCalls: 8,
    createSimulator: createShelf,
    shape: {
      rootPages: 'GET /books',
      rootKind: 'book',
      fields: {
        book: { title: 'title', genre: 'genre', reader: 'reader' },
        note: { book: 'book' },
        reader: { name: 'name' },
      },
      endpointsOf: { readers: ['GET /readers'], notes: ['GET /notes'], attachments: ['GET /files/:id'] },
      catalogue: ['GET /shelves'],
      limits: 'usual',
      openReferences: [],
      writing: {},
      visibility: {
        kind: 'note',
        field: 'audience',
        values: { public: 'public', internal: 'internal', restricted: 'restricted' },
      },
    },
  };
}
