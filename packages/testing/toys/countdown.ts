import { Readable } from 'node:stream';
import {
  attachments,
  createFunctionFactory,
  createKit,
  defineConnection,
  recordType,
  text,
} from '@airdrop-connectors/core';
import * as z from 'zod/mini';

/**
 * A connector without an external system: it counts. What goes wrong, and on which page, is part of its connection,
 * so that a test can end a worker in every way there is.
 */
const connection = defineConnection({
  schema: z.object({
    pages: z.coerce.number(),
    records_per_page: z.coerce.number(),
    files: z._default(z.coerce.number(), 0),
    page_milliseconds: z._default(z.coerce.number(), 0),
    failure: z._default(
      z.enum(['none', 'block', 'exit', 'throw', 'reject', 'out_of_memory', 'hang']),
      'none',
    ),
    failure_page: z._default(z.coerce.number(), 0),
    token: z._default(z.string(), 'countdown-token'),
  }),
  secretFields: ['token'],
});

type Settings = z.infer<(typeof connection)['schema']>;

const kit = createKit({
  systemName: 'Countdown',
  connection,
  createClient: ({ connection: settings }) => settings,
});

const numbers = recordType('numbers', 'Number', { label: text('Label') });
const day = '2026-01-01T00:00:00.000Z';

const countdown = kit.stream({
  name: 'numbers',
  delivers: { numbers, attachments },
  cursor: z.object({ page: z.number() }),
  async *pages({ client, cursor, signal }) {
    for (let page = cursor?.page ?? 0; page < client.pages; page += 1) {
      if (page === client.failure_page) await fail(client, signal);
      if (client.page_milliseconds > 0) await pause(client.page_milliseconds, signal);
      const first = page * client.records_per_page;
      const records = Array.from({ length: client.records_per_page }, (_, index) => first + index);
      yield {
        records: { numbers: records, attachments: records.filter((number) => number < client.files) },
        cursor: { page: page + 1 },
      };
    }
  },
  normalize: {
    numbers: (number) => ({
      id: `n${number}`,
      createdDate: day,
      modifiedDate: day,
      data: { label: `Number ${number}` },
    }),
    attachments: (number) => ({
      id: `f${number}`,
      url: `https://countdown.example/${number}`,
      fileName: `${number}.txt`,
      parentId: `n${number}`,
      inline: false,
      contentType: 'text/plain',
    }),
  },
});

async function fail({ failure }: Settings, signal: AbortSignal): Promise<void> {
  switch (failure) {
    case 'none':
      return;
    case 'block':
      for (;;) Math.random();
    case 'exit':
      process.exit(7);
      return;
    case 'throw':
      throw new TypeError('the countdown tripped');
    case 'reject':
      // Nobody waits for this one: it reaches the thread as an unhandled rejection.
      void Promise.reject(new Error('nobody caught the countdown'));
      await new Promise(() => {});
      return;
    case 'out_of_memory': {
      const hoard: string[][] = [];
      for (;;) hoard.push(new Array<string>(100_000).fill('x').map((letter, index) => letter + index));
    }
    case 'hang':
      await pause(3_600_000, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

const connector = kit.connector({
  async *externalSyncUnits({ client }) {
    yield [
      {
        id: 'all',
        name: 'All numbers',
        description: 'From zero up',
        itemCount: client.pages * client.records_per_page,
      },
    ];
  },
  metadata: { recordTypes: [numbers] },
  streams: [countdown],
  openAttachment: async ({ attachment }) => {
    const content = Buffer.from(`content of ${attachment.fileName}`);
    return { body: Readable.from([content]), contentType: 'text/plain', bytes: content.length };
  },
  initialDomainMapping: { additional_mappings: { format_version: 'v0.2.0' } },
});

export const functionFactory = createFunctionFactory(connector, import.meta.url);
