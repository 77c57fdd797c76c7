import type { ExtractionWindow, MetadataDocument, Stream } from '@airdrop-connectors/core';
import { toUtcTimestamp } from '@airdrop-connectors/core';
import * as z from 'zod/mini';
import type { JiraClient } from '../src/client.js';
import { options as declaredOptions } from '../src/options.js';
import { DEMO_PROJECT } from './jira-site.js';

type PageContext = Parameters<Stream<JiraClient>['pages']>[0];
export type Cursor = PageContext['cursor'];

const defaultOptions = Object.fromEntries(
  Object.entries(declaredOptions).map(([name, { defaultValue }]) => [name, defaultValue]),
);

const itemSchema = z.looseObject({
  id: z.string(),
  itemType: z.optional(z.string()),
  createdDate: z.string(),
  modifiedDate: z.string(),
  data: z.optional(z.record(z.string(), z.unknown())),
  dynamicData: z.optional(z.record(z.string(), z.unknown())),
  /** Of files only. */
  parentId: z.optional(z.string()),
  fileName: z.optional(z.string()),
  inline: z.optional(z.boolean()),
});
/** What a normalizer returned, read without trusting its type. */
export type DeliveredItem = z.infer<typeof itemSchema>;

export interface WalkedPage {
  /** By feed; every feed of the stream is there. */
  items: Readonly<Record<string, readonly DeliveredItem[]>>;
  cursor: Cursor;
}

export interface WalkOptions {
  cursor?: Cursor;
  window?: ExtractionWindow;
  /** Item types switched off. */
  without?: readonly string[];
  externalSyncUnit?: { id: string; name: string };
  /** What the run has declared; without it nothing is known about custom fields. */
  metadata?: MetadataDocument;
  /** Options of the snap-in that differ from their defaults. */
  options?: Readonly<Record<string, boolean | string>>;
  /** Called after each page and before the next one is asked for. */
  afterPage?: (page: number) => void;
}

/** Drives a stream as core does, cursors taken through JSON and the stream's own schema. */
export async function* walkStream(
  stream: Stream<JiraClient>,
  client: JiraClient,
  options: WalkOptions = {},
): AsyncGenerator<WalkedPage, void, void> {
  const externalSyncUnit = options.externalSyncUnit ?? DEMO_PROJECT;
  const context = {
    client,
    options: { ...defaultOptions, ...options.options },
    externalSyncUnit,
    window: options.window ?? {},
    scope: { includes: (itemType: string) => !(options.without ?? []).includes(itemType) },
    metadata: options.metadata ?? { schema_version: 'v0.2.0' as const, record_types: {} },
    signal: new AbortController().signal,
  };
  const prepared = await stream.prepare(context);
  let number = 0;
  for await (const page of stream.pages({ ...context, prepared, cursor: options.cursor })) {
    const items = Object.keys(stream.delivers).map((feed) => {
      const normalize = stream.normalize[feed];
      if (normalize === undefined) throw new Error(`The stream cannot normalize ${feed}.`);
      const records = page.records[feed] ?? [];
      return [
        feed,
        records.map((raw) => z.parse(itemSchema, normalize(raw, { prepared, externalSyncUnit }))),
      ] as const;
    });
    yield {
      items: Object.fromEntries(items),
      cursor: z.parse(stream.cursor, JSON.parse(JSON.stringify(page.cursor))),
    };
    number += 1;
    options.afterPage?.(number);
  }
}

export async function walkAll(
  stream: Stream<JiraClient>,
  client: JiraClient,
  options: WalkOptions = {},
): Promise<WalkedPage[]> {
  const pages: WalkedPage[] = [];
  for await (const page of walkStream(stream, client, options)) pages.push(page);
  return pages;
}

export function itemsOf(pages: readonly WalkedPage[], feed: string): DeliveredItem[] {
  return pages.flatMap(({ items }) => items[feed] ?? []);
}

/** `id@modified` in UTC, one per item, later deliveries replacing earlier ones; sorted. */
export function latestVersions(items: readonly DeliveredItem[]): string[] {
  const latest = new Map(items.map(({ id, modifiedDate }) => [id, `${id}@${toUtcTimestamp(modifiedDate)}`]));
  return [...latest.values()].sort();
}
