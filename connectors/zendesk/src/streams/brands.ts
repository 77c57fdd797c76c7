import * as z from 'zod/mini';
import { brandsOf } from '../brands.js';
import { kit } from '../kit.js';
import { brandItem } from '../normalize-account.js';
import { brands as brandType } from '../record-types-lists.js';

/** Brands in use and former ones: tickets go on naming them. */
export const brands = kit.stream({
  name: 'brands',
  delivers: { brands: brandType },
  cursor: z.object({ isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    if (cursor?.isLast === true) return;
    yield { records: { brands: await brandsOf(client) }, cursor: { isLast: true } };
  },

  normalize: { brands: (brand) => brandItem(brand) },
});
