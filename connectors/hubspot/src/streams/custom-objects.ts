import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { customObjectItem } from '../normalize.js';
import { customObjectType } from '../object-types.js';
import { customObjects as customObjectFamily } from '../record-types.js';
import { customTypeIds } from './custom-types.js';
import { declaredObjects } from './declared-objects.js';
import { objectCursor } from './object-cursor.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

/** Types that the portal has made, one after the other, by the id of their type. */
export const customObjects = kit.stream({
  name: 'custom-objects',
  delivers: { custom_objects: customObjectFamily },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,

  prepare: async ({ metadata }) => ({ recordTypes: metadata.record_types }),

  cursor: z.extend(objectCursor, { typeId: z.string() }),

  async *pages({ cursor, ...context }) {
    const typeIds = customTypeIds(context.metadata);
    // None is declared either because there is none, or because they may not be seen, which has to be named.
    if (typeIds.length === 0) await context.client.customSchemas();
    for (const typeId of typeIds) {
      if (cursor !== undefined && typeId < cursor.typeId) continue;
      const itemType = customObjectFamily.itemType(typeId);
      if (!context.scope.includes(itemType)) continue;
      const start = cursor?.typeId === typeId ? { stage: cursor.stage, after: cursor.after } : undefined;
      const walk = declaredObjects({ ...context, cursor: start }, customObjectType(typeId), itemType);
      for await (const page of walk)
        yield {
          records: { custom_objects: page.objects.map((found) => ({ ...found, itemType })) },
          cursor: { ...page.cursor, typeId },
        };
    }
  },

  normalize: {
    custom_objects: ({ itemType, ...found }, { prepared }) =>
      customObjectItem(found, itemType, prepared.recordTypes[itemType]),
  },
});
