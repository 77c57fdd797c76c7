import type { ExtractionWindow, MetadataDocument, RecordType, Stream } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import type { HubspotClient } from '../src/client.js';
import { metadata } from '../src/metadata.js';

export interface WalkOptions {
  window?: ExtractionWindow;
  cursor?: Parameters<Stream<HubspotClient>['pages']>[0]['cursor'];
  /** Where an earlier run has ended. */
  previous?: WalkOptions['cursor'];
  /** Pages after which to stop. */
  most?: number;
  unitId?: string;
  /** Item types that are switched off. */
  without?: readonly string[];
}

export interface WalkedItem {
  feed: string;
  id: string;
  modifiedDate: string;
  data: Readonly<Record<string, unknown>>;
}

/** Drives a stream as core does, cursors taken through JSON and the stream's own schema. */
export async function walk(stream: Stream<HubspotClient>, client: HubspotClient, options: WalkOptions = {}) {
  const externalSyncUnit = { id: options.unitId ?? 'portal', name: 'Portal' };
  const types = (await metadata.discover?.({ client, externalSyncUnit, options: {} })) ?? [];
  const context = {
    client,
    externalSyncUnit,
    options: {},
    window: options.window ?? {},
    scope: { includes: (itemType: string) => options.without?.includes(itemType) !== true },
    metadata: documentOf(types),
    signal: new AbortController().signal,
  };
  const prepared = await stream.prepare(context);
  const items: WalkedItem[] = [];
  const problems: string[] = [];
  let cursor = options.cursor;
  let pages = 0;
  for await (const page of stream.pages({ ...context, prepared, cursor, previous: options.previous })) {
    for (const [feed, raws] of Object.entries(page.records)) {
      for (const raw of raws ?? []) {
        try {
          const item = stream.normalize[feed]?.(raw, { prepared, externalSyncUnit });
          const { id, modifiedDate, data, dynamicData } = z.parse(itemSchema, item);
          items.push({ feed, id, modifiedDate, data: { ...data, ...dynamicData } });
        } catch (error) {
          problems.push(error instanceof Error ? error.message : String(error));
        }
      }
    }
    cursor = z.parse(stream.cursor, JSON.parse(JSON.stringify(page.cursor)));
    pages += 1;
    if (pages === options.most) break;
  }
  return { items, cursor, problems, pages };
}

const itemSchema = z.looseObject({
  id: z.string(),
  modifiedDate: z.string(),
  data: z.optional(z.record(z.string(), z.unknown())),
  dynamicData: z.optional(z.record(z.string(), z.unknown())),
});

/** Just as much of the document as streams look at. */
function documentOf(types: readonly RecordType[]): MetadataDocument {
  return {
    schema_version: 'v0.2.0',
    record_types: Object.fromEntries(
      types.map(({ key, name, fields }) => [
        key,
        {
          name,
          fields: Object.fromEntries(
            Object.entries(fields).map(([field, { definition }]) => [field, definition]),
          ),
        },
      ]),
    ),
  } as unknown as MetadataDocument;
}

export function idsOf(items: readonly WalkedItem[], feed: string): string[] {
  return items.filter((item) => item.feed === feed).map(({ id }) => id);
}
