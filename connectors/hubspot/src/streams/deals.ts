import { anyMember } from '../declared-types.js';
import { kit } from '../kit.js';
import { dealItem } from '../normalize.js';
import { associationItem, changeItem, labelledOf, pastValuesOf } from '../normalize-relations.js';
import { objectTypes } from '../object-types.js';
import * as recordTypes from '../record-types.js';
import { declaredObjects } from './declared-objects.js';
import { objectCursor } from './object-cursor.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

const type = objectTypes.deals;

export const deals = kit.stream({
  name: 'deals',
  delivers: {
    deals: recordTypes.deals,
    changes: recordTypes.changes,
    associations: recordTypes.associations,
  },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,

  prepare: async ({ client, metadata }) => ({
    recordTypes: metadata.record_types,
    companyCurrency: await client.companyCurrency(),
  }),

  cursor: objectCursor,

  async *pages(context) {
    const itemType = recordTypes.deals.itemType(anyMember);
    for await (const { objects, cursor, labelled } of declaredObjects(context, type, itemType)) {
      const own = objects.filter(({ mergedInto }) => mergedInto === undefined);
      yield {
        records: {
          deals: objects,
          changes: own.flatMap((found) => pastValuesOf(found, type.history)),
          associations: own.flatMap((found) => labelledOf(found, type.path, labelled)),
        },
        cursor,
      };
    }
  },

  normalize: {
    deals: (found, { prepared }) => dealItem(found, prepared),
    changes: (value, { prepared }) => changeItem(value, prepared.recordTypes),
    associations: (labelled) => associationItem(labelled),
  },
});
