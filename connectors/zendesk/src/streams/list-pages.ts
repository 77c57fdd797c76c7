import * as z from 'zod/mini';
import type { ListPage } from '../api/lists.js';
import { type HelpCenter, helpCentersOf } from '../brands.js';
import type { ZendeskClient } from '../client.js';
import { brandOfUnit } from '../external-sync-units.js';

/**
 * Lists without a feed of changes are read whole, once in so many seconds: less than a day, so that a daily sync reads
 * them every time.
 */
export const listRestSeconds = 20 * 3_600;

export const listCursor = z.object({ after: z.string(), isLast: z.boolean() });
type ListCursor = z.infer<typeof listCursor>;

/** Pages of a list from where a cursor says. */
export async function* listPages(
  cursor: ListCursor | undefined,
  ask: (after: string) => Promise<ListPage>,
): AsyncGenerator<{ rows: readonly unknown[]; cursor: ListCursor }, void, void> {
  if (cursor?.isLast === true) return;
  for (let after = cursor?.after ?? ''; ; ) {
    const { rows, next } = await ask(after);
    after = next || after;
    yield { rows, cursor: { after, isLast: next === '' } };
    if (next === '') return;
  }
}

export const centerCursor = z.object({ brand: z.string(), after: z.string(), isLast: z.boolean() });
type CenterCursor = z.infer<typeof centerCursor>;

interface UnitContext {
  client: ZendeskClient;
  externalSyncUnit: { id: string };
  options: { help_center: boolean };
}

/** The same over the Help Centers of a unit, one after the other in the order of their brands. */
export async function* centerPages(
  { client, externalSyncUnit, options }: UnitContext,
  cursor: CenterCursor | undefined,
  ask: (center: HelpCenter, after: string) => Promise<ListPage>,
): AsyncGenerator<{ rows: readonly unknown[]; cursor: CenterCursor }, void, void> {
  if (!options.help_center) return;
  const centers = await helpCentersOf(client, brandOfUnit(externalSyncUnit.id));
  for (const center of centers) {
    if (cursor !== undefined && center.brandId < cursor.brand) continue;
    const from = center.brandId === cursor?.brand ? cursor : undefined;
    for await (const page of listPages(from, (after) => ask(center, after)))
      yield { rows: page.rows, cursor: { brand: center.brandId, ...page.cursor } };
  }
}
