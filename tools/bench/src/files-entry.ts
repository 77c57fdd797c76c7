import {
  attachments,
  createFunctionFactory,
  createKit,
  defineConnection,
  type HttpClient,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/** A connector of nothing but files, which it reads over core's HTTP; how many is its external sync unit. */
const kit = createKit({
  systemName: 'Bench',
  connection: defineConnection({ schema: z.object({ files: z.string() }), secretFields: [] }),
  createClient: ({ connection, createHttpClient }): HttpClient =>
    createHttpClient({
      baseUrl: connection.files,
      headers: {},
      system: { name: 'Bench', authenticationAdvice: '', permissionAdvice: '' },
    }),
});

const files = kit.stream({
  name: 'files',
  delivers: { attachments },
  cursor: z.object({ page: z.number() }),
  async *pages({ externalSyncUnit, cursor }) {
    const numbers = Array.from({ length: Number(externalSyncUnit.id) }, (_, index) => index);
    if (cursor === undefined) yield { records: { attachments: numbers }, cursor: { page: 1 } };
  },
  normalize: {
    attachments: (number) => ({
      id: String(number),
      url: `https://acme.example/files/${number}`,
      fileName: `${number}.bin`,
      parentId: 'issue',
      contentType: 'application/octet-stream',
    }),
  },
});

const connector = kit.connector({
  async *externalSyncUnits() {},
  metadata: { recordTypes: [] },
  streams: [files],
  openAttachment: ({ client, attachment }) =>
    client.file({ path: `/files/${attachment.id}`, endpoint: '/files/{id}' }),
  initialDomainMapping: { additional_mappings: {} },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
