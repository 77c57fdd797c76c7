import { anyMember } from '../declared-types.js';
import { kit } from '../kit.js';
import { companyItem } from '../normalize.js';
import { objectTypes } from '../object-types.js';
import { companies as companyType } from '../record-types.js';
import { declaredObjects } from './declared-objects.js';
import { objectCursor } from './object-cursor.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

export const companies = kit.stream({
  name: 'companies',
  delivers: { companies: companyType },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,

  prepare: async ({ metadata }) => ({ recordTypes: metadata.record_types }),

  cursor: objectCursor,

  async *pages(context) {
    const itemType = companyType.itemType(anyMember);
    for await (const { objects, cursor } of declaredObjects(context, objectTypes.companies, itemType))
      yield { records: { companies: objects }, cursor };
  },

  normalize: { companies: (found, { prepared }) => companyItem(found, prepared) },
});
