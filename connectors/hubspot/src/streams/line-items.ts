import { kit } from '../kit.js';
import { lineItemItem } from '../normalize-lists.js';
import { objectTypes } from '../object-types.js';
import { lineItems as lineItemType } from '../record-types.js';
import { objectCursor } from './object-cursor.js';
import { walkObjects } from './object-walk.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

const type = objectTypes.line_items;

export const lineItems = kit.stream({
  name: 'line-items',
  delivers: { line_items: lineItemType },
  overlapSeconds: indexLagSeconds,
  restSeconds: withinOverlapSeconds,
  cursor: objectCursor,

  async *pages({ client, window, cursor }) {
    const walk = {
      type,
      properties: type.properties,
      withHistory: false,
      labelled: [],
      together: 1_000,
    };
    for await (const { objects, cursor: reached } of walkObjects(client, walk, { window, cursor }))
      yield { records: { line_items: objects }, cursor: reached };
  },

  normalize: { line_items: (found) => lineItemItem(found) },
});
