import * as z from 'zod/mini';
import { anyMember } from '../declared-types.js';
import { kit } from '../kit.js';
import { companyItem, contactItem, customObjectItem, dealItem, ticketItem } from '../normalize.js';
import { customObjectType, type ObjectType, objectTypes } from '../object-types.js';
import { companies, contacts, customObjects, deals, tickets } from '../record-types.js';
import { archivedPages } from './archived-pages.js';
import { customTypeIds } from './custom-types.js';
import { archiveRestSeconds } from './rest.js';
import { indexLagSeconds, ticketsOfUnit } from './unit.js';

/**
 * Records that were archived, which moves no date that a search knows: archives are looked through for what came into
 * them, one type after the other. A first run has delivered none of them.
 */
export const archive = kit.stream({
  name: 'archive',
  delivers: {
    companies,
    contacts,
    deals,
    tickets,
    custom_objects: customObjects,
  },
  overlapSeconds: indexLagSeconds,
  restSeconds: archiveRestSeconds,

  prepare: async ({ client, metadata }) => ({
    recordTypes: metadata.record_types,
    companyCurrency: await client.companyCurrency(),
  }),

  cursor: z.object({ type: z.string(), after: z.string(), isLast: z.boolean() }),

  async *pages({ client, cursor, externalSyncUnit, metadata, scope, window }) {
    if (window.from === undefined || cursor?.isLast === true) return;
    const types = [...standardTypes, ...customTypeIds(metadata).map(custom)].filter(({ itemType }) =>
      scope.includes(itemType),
    );
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
          records: only(
            feed,
            objects.map((found) => ({ ...found, itemType })),
          ),
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

type Feed = 'companies' | 'contacts' | 'deals' | 'tickets' | 'custom_objects';

/** A page has records of one type. */
function only<Found>(feed: Feed, objects: Found[]): { readonly [K in Feed]?: Found[] } {
  return { [feed]: objects };
}

interface ArchivedType {
  feed: Feed;
  type: ObjectType;
  itemType: string;
}

const standardTypes: readonly ArchivedType[] = [
  { feed: 'companies', type: objectTypes.companies, itemType: companies.itemType(anyMember) },
  { feed: 'contacts', type: objectTypes.contacts, itemType: contacts.itemType(anyMember) },
  { feed: 'deals', type: objectTypes.deals, itemType: deals.itemType(anyMember) },
  { feed: 'tickets', type: objectTypes.tickets, itemType: tickets.itemType(anyMember) },
];

function custom(typeId: string): ArchivedType {
  return {
    feed: 'custom_objects',
    type: customObjectType(typeId),
    itemType: customObjects.itemType(typeId),
  };
}
