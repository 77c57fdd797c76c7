import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { companyItem, contactItem, customObjectItem, dealItem, ticketItem } from '../normalize.js';
import { archivedPages } from './archived-pages.js';
import type { FoundObject } from './object-page.js';
import { type FedRecords, fedTypes, recordFeeds } from './record-feeds.js';
import { archiveRestSeconds } from './rest.js';
import { indexLagSeconds, ticketsOfUnit } from './unit.js';

type Archived = FoundObject & { itemType: string };

/**
 * Records that were archived, which moves no date that a search knows: archives are looked through for what came into
 * them, one type after the other. A first run has delivered none of them.
 */
export const archive = kit.stream({
  name: 'archive',
  delivers: recordFeeds,
  overlapSeconds: indexLagSeconds,
  restSeconds: archiveRestSeconds,

  prepare: async ({ client, metadata }) => ({
    recordTypes: metadata.record_types,
    companyCurrency: await client.companyCurrency(),
  }),

  cursor: z.object({ type: z.string(), after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor, externalSyncUnit, metadata, scope, window }) {
    if (window.from === undefined || cursor?.isLast === true) return;
    const types = fedTypes(metadata, scope);
    const begin = Math.max(
      0,
      types.findIndex(({ type }) => type.path === cursor?.type),
    );
    for (const [position, { feed, type, itemType }] of types.entries()) {
      if (position < begin) continue;
      const after = type.path === cursor?.type ? cursor.after : '';
      const fields = metadata.record_types[itemType]?.fields ?? {};
      for await (const page of archivedPages(client, type, { fields, from: window.from, after })) {
        const objects = feed === 'tickets' ? ticketsOfUnit(page.objects, externalSyncUnit) : page.objects;
        yield {
          records: { [feed]: objects.map((found) => ({ ...found, itemType })) } as FedRecords<Archived>,
          cursor:
            page.next !== undefined
              ? { type: type.path, after: page.next, isLast: false }
              : {
                  type: types[position + 1]?.type.path ?? '',
                  after: '',
                  isLast: position + 1 === types.length,
                },
        };
      }
    }
  },

  normalize: {
    companies: (found, { prepared }) => companyItem(found, prepared),
    contacts: (found, { prepared }) => contactItem(found, prepared),
    deals: (found, { prepared }) => dealItem(found, prepared),
    tickets: (found, { prepared }) => ticketItem(found, prepared),
    custom_objects: ({ itemType, ...found }, { prepared }) =>
      customObjectItem(found, itemType, prepared.recordTypes[itemType]),
  },
});
