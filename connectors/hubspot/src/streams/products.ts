import { kit } from '../kit.js';
import { productItem } from '../normalize-lists.js';
import { objectTypes } from '../object-types.js';
import { products as productType } from '../record-types.js';
import { objectCursor } from './object-cursor.js';
import { walkObjects } from './object-walk.js';
import { withinOverlapSeconds } from './rest.js';
import { indexLagSeconds } from './unit.js';

const type = objectTypes.products;

export const products = kit.stream({
  name: 'products',
  delivers: { products: productType },
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
      yield { records: { products: objects }, cursor: reached };
  },

  normalize: { products: (found) => productItem(found) },
});
