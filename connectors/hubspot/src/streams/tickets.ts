import { anyMember } from '../declared-types.js';
import { kit } from '../kit.js';
import { ticketItem } from '../normalize.js';
import { associationItem, changeItem, labelledOf, pastValuesOf } from '../normalize-relations.js';
import { objectTypes } from '../object-types.js';
import * as recordTypes from '../record-types.js';
import { declaredObjects } from './declared-objects.js';
import { objectCursor } from './object-cursor.js';
import { indexLagSeconds, ticketsOfUnit } from './unit.js';

const type = objectTypes.tickets;

export const tickets = kit.stream({
  name: 'tickets',
  delivers: {
    tickets: recordTypes.tickets,
    changes: recordTypes.changes,
    associations: recordTypes.associations,
  },
  // Whom and what tickets name, and what hangs on them, is read beside their conversations, which take longest.
  after: [
    'owners',
    'former-owners',
    'users',
    'tags',
    'companies',
    'contacts',
    'deals',
    'products',
    'line-items',
    'custom-objects',
    'articles',
    'notes',
    'emails',
    'calls',
    'meetings',
    'tasks',
    'communications',
    'archive',
    'census',
  ],
  overlapSeconds: indexLagSeconds,

  prepare: async ({ metadata }) => ({ recordTypes: metadata.record_types }),

  cursor: objectCursor,

  async *pages(context) {
    const itemType = recordTypes.tickets.itemType(anyMember);
    for await (const { objects, cursor, labelled } of declaredObjects(context, type, itemType)) {
      const inUnit = ticketsOfUnit(objects, context.externalSyncUnit);
      const own = inUnit.filter(({ mergedInto }) => mergedInto === undefined);
      yield {
        records: {
          tickets: inUnit,
          changes: own.flatMap((found) => pastValuesOf(found, type.history)),
          associations: own.flatMap((found) => labelledOf(found, type.path, labelled)),
        },
        cursor,
      };
    }
  },

  normalize: {
    tickets: (found, { prepared }) => ticketItem(found, prepared),
    changes: (value, { prepared }) => changeItem(value, prepared.recordTypes),
    associations: (labelled) => associationItem(labelled),
  },
});
