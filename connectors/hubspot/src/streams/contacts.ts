import { anyMember } from '../declared-types.js';
import { kit } from '../kit.js';
import { contactItem } from '../normalize.js';
import { associationItem, labelledOf } from '../normalize-relations.js';
import { objectTypes } from '../object-types.js';
import * as recordTypes from '../record-types.js';
import { declaredObjects } from './declared-objects.js';
import { objectCursor } from './object-cursor.js';
import { indexLagSeconds } from './unit.js';

const type = objectTypes.contacts;

export const contacts = kit.stream({
  name: 'contacts',
  delivers: { contacts: recordTypes.contacts, associations: recordTypes.associations },
  overlapSeconds: indexLagSeconds,

  prepare: async ({ metadata }) => ({ recordTypes: metadata.record_types }),

  cursor: objectCursor,

  async *pages(context) {
    const itemType = recordTypes.contacts.itemType(anyMember);
    for await (const { objects, cursor, labelled } of declaredObjects(context, type, itemType)) {
      const own = objects.filter(({ mergedInto }) => mergedInto === undefined);
      yield {
        records: {
          contacts: objects,
          associations: own.flatMap((found) => labelledOf(found, type.path, labelled)),
        },
        cursor,
      };
    }
  },

  normalize: {
    contacts: (found, { prepared }) => contactItem(found, prepared),
    associations: (labelled) => associationItem(labelled),
  },
});
