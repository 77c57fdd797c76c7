import type { ExtractionWindow, MetadataDocument, RecordType, Stream } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import type { ZendeskClient } from '../src/client.js';
import { metadata } from '../src/metadata.js';

export interface WalkOptions {
  window?: ExtractionWindow;
  cursor?: Parameters<Stream<ZendeskClient>['pages']>[0]['cursor'];
  /** Pages after which to stop. */
  most?: number;
}

const options = { help_center: true };
const unit = { id: 'account', name: 'Account' };

/** As a run declares them, as far as streams look at it. */
function declared(types: readonly RecordType[]): MetadataDocument['record_types'] {
  return Object.fromEntries(
    types.map(({ key, name, fields }) => [
      key,
      {
        name,
        fields: Object.fromEntries(
          Object.entries(fields).map(([field, { definition }]) => [field, definition]),
        ),
      },
    ]),
  );
}

/** Drives a stream as core does, cursors taken through JSON and the stream's own schema. */
export async function walk(stream: Stream<ZendeskClient>, client: ZendeskClient, walked: WalkOptions = {}) {
  const types = (await metadata.discover?.({ client, externalSyncUnit: unit, options })) ?? [];
  const context = {
    client,
    options,
    externalSyncUnit: unit,
    window: walked.window ?? {},
    scope: { includes: () => true },
    metadata: { schema_version: 'v0.2.0' as const, record_types: declared(types) },
    signal: new AbortController().signal,
  };
  const prepared = await stream.prepare(context);
  const items: { feed: string; id: string; item: unknown }[] = [];
  let cursor = walked.cursor;
  let pages = 0;
  for await (const page of stream.pages({ ...context, prepared, cursor })) {
    for (const [feed, raws] of Object.entries(page.records)) {
      for (const raw of raws ?? []) {
        const item = z.parse(
          z.looseObject({ id: z.string() }),
          stream.normalize[feed]?.(raw, { prepared, externalSyncUnit: unit }),
        );
        items.push({ feed, id: item.id, item });
      }
    }
    cursor = z.parse(stream.cursor, JSON.parse(JSON.stringify(page.cursor)));
    pages += 1;
    if (pages === walked.most) break;
  }
  return { items, cursor, types };
}
