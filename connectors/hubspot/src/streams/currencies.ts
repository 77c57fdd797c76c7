import * as z from 'zod/mini';
import { kit } from '../kit.js';
import { currencyItem } from '../normalize-lists.js';
import { currencies as currencyType } from '../record-types.js';
import { listRestSeconds } from './rest.js';

/** Currencies in which amounts are, and what they are worth in that of the company. */
export const currencies = kit.stream({
  name: 'currencies',
  delivers: { currencies: currencyType },
  restSeconds: listRestSeconds,
  cursor: z.object({ isLast: z.boolean() }),

  async *pages({ client, cursor }) {
    if (cursor?.isLast === true) return;
    const [rates] = await Promise.all([client.exchangeRates(), client.account()]);
    yield { records: { currencies: rates }, cursor: { isLast: true } };
  },

  normalize: { currencies: (raw) => currencyItem(raw) },
});
